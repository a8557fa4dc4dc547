import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../after-file.ts';
import { annotationsIn, type MemoryStepResult } from '../memory-runner.ts';
import { type EmulatorWithSteps, emulateService, emulateStack, resultsOf, stackName } from './emulated.ts';

/** What the one annotation of a failed step says. */
function errorOf(result: MemoryStepResult): string {
  expect(result.exitCode).toBe(1);
  expect(result.annotations).toMatchObject([{ severity: 'error' }]);
  return annotationsIn(result).join();
}

/** A folder with one file, and the file's path. */
async function fileWith(text: string): Promise<string> {
  const file = path.join(await temporaryFolder('errors'), 'file');
  await writeFile(file, text);
  return file;
}

const noCredentials = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe('what the environment says serves', () => {
  test.each([
    [
      'the region of the shared config',
      async () => ({ AWS_REGION: undefined, AWS_CONFIG_FILE: await fileWith('[default]\nregion = us-east-1\n') }),
    ],
    [
      'the credentials of a profile',
      async ({ credentials: { accessKeyId, secretAccessKey } }: EmulatorWithSteps) => ({
        ...noCredentials,
        AWS_PROFILE: 'deployer',
        AWS_SHARED_CREDENTIALS_FILE: await fileWith(
          `[deployer]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
        ),
      }),
    ],
    // It is of the step's own input that the region comes first.
    ['another region than that of aws-region', async () => ({ AWS_REGION: 'eu-west-1' })],
  ])('%s', async (_what, environmentFor) => {
    const emulator = await emulateService();
    const inputs = _what.startsWith('another') ? { 'aws-region': 'us-east-1' } : {};
    const result = await emulator.run({ inputs, environment: await environmentFor(emulator) });
    expect(result.outputs['outcome'], result.log.join('\n')).toBe('cancelled');
  });

  test('the region of an ARN, where none is given', async () => {
    const emulator = await emulateStack();
    const id = emulator.cloudformation.stack(stackName)?.id ?? '';
    const result = await emulator.run({
      inputs: { 'stack-name': `${id}, ${id}` },
      environment: { AWS_REGION: undefined },
    });
    expect(resultsOf(result)).toMatchObject([{ stackName, outcome: 'cancelled', stack: { stackId: id } }]);
    expect(emulator.requests.every(({ target }) => target === stackName || target === id)).toBe(true);
  });

  test('a session token, which is sent along', async () => {
    const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a-secret-access-key' };
    const emulator = await emulateService({ credentials: { ...keys, sessionToken: 'a-session-token' } });
    expect((await emulator.run()).outputs['outcome']).toBe('cancelled');
  });
});

describe('a request that could not be built is told as not sent', () => {
  /** No place may say that a request was sent, or could have been. */
  function expectNothingSaidToBeSent(result: MemoryStepResult, claim: RegExp): void {
    const { outputs, summary, log } = result;
    for (const text of [errorOf(result), outputs['message'] ?? '', summary]) expect(text).toMatch(claim);
    for (const text of [...log, summary, JSON.stringify(outputs)]) {
      expect(text).not.toMatch(
        /request was sent|effect could not|AWS carries on|If AWS received|AWS accepted|AWS refused|had accepted|had refused/,
      );
    }
  }

  test.each([
    ['AWS_SESSION_TOKEN', 'a-session-token-with-a-line-break\n', 'no credential ends with a line break'],
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE\n', 'no credential ends with a line break'],
    ['AWS_DEFAULTS_MODE', 'odd', 'AWS_DEFAULTS_MODE'],
    ['HTTP_PROXY', 'http://user:%zz@127.0.0.1:9', 'HTTP_PROXY'],
  ])('%s=%j', async (name, value, advice) => {
    const emulator = await emulateService();
    const result = await emulator.run({ environment: { [name]: value } });
    expect([result.outputs['outcome'], emulator.requests]).toEqual(['error', []]);
    expectNothingSaidToBeSent(result, /this step sent no cancel request for `?checkout-api/i);
    expect(errorOf(result)).toContain(advice);
  });

  test.each(['foo', 'http://', 'http:///path', 'file:///etc/passwd', 'ftp://127.0.0.1:9', '127.0.0.1:4566'])(
    'the endpoint %s is bad input, for services and stacks',
    async (url) => {
      for (const [begin, name] of [
        [emulateService, 'AWS_ENDPOINT_URL_PROTON'],
        [emulateStack, 'AWS_ENDPOINT_URL_CLOUDFORMATION'],
      ] as const) {
        const result = await (await begin()).run({ environment: { [name]: url } });
        expect([result.outputs['outcome'], result.outputs['results']]).toEqual(['error', '[]']);
        expect(errorOf(result)).toMatch(
          new RegExp(`^error Bad input: ${name} .* must be a URL that begins with https://`),
        );
        expectNothingSaidToBeSent(result, /nothing was sent/i);
      }
    },
  );
});
