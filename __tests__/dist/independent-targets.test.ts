import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { emulate, operationsOf, resultsOf, runAgainst, startAgainst } from './emulated-step.ts';

const names = Array.from({ length: 400 }, (_nothing, at) => `preview-${at}`);

describe.concurrent('no service waits for another', () => {
  test('while one request hangs, another is accepted, told in the outputs and followed to its end', async () => {
    const emulator = await emulate({ cancelMilliseconds: 300 });
    for (const name of ['hangs', 'works']) emulator.proton.addService(name, { deployment: 'in-progress' });
    emulator.inject({ kind: 'stall', stage: 'before', target: 'hangs' });
    const end = Promise.withResolvers<void>();
    const running = await startAgainst(emulator, {
      inputs: { 'service-name': 'hangs, works' },
      onOutput: (text) => {
        if (text.includes('works: CANCELLED')) end.resolve();
      },
    });
    await reads(emulator, 'works');
    const early = await running.outputsSoFar();
    expect(early['results']).toContain('"serviceName":"works","outcome":"requested"');
    await end.promise;
    running.cancel();
    const result = await running.result;
    const [hangs, works] = resultsOf(result);
    expect(hangs).toMatchObject({ serviceName: 'hangs', outcome: 'interrupted' });
    expect(works).toMatchObject({ serviceName: 'works', outcome: 'cancelled' });
    // The hanging request would take 20 s.
    expect(works?.['waitedSeconds']).toBeLessThan(10);
  });

  test.each([
    ['without a wait', { 'wait-for-minutes': '0' }, 'CancelServicePipelineDeployment'],
    ['in a dry run', { 'dry-run': 'true' }, 'GetService'],
  ] as const)(
    'of 400 with nothing in progress each is asked, %s',
    async (_title, inputs, operation) => {
      const emulator = await emulate();
      for (const name of names) emulator.proton.addService(name, { deployment: 'succeeded' });
      const result = await runAgainst(emulator, { inputs: { 'service-name': names.join(), ...inputs } });
      expect([result.outputs['outcome'], result.exitCode]).toEqual(['nothing-to-cancel', 0]);
      expect(new Set(operationsOf(emulator))).toContain(operation);
      expect(result.milliseconds).toBeLessThan(25_000);
    },
    60_000,
  );
});

/** Resolves when the state of a service is read. */
function reads(emulator: Emulator, service: string): Promise<void> {
  return new Promise((resolve) => {
    emulator.onRequest(({ operation, target }) => {
      if (operation === 'GetService' && target === service) resolve();
    });
  });
}
