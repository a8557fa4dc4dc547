import { describe, expect, test } from 'vitest';
import { quickWorld } from './memory-runner.ts';

describe('a step in memory', () => {
  test('cancels, waits for the end, and reports it everywhere', async () => {
    const { emulator, run } = await quickWorld();
    emulator.proton.addService('checkout-api', { deployment: 'in-progress' });

    const step = await run({ inputs: { 'service-name': 'checkout-api' } });

    expect(step.exitCode).toBe(0);
    expect(step.outputs['outcome']).toBe('cancelled');
    expect(step.outputsAsSet.filter(([name]) => name === 'outcome').map(([, value]) => value)).toEqual([
      'requested',
      'cancelled',
    ]);
    expect(step.log.at(-1)).toBe(step.outputs['message']);
    expect(step.summary).toContain('Cancelled');
    expect(step.annotations).toEqual([]);
    expect(step.debug).toEqual([]);
  });

  test('keeps secrets out of what it leaves, in a wait that is over at once', async () => {
    const { emulator, run } = await quickWorld();
    const { secretAccessKey } = emulator.credentials;
    emulator.inject({ kind: 'error', name: 'ValidationException', message: `for ${secretAccessKey}` });

    const step = await run({ inputs: { 'service-name': 'checkout-api' }, isDebug: true });

    expect(step.exitCode).toBe(1);
    expect(step.debug.join('\n')).toContain('for ***');
    expect(JSON.stringify(step)).not.toContain(secretAccessKey);
  });

  test('reports bad input without a call', async () => {
    const { emulator, run } = await quickWorld();

    const step = await run({ inputs: { 'service-name': 'not a name' } });

    expect(step.annotations).toMatchObject([{ severity: 'error', title: 'Bad input' }]);
    expect(step.outputs['outcome']).toBe('error');
    expect(emulator.requests).toEqual([]);
  });
});
