import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { afterFile, temporaryFolder } from '../after-file.ts';
import { GitHubServer } from '../host/github-server.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { operationsOf } from '../whole-step/emulated.ts';
import { annotationsOf, emulate, emulateService, service, startTimedAgainst } from './emulated-step.ts';
import type { TimedResult } from './own-time.ts';

const cancel = 'CancelServicePipelineDeployment';
const noCredentials = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const event = { number: 7, pull_request: { number: 7 }, repository: { name: 'shop', owner: { login: 'acme' } } };
const withComment = { 'comment-on-pull-request': 'true', 'github-token': 'a-token-of-github' };

// Windows has no signals: the runner ends the process there.
const describeWithSignals = process.platform === 'win32' ? describe.skip : describe.concurrent;

function expectInterrupted(result: TimedResult): void {
  expect(result.sinceLast('signal')).toBeLessThan(2_000);
  expect(result.exitCode).toBe(1);
  expect(result.outputs['outcome']).toBe('interrupted');
  expect(result.summary).toContain(service);
  expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error /)]);
}

/** Resolves when the emulator hears of an operation. */
function callOf(emulator: Emulator, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    emulator.onRequest(({ operation }) => {
      if (operation === wanted) resolve();
    });
  });
}

describeWithSignals('a step that the runner stops is gone within 2 s', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s while the request is on its way', async (signal) => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'stall', stage: 'before' });
    const running = await startTimedAgainst(emulator);
    await callOf(emulator, cancel);
    running.process.kill(signal);
    expectInterrupted(await running.result);
    expect(operationsOf(emulator)).toEqual([cancel]);
  });

  test('between two reads', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startTimedAgainst(emulator);
    await callOf(emulator, 'GetService');
    await pause(300);
    running.process.kill('SIGINT');
    const result = await running.result;
    expectInterrupted(result);
    expect(result.outputs['deployment-status']).toBe('CANCELLING');
    expect(result.outputs['deployment-id']).not.toBe('');
    expect(result.log.at(-1)).toContain('AWS');
  });

  test('while the comment is written: the outcome stays what it is', async () => {
    const emulator = await emulateService();
    const github = await silence();
    const running = await startTimedAgainst(emulator, {
      inputs: withComment,
      environment: { GITHUB_API_URL: `http://127.0.0.1:${github.port}` },
      event,
    });
    await github.reached;
    running.process.kill('SIGINT');
    const result = await running.result;
    expect(result.sinceLast('signal')).toBeLessThan(2_000);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.summary).toContain('Cancelled');
  });

  test.each([
    [
      'instance metadata',
      async (port: number) => ({
        AWS_EC2_METADATA_DISABLED: undefined,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
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
  ] as const)('while credentials are looked for, and %s hangs: nothing was sent', async (_what, environmentFor) => {
    const emulator = await emulateService();
    const { port, reached } = await silence();
    const environment = { ...noCredentials, ...(await environmentFor(port)) };
    const running = await startTimedAgainst(emulator, { environment });
    await reached;
    running.process.kill('SIGINT');
    const result = await running.result;
    expectInterrupted(result);
    expect(emulator.requests).toEqual([]);
    const claim = new RegExp(`he step was stopped before it sent a cancel request for \`?${service}`);
    for (const text of [annotationsOf(result).join(), result.outputs['message'] ?? '', result.summary]) {
      expect(text).toMatch(claim);
      expect(text).not.toMatch(/AWS carries on|If AWS received|AWS accepted|AWS refused/);
    }
  });
});

/** A step's whole life: its start, a slow request, a wait of some reads, a comment, the end. In milliseconds. */
const moments = [0, 45, 110, 440, 1_100, 1_650];

describeWithSignals('a step that is stopped at any moment of its life', () => {
  test.each(moments.flatMap((moment, at) => (at % 2 === 0 ? [[moment, 'service-name']] : [[moment, 'stack-name']])))(
    'after %d ms is gone within 2 s, with all reports and the truth, for %s',
    async (milliseconds, input) => {
      const github = new GitHubServer();
      await github.start();
      afterFile(() => github.stop());
      // Slow enough for a signal to fall between any two things that a step does.
      const emulator = await emulate({ latencyMilliseconds: 120, cancelMilliseconds: 700, cleanupMilliseconds: 100 });
      emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
      emulator.proton.addService('shop', { deployment: 'in-progress' });
      const running = await startTimedAgainst(emulator, {
        inputs: { 'service-name': '', [input]: 'shop', ...withComment },
        environment: { GITHUB_API_URL: github.apiUrl },
        event,
      });
      await pause(Number(milliseconds));
      running.process.kill(Number(milliseconds) % 2 === 0 ? 'SIGINT' : 'SIGTERM');
      const { exitCode, outputs, summary, log, stdout, sinceLast } = await running.result;
      if (exitCode === null) {
        // Node itself had not begun with the script: nothing was done, and nothing can be written.
        expect([emulator.requests, stdout]).toEqual([[], '']);
        return;
      }
      // Without a note of the signal, it came when the step had ended.
      expect(sinceLast('signal') || 0).toBeLessThan(2_000);
      expect(['interrupted', 'cancelled']).toContain(outputs['outcome']);
      expect(exitCode).toBe(outputs['outcome'] === 'cancelled' ? 0 : 1);
      expect(JSON.parse(outputs['results'] ?? 'null')).toHaveLength(1);
      expect(outputs['failed']).toBe(outputs['outcome'] === 'cancelled' ? '[]' : '["shop"]');
      expect(summary).toContain('`shop`');
      expect(log.at(-1)).toBe(outputs['message']);
      if (emulator.requests.length === 0) expect(outputs['message']).toContain('before it sent a cancel request');
    },
  );
});

/** A port that takes connections and never says a word, and the moment when somebody has connected. */
async function silence(): Promise<{ readonly port: number; readonly reached: Promise<void> }> {
  const reached = Promise.withResolvers<void>();
  const server: Server = createServer((socket) => {
    // A server with open connections would not close.
    socket.on('error', () => undefined).unref();
    reached.resolve();
  });
  afterFile(() => server.close());
  return { port: await listenOnLoopback(server), reached: reached.promise };
}

async function fileWith(text: string): Promise<string> {
  const file = path.join(await temporaryFolder('signals'), 'file.cjs');
  await writeFile(file, text);
  return file;
}
