import { describe, expect, test } from 'vitest';
import { emulateService, resultsOf, runAgainst } from './emulated-step.ts';

// Each waits for the real time limits, 25 seconds: side by side, and apart from all that takes less.
describe.concurrent('an endpoint that gives no answer', () => {
  test('that stalls fails within 30 s, and says that the request may have been received', {
    timeout: 40_000,
  }, async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'stall', stage: 'after' });
    const result = await runAgainst(emulator);
    expect(result.milliseconds).toBeLessThan(30_000);
    expect(result.outputs['outcome']).toBe('error');
    expect(String(resultsOf(result)[0]?.['reason'])).toContain('its effect could not be determined');
    expect(result.exitCode).toBe(1);
  });

  test('that stalls ends a step that does not wait within 25 s', { timeout: 40_000 }, async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'stall', stage: 'before' });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0' } });
    // 3 s for the start of a process on a busy machine: the core's own 25 s are held on a clock that leaps.
    expect(result.milliseconds).toBeLessThan(25_000 + 3_000);
    expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'error']);
  });

  test('that stalls in the middle of a body fails within 30 s', { timeout: 40_000 }, async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'stall-body' });
    const result = await runAgainst(emulator);
    expect(result.milliseconds).toBeLessThan(30_000);
    expect(result.outputs['outcome']).toBe('error');
  });
});
