import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import type { StepResult } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { annotationsOf, emulateService, runAgainst, service, startAgainst } from './emulated-step.ts';

const noCredentials = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const servers = new Set<Server>();

afterAll(() => {
  for (const server of servers) server.close();
});

/** No place may say that a request was sent, or could have been. */
function expectNothingSaidToBeSent(result: StepResult, claim: RegExp): void {
  const { outputs, summary, stdout } = result;
  for (const text of [annotationsOf(result).join('\n'), outputs['message'] ?? '', summary]) expect(text).toMatch(claim);
  for (const text of [stdout, summary, JSON.stringify(outputs)]) {
    expect(text).not.toMatch(
      /request was sent|effect could not|AWS carries on|If AWS received|AWS accepted|AWS refused|had accepted|had refused/,
    );
  }
}

describe.concurrent('a request that could not be built is told as not sent', () => {
  test.each([
    ['AWS_SESSION_TOKEN', 'a-session-token-with-a-line-break\n', 'no credential ends with a line break'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE\n', 'no credential ends with a line break'],
    ['AWS_DEFAULTS_MODE', 'odd', 'AWS_DEFAULTS_MODE'],
    ['AWS_REGION', '../eu', 'check the region'],
    ['HTTP_PROXY', 'http://user:%zz@127.0.0.1:9', 'HTTP_PROXY'],
  ])('%s=%j', async (name, value, advice) => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { environment: { [name]: value } });
    expect([result.exitCode, result.outputs['outcome'], emulator.requests]).toEqual([1, 'error', []]);
    expectNothingSaidToBeSent(result, /this step sent no cancel request for `?checkout-api/i);
    expect(annotationsOf(result)).toEqual([expect.stringContaining(advice)]);
  });

  test.each(['foo', 'http://', 'http:///path', 'file:///etc/passwd', 'ftp://127.0.0.1:9', '127.0.0.1:4566'])(
    'AWS_ENDPOINT_URL_PROTON=%s is bad input',
    async (url) => {
      const result = await runAgainst(await emulateService(), { environment: { AWS_ENDPOINT_URL_PROTON: url } });
      expect([result.exitCode, result.outputs['outcome'], result.outputs['results']]).toEqual([1, 'error', '[]']);
      expect(annotationsOf(result)).toEqual([
        expect.stringMatching(/^error Bad input: AWS_ENDPOINT_URL_PROTON .* must be a URL that begins with https:\/\//),
      ]);
      expectNothingSaidToBeSent(result, /nothing was sent/i);
    },
  );

  test.each(['foo', 'file:///etc/passwd'])(
    'AWS_ENDPOINT_URL_CLOUDFORMATION=%s is bad input for stacks',
    async (url) => {
      const inputs = { 'service-name': '', 'stack-name': 'shop' };
      const environment = { AWS_ENDPOINT_URL_CLOUDFORMATION: url };
      const result = await runAgainst(await emulateService(), { inputs, environment });
      expect(annotationsOf(result)).toEqual([expect.stringContaining('AWS_ENDPOINT_URL_CLOUDFORMATION')]);
    },
  );
});

// Windows has no signals: the runner ends the process there.
const describeWithSignals = process.platform === 'win32' ? describe.skip : describe.concurrent;

describeWithSignals('a step that is stopped while its credentials are looked for has sent nothing', () => {
  test.each([
    [
      'instance metadata',
      async (port: number) => ({
        AWS_EC2_METADATA_DISABLED: undefined,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
      }),
    ],
    [
      'a container endpoint',
      async (port: number) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/` }),
    ],
    [
      'STS',
      async (port: number) => ({
        AWS_WEB_IDENTITY_TOKEN_FILE: await fileWith('an-identity-token'),
        AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/proton-cancel',
        AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
      }),
    ],
    [
      'a credential process',
      async (port: number) => {
        const script = await fileWith(`require('net').connect(${port}, '127.0.0.1')`);
        return {
          AWS_CONFIG_FILE: await fileWith(`[default]\ncredential_process = "${process.execPath}" "${script}"\n`),
        };
      },
    ],
  ] as const)('%s hangs', async (_title, environmentFor) => {
    const emulator = await emulateService();
    const silence = await listenInSilence();
    const environment = { ...noCredentials, ...(await environmentFor(silence.port)) };
    const running = await startAgainst(emulator, { environment });
    await silence.reached;
    const signalledAt = performance.now();
    running.cancel();
    const result = await running.result;
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    expect([result.exitCode, result.outputs['outcome'], emulator.requests]).toEqual([1, 'interrupted', []]);
    expectNothingSaidToBeSent(
      result,
      new RegExp(`he step was stopped before it sent a cancel request for \`?${service}`),
    );
  });
});

/** A port that takes connections and never says a word, and the moment when somebody has connected. */
async function listenInSilence(): Promise<{ readonly port: number; readonly reached: Promise<void> }> {
  const reached = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    // A server with open connections would not close.
    socket.on('error', () => undefined).unref();
    reached.resolve();
  });
  servers.add(server);
  const port = await listenOnLoopback(server);
  return { port, reached: reached.promise };
}

async function fileWith(text: string): Promise<string> {
  const file = path.join(await temporaryFolder('nothing-sent'), 'file.cjs');
  await writeFile(file, text);
  return file;
}
