import { describe, expect, test } from 'vitest';
import { resultsOf } from '../whole-step/emulated.ts';
import { emulateService, startTimedAgainst } from './emulated-step.ts';

// Each waits for the real time limits, 25 seconds: side by side, and apart from all that takes less.
describe.concurrent('an endpoint that stalls ends a step within 25 s', () => {
  test.each([
    ['after it carried out the request, whose effect is then told as unknown', { kind: 'stall', stage: 'after' }, {}],
    ['before, where nothing is waited for', { kind: 'stall', stage: 'before' }, { 'wait-for-minutes': '0' }],
    ['in the middle of a body', { kind: 'stall-body' }, {}],
  ] as const)('%s', async (_where, fault, inputs) => {
    const emulator = await emulateService();
    emulator.inject(fault);
    const result = await (await startTimedAgainst(emulator, { inputs })).result;
    expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'error']);
    if (fault.kind === 'stall') {
      expect(String(resultsOf(result)[0]?.['reason'])).toContain('effect could not be determined');
    }
    // The core's limit, and the start and the end of a process.
    expect(result.sinceLast('start')).toBeLessThan(25_000 + 1_000);
  });
});
