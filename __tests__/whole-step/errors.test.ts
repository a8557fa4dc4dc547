import { describe, expect, test } from 'vitest';
import { deadPort } from '../loopback-port.ts';
import { annotationsIn, type MemoryStepResult } from '../memory-runner.ts';
import { emulateService, emulateStack, operationsOf, resultsOf, service, stackName, updateOf } from './emulated.ts';

/** What the one annotation of a failed step says. */
function errorOf(result: MemoryStepResult): string {
  expect(result.exitCode).toBe(1);
  expect(result.annotations).toMatchObject([{ severity: 'error' }]);
  return annotationsIn(result).join();
}

const noCredentials = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe('an error says what happened, to which target, and what to do', () => {
  const resource = `arn:aws:proton:us-east-1:123456789012:service/${service}`;
  const stackResource = `arn:aws:cloudformation:us-east-1:123456789012:stack/${stackName}/*`;

  test.each([
    ['proton:CancelServicePipelineDeployment', resource],
    ['proton:GetService', resource],
    ['cloudformation:CancelUpdateStack', stackResource],
    ['cloudformation:DescribeStacks', stackResource],
  ] as const)('access denied: the action %s, the resource and the request id', async (action, deniedResource) => {
    const settings = { denied: [action], cancelMilliseconds: 60_000 };
    const emulator = await (deniedResource === resource ? emulateService(settings) : emulateStack({}, settings));
    const result = await emulator.run();
    const requestId = String(emulator.requests.at(-1)?.requestId);
    for (const part of [action, deniedResource, requestId]) expect(errorOf(result)).toContain(part);
    expect(resultsOf(result)[0]).toMatchObject({
      outcome: 'error',
      reason: expect.stringContaining('AccessDenied'),
      error: { name: expect.stringContaining('AccessDenied'), requestId },
    });
    // What was known by then is told.
    expect(result.outputs['deployment-id'] === '').toBe(action !== 'proton:GetService');
    expect(operationsOf(emulator).length).toBeLessThanOrEqual(2);
  });

  test('no credentials: an OIDC role', async () => {
    const emulator = await emulateService();
    const error = errorOf(await emulator.run({ environment: noCredentials }));
    for (const part of [service, 'No usable credentials', 'aws-actions/configure-aws-credentials', 'id-token: write']) {
      expect(error).toContain(part);
    }
    expect(emulator.requests).toEqual([]);
  });

  test('credentials that AWS does not know', async () => {
    const emulator = await emulateService();
    const error = errorOf(await emulator.run({ environment: { AWS_SECRET_ACCESS_KEY: 'not-the-secret-key' } }));
    expect(error).toContain("doesn't accept the credentials");
    expect(error).not.toContain('not-the-secret-key');
  });

  test('no region: aws-region', async () => {
    const emulator = await emulateService();
    const error = errorOf(await emulator.run({ environment: { AWS_REGION: undefined } }));
    for (const part of [service, 'No region is known', 'aws-region']) expect(error).toContain(part);
    expect(emulator.requests).toEqual([]);
  });

  test.each([
    ['that does not resolve', emulateService, 'AWS_ENDPOINT_URL_PROTON', 'http://proton.nowhere.invalid'],
    ['that nobody listens on', emulateService, 'AWS_ENDPOINT_URL_PROTON', `http://127.0.0.1:${deadPort}`],
    ['that nobody listens on', emulateStack, 'AWS_ENDPOINT_URL_CLOUDFORMATION', `http://127.0.0.1:${deadPort}`],
  ] as const)('a custom endpoint %s: its address, and no word of the end of Proton', async (_how, begin, name, url) => {
    const result = await (await begin()).run({ environment: { [name]: url } });
    for (const part of [url, 'Is the emulator running?']) expect(errorOf(result)).toContain(part);
    expect(JSON.stringify(result)).not.toContain('2026-10-07');
    expect(result.milliseconds).toBeLessThan(25_000);
  });

  test('a refusal of an update in progress is the error that AWS says', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'error', name: 'ValidationError', message: 'It is just not allowed', times: 1 });
    expect(resultsOf(await emulator.run())[0]).toMatchObject({
      outcome: 'error',
      error: { name: 'ValidationError', message: expect.stringContaining('It is just not allowed') },
    });
    expect(updateOf(emulator)?.status).toBe('UPDATE_IN_PROGRESS');
  });
});
