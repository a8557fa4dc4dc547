import { describe, expect, test } from 'vitest';
import { generator } from '../cancellation/generator.ts';
import { testSeed } from '../seed.ts';
import { deploymentOf, emulate, emulateService, emulateStack, operationsOf, updateOf } from './emulated.ts';

describe('trouble that passes, or does not', () => {
  test.each([
    ['a service', () => emulateService({ random: generator(testSeed) }), 'ThrottlingException'],
    ['a stack', () => emulateStack({}, { random: generator(testSeed) }), 'Throttling'],
  ] as const)('throttling at half of all calls only makes it slower, for %s', async (_kind, begin, name) => {
    const emulator = await begin();
    emulator.inject({ kind: 'error', name, message: 'Rate exceeded', probability: 0.5 });
    const result = await emulator.run();
    expect(result.outputs['outcome'], result.outputs['results']).toBe('cancelled');
  });

  test.each([undefined, 'CancelUpdateStack'] as const)(
    "a proxy's page with status 200 in place of every answer (%s) is no success",
    async (operation) => {
      const emulator = await emulateStack();
      emulator.inject({ kind: 'proxy-page', status: 200, ...(operation === undefined ? {} : { operation }) });
      const result = await emulator.run({ inputs: operation === undefined ? { 'wait-for-minutes': '0' } : {} });
      expect([result.outputs['outcome'], result.exitCode]).toEqual(['error', 1]);
      expect(updateOf(emulator)).toMatchObject({ status: 'UPDATE_IN_PROGRESS', cancelRequests: [] });
    },
  );

  test('a limit of 20 calls a second slows 60 services down and fails none', async () => {
    const emulator = await emulate({ cancelMilliseconds: 0, callsPerSecond: 20 });
    const names = Array.from({ length: 60 }, (_nothing, at) => `preview-${at}`);
    for (const name of names) emulator.proton.addService(name, { deployment: 'in-progress' });
    const result = await emulator.run({ inputs: { 'service-name': names.join() } });
    expect(result.outputs['outcome'], result.outputs['results']).toBe('cancelled');
  });

  test('a refusal of a read ends the wait at once, with the outputs known by then', async () => {
    const emulator = await emulateService({ denied: ['proton:GetService'], cancelMilliseconds: 60_000 });
    const result = await emulator.run();
    expect(result.outputs).toMatchObject({
      outcome: 'error',
      'deployment-id': deploymentOf(emulator)?.id,
      'deployment-status': 'CANCELLING',
    });
    expect(operationsOf(emulator)).toEqual(['CancelServicePipelineDeployment', 'GetService']);
  });
});
