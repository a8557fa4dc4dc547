import type { GetServiceCommandOutput, Proton } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import { discontinuationNames } from '../../../emulator/faults/fault.ts';
import { commonErrors, modelledErrors } from '../../../emulator/proton/proton-error.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, outcomeOf, rejectionOf, sdkClient } from '../clients.ts';

const shortMilliseconds = 150;

describe('a fault on demand', () => {
  const clock = new FakeClock();
  let draws: number[];
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    draws = [];
    emulator = await startEmulator({ clock, random: () => draws.shift() ?? 0.5, deployMilliseconds: 1e9 });
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    client = sdkClient(emulator);
    return () => emulator.close();
  });

  const get = (): Promise<GetServiceCommandOutput> => client.getService({ name: 'shop' });
  const cancel = (signal: AbortSignal = AbortSignal.timeout(10_000)) =>
    client.cancelServicePipelineDeployment({ serviceName: 'shop' }, { abortSignal: signal });
  const status = () => emulator.proton.service('shop')?.pipeline?.deploymentStatus;

  test.each(Object.entries({ ...modelledErrors, ...commonErrors }))('answers %s with status %i', async (name, code) => {
    emulator.inject({ kind: 'error', name, message: 'In these words.' });
    expect(await rejectionOf(cancel())).toMatchObject({
      name,
      message: 'In these words.',
      $metadata: { httpStatusCode: code, requestId: emulator.requests[0]?.requestId },
    });
    expect(status()).toBe('IN_PROGRESS');
    expect(emulator.requests[0]?.answer).toBe(name);
  });

  test('answers an error that nobody declared, with a status of choice', async () => {
    emulator.inject({ kind: 'error', name: 'TeapotException', status: 418 });
    expect(await rejectionOf(get())).toMatchObject({ name: 'TeapotException', $metadata: { httpStatusCode: 418 } });
  });

  test('throttles calls of one operation beyond a rate, until time has passed', async () => {
    emulator.inject({ kind: 'throttle', callsPerSecond: 1, operation: 'GetService' });
    expect(await outcomeOf(get())).toBe('ok');
    expect(await outcomeOf(get())).toBe('ThrottlingException');
    expect(await outcomeOf(client.listServices({}))).toBe('ok');
    clock.advance(1000);
    expect(await outcomeOf(get())).toBe('ok');
  });

  test.each(discontinuationNames)('says that support ended, as %s', async (name) => {
    emulator.inject({ kind: 'discontinued', name });
    const error = await rejectionOf(get());
    expect(error.name).toBe(name);
    expect(error.message).toMatch(/no longer accepting new customers|discontinuing support/);
  });

  test.each([
    ['before', 'IN_PROGRESS'],
    ['after', 'CANCELLING'],
  ] as const)('resets the connection %s the call was carried out', async (stage, expected) => {
    emulator.inject({ kind: 'reset', stage });
    expect(await rejectionOf(cancel())).toMatchObject({ code: 'ECONNRESET' });
    expect(status()).toBe(expected);
    expect(emulator.requests[0]?.answer).toBe(`reset-${stage}`);
  });

  test.each([
    ['before', 'IN_PROGRESS'],
    ['after', 'CANCELLING'],
  ] as const)('never answers, %s the call was carried out', async (stage, expected) => {
    emulator.inject({ kind: 'stall', stage });
    const patience = new AbortController();
    emulator.onRequest(() => setTimeout(() => patience.abort(), shortMilliseconds));
    expect(await outcomeOf(cancel(patience.signal))).toBe('AbortError');
    expect(emulator.requests[0]?.answer).toBe(`stall-${stage}`);
    expect(status()).toBe(expected);
  });

  test('stalls after the headers of the answer', async () => {
    emulator.inject({ kind: 'stall-body' });
    const headersCame = new Promise((resolve) => {
      client.middlewareStack.add(
        (next) => async (sent) => {
          const result = await next(sent);
          resolve(result.response);
          return result;
        },
        { step: 'deserialize', priority: 'low' },
      );
    });
    const controller = new AbortController();
    const outcome = outcomeOf(cancel(controller.signal));
    await headersCame;
    const first = await Promise.race([
      outcome,
      new Promise((resolve) => setTimeout(resolve, shortMilliseconds, 'still waiting')),
    ]);
    expect(first).toBe('still waiting');
    expect(status()).toBe('CANCELLING');
  });

  test('cuts the answer off in the middle of its body', async () => {
    emulator.inject({ kind: 'cut-body' });
    expect(await rejectionOf(cancel())).toMatchObject({ code: 'ECONNRESET' });
    expect(status()).toBe('CANCELLING');
  });

  test('answers without a body', async () => {
    emulator.inject({ kind: 'empty-body' });
    expect((await cancel()).pipeline).toBeUndefined();
    expect(status()).toBe('CANCELLING');
  });

  test('answers what is no JSON', async () => {
    emulator.inject({ kind: 'invalid-json' });
    expect((await rejectionOf(cancel())).name).toBe('SyntaxError');
    expect(status()).toBe('CANCELLING');
  });

  test.each([200, 403, 502, 503] as const)("answers a proxy's page with status %i", async (code) => {
    emulator.inject({ kind: 'proxy-page', status: code });
    const withoutRequestId = expect.not.objectContaining({ 'x-amzn-requestid': expect.any(String) });
    const $response = { statusCode: code, headers: withoutRequestId };
    expect(await rejectionOf(cancel())).toMatchObject({ $response });
    expect(status()).toBe('IN_PROGRESS');
  });

  test('alters fields of the pipeline in an answer, and not the truth', async () => {
    const fields = {
      deploymentStatus: 'SOMETHING_NEW',
      deploymentStatusMessage: '::error::hostile',
      lastAttemptedDeploymentId: undefined,
    };
    emulator.inject({ kind: 'alter-pipeline', fields });
    const { service } = await get();
    expect(service?.pipeline).toMatchObject({
      deploymentStatus: 'SOMETHING_NEW',
      deploymentStatusMessage: '::error::hostile',
    });
    expect(service?.pipeline?.lastAttemptedDeploymentId).toBeUndefined();
    expect((await cancel()).pipeline?.deploymentStatus).toBe('SOMETHING_NEW');
    expect(status()).toBe('CANCELLING');
  });

  test('makes an answer late', async () => {
    emulator.inject({ kind: 'delay', milliseconds: 100 });
    const begun = performance.now();
    await get();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(95);
  });
});
