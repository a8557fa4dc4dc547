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

  test('debug lines carry request ids and delays, and only where they are asked for', async () => {
    const emulator = await emulateService();
    const quiet = await runAgainst(emulator);
    expect(quiet.commands).toEqual([]);
    const told = await runAgainst(await emulateService(), { environment: { RUNNER_DEBUG: '1' } });
    const debug = told.commands.filter(({ name }) => name === 'debug').map(({ data }) => data);
    expect(debug.join('\n')).toMatch(/request id [0-9a-f-]{36}/);
    expect(debug.join('\n')).toMatch(/next read in \d/);
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

  test('outputs are set when the request is accepted, and at the end', async () => {
    const { outputsAsSet } = await runAgainst(await emulateService());
    expect(outcomesIn(outputsAsSet)).toEqual(['requested', 'cancelled']);
  });

  test('outputs of several services are set once more when all requests are answered', async () => {
    const emulator = await emulateService();
    const { outputsAsSet } = await runAgainst(emulator, { inputs: { 'service-name': `missing, ${service}` } });
    expect(outcomesIn(outputsAsSet)).toEqual(['mixed', 'mixed', 'mixed']);
    const results = outputsAsSet.filter(([name]) => name === 'results').map(([, value]) => value);
    expect(results.map((each) => each.match(/(?<="outcome":")[^"]+/g)?.at(-1))).toEqual([
      'requested',
      'requested',
      'cancelled',
    ]);
  });

  test('without job-summary, and with bad input, nothing is written to it', async () => {
    const emulator = await emulateService();
    const quiet = await runAgainst(emulator, { inputs: { 'job-summary': 'false' } });
    expect([quiet.outputs['outcome'], quiet.summary]).toEqual(['cancelled', '']);
    const bad = await runAgainst(emulator, { inputs: { 'job-summary': 'false', 'dry-run': 'x' } });
    expect([bad.outputs['outcome'], bad.outputs['failed'], bad.summary]).toEqual(['error', '[]', '']);
  });

  test('the first line says what is done and where, the last one how it ended', async () => {
    const emulator = await emulateService();
    const { log } = await runAgainst(emulator);
    expect(log[0]).toBe(
      `Cancelling the pipeline deployment of ${service} in us-east-1, waiting up to 30 min. The endpoint is ${emulator.url}, not AWS's own.`,
    );
    expect(log.at(-1)).toMatch(/^Cancelled: /);
  });
});

function outcomesIn(outputsAsSet: readonly (readonly [string, string])[]): readonly string[] {
  return outputsAsSet.filter(([name]) => name === 'outcome').map(([, value]) => value);
}
