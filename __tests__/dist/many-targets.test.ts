import { describe, expect, test } from 'vitest';
import { annotationsOf, emulate, resultsOf, runAgainst } from './emulated-step.ts';

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_nothing, at) => `preview-${at}`);
}

describe.concurrent('several services in one step', () => {
  test('each has its own outcome and error, in the order of the input', async () => {
    const emulator = await emulate({ cancelMilliseconds: 300 });
    emulator.proton.addService('works', { deployment: 'in-progress' });
    emulator.proton.addService('fails', { deployment: 'in-progress', cancelEnding: 'FAILED' });
    emulator.proton.addService('late', { deployment: 'in-progress', cancelEnding: 'SUCCEEDED' });
    emulator.proton.addService('idle', { deployment: 'succeeded' });
    emulator.proton.addService('first', { deployment: 'creating' });
    const inputs = { 'service-name': 'works, fails\nlate, idle, first, missing, works' };
    const result = await runAgainst(emulator, { inputs });
    expect(resultsOf(result).map(({ serviceName, outcome }) => [serviceName, outcome])).toEqual([
      ['works', 'cancelled'],
      ['fails', 'failed'],
      ['late', 'succeeded'],
      ['idle', 'nothing-to-cancel'],
      ['first', 'error'],
      ['missing', 'not-found'],
    ]);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ outcome: 'mixed', 'deployment-id': '', 'deployment-status': '' });
    const kinds = annotationsOf(result).map((annotation) => annotation.split(' ')[0]);
    expect(kinds.toSorted()).toEqual(['error', 'error', 'error', 'notice', 'warning']);
  });

  test('100 services are all cancelled, and no read goes out while the requests do', async () => {
    const emulator = await emulate({ cancelMilliseconds: 200 });
    for (const name of names(100)) emulator.proton.addService(name, { deployment: 'in-progress' });
    const result = await runAgainst(emulator, { inputs: { 'service-name': names(100).join('\n') } });
    expect(result.outputs['outcome']).toBe('cancelled');
    const timesOf = (wanted: string): readonly number[] =>
      emulator.requests
        .filter(({ operation }) => operation === wanted)
        .map(({ atMilliseconds }) => atMilliseconds)
        .toSorted((one, other) => one - other);
    const requests = timesOf('CancelServicePipelineDeployment');
    const reads = timesOf('GetService');
    expect(requests).toHaveLength(100);
    const [first = 0] = reads;
    // A target is read a second after its own request; half of that is left to a busy machine.
    expect(first - (requests[0] ?? 0)).toBeGreaterThan(500);
    expect(requests.filter((time) => time < first).length).toBeGreaterThanOrEqual(50);
    // The pace begins at 10 reads a second, and rises with each answer.
    expect(reads.filter((time) => time < first + 1_000).length).toBeLessThanOrEqual(25);
  }, 60_000);

  test('1,000 services whose cancellation ends at once take a step of seconds, with bounded reports', async () => {
    const emulator = await emulate({ cancelMilliseconds: 0 });
    for (const name of names(1_000)) emulator.proton.addService(name, { deployment: 'in-progress' });
    const result = await runAgainst(emulator, { inputs: { 'service-name': names(1_000).join(',') } });
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(resultsOf(result)).toHaveLength(1_000);
    expect(names(1_000).every((name) => emulator.proton.deployments(name).at(-1)?.status === 'CANCELLED')).toBe(true);
    expect(Buffer.byteLength(result.summary)).toBeLessThan(2 ** 20);
    expect(emulator.requests).toHaveLength(1_000);
  }, 60_000);

  test('a limit of 20 calls a second slows 60 services down and fails none', async () => {
    const emulator = await emulate({ cancelMilliseconds: 0, callsPerSecond: 20 });
    for (const name of names(60)) emulator.proton.addService(name, { deployment: 'in-progress' });
    const result = await runAgainst(emulator, { inputs: { 'service-name': names(60).join(',') } });
    expect(result.outputs['outcome'], result.outputs['results']).toBe('cancelled');
  }, 60_000);

  test('missing credentials are one annotation, not a thousand', async () => {
    const emulator = await emulate();
    const environment = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const result = await runAgainst(emulator, { inputs: { 'service-name': names(1_000).join(',') }, environment });
    expect(result.outputs['outcome']).toBe('error');
    expect(annotationsOf(result)).toHaveLength(1);
    expect(annotationsOf(result)[0]?.length).toBeLessThan(4_300);
  });
});
