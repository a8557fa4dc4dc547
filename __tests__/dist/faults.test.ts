import { describe, expect, test } from 'vitest';
import { deadPort } from '../loopback-port.ts';
import { emulateService, resultsOf, runAgainst, service } from './emulated-step.ts';
import { passingFaults } from './passing-faults.ts';

const cancel = 'CancelServicePipelineDeployment';

describe.concurrent('a fault of the request', () => {
  test.each(passingFaults)('that passes changes nothing about the outcome: %j', async (fault) => {
    const emulator = await emulateService();
    emulator.inject({ ...fault, operation: cancel, times: 1 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome'], JSON.stringify(result.outputs['results'])).toBe('cancelled');
    expect(result.exitCode).toBe(0);
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('CANCELLED');
  });

  test.each(passingFaults)('twice in a row neither: %j', async (fault) => {
    const emulator = await emulateService();
    emulator.inject({ ...fault, times: 2 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome'], JSON.stringify(result.outputs['results'])).toBe('cancelled');
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('CANCELLED');
  });
});

describe.concurrent('a fault of a read', () => {
  test.each(passingFaults)('is waited out: %j', async (fault) => {
    const emulator = await emulateService();
    emulator.inject({ ...fault, operation: 'GetService', times: 2 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('that is a refusal ends the wait at once, with the outputs known by then', async () => {
    const emulator = await emulateService({ denied: ['proton:GetService'], cancelMilliseconds: 60_000 });
    const result = await runAgainst(emulator);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ outcome: 'error', 'deployment-status': 'CANCELLING' });
    expect(result.outputs['deployment-id']).toBe(emulator.proton.deployments(service).at(-1)?.id);
    expect(resultsOf(result)[0]?.['error']).toMatchObject({ name: 'AccessDeniedException' });
    expect(result.milliseconds).toBeLessThan(5_000);
  });
});

describe.concurrent('an endpoint that gives no answer', () => {
  test('throttling at half of all calls only makes it slower', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'ThrottlingException', probability: 0.5 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('that nobody listens on fails in seconds, and is named by its address', async () => {
    const endpoint = `http://127.0.0.1:${deadPort}`;
    const environment = { AWS_ENDPOINT_URL_PROTON: endpoint };
    const result = await runAgainst(await emulateService(), { environment });
    expect(result.milliseconds).toBeLessThan(10_000);
    expect(result.outputs['outcome']).toBe('error');
    const text = JSON.stringify(result.commands);
    expect(text).toContain(endpoint);
    expect(text).toContain('Is the emulator running?');
    expect(text).not.toContain('2026-10-07');
  });
});
