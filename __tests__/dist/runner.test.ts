import { describe, expect, test } from 'vitest';
import { annotationsOf, emulateService, runAgainst, service, startAgainst } from './emulated-step.ts';

describe.concurrent('the runner around the step', () => {
  test('without a file for outputs the step fails, and prints none of them', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { environment: { GITHUB_OUTPUT: undefined } });
    expect(result.exitCode).toBe(1);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Report incomplete: .*GITHUB_OUTPUT/)]);
    expect(result.stdout).not.toContain('set-output');
    // The early outputs could not be set either, and that did not end the wait.
    expect(result.log.join('\n')).toContain('Could not set the outputs early: Error: GITHUB_OUTPUT is not set');
    expect(result.summary).toContain('Cancelled');
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('CANCELLED');
  });

  test('a summary that can not be written fails the step, after everything else was reported', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { environment: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } });
    expect(result.exitCode).toBe(1);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Report incomplete: /)]);
  });

  test('a runner without job summaries is no reason to fail', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { environment: { GITHUB_STEP_SUMMARY: undefined } });
    expect(result.exitCode).toBe(0);
  });

  test.each(['stdout', 'stderr'] as const)('a broken %s does not keep the request from being sent', async (name) => {
    const emulator = await emulateService();
    const running = await startAgainst(emulator);
    running.process[name]?.destroy();
    const { exitCode, outputs, summary } = await running.result;
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('CANCELLED');
    expect({ exitCode, outcome: outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'cancelled' });
    expect(summary).toContain(service);
  });
});
