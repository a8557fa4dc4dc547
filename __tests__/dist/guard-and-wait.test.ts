import { describe, expect, test } from 'vitest';
import { annotationsOf, emulateService, operationsOf, runAgainst, service } from './emulated-step.ts';

const cancel = 'CancelServicePipelineDeployment';

describe.concurrent('guarded use', () => {
  test('dry-run sends no cancellation', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { inputs: { 'dry-run': 'True' } });
    expect(result.outputs['outcome']).toBe('would-cancel');
    expect(operationsOf(emulator)).toEqual(['GetService']);
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('IN_PROGRESS');
  });

  test('deployment-id of another deployment sends no cancellation', async () => {
    const emulator = await emulateService();
    const inputs = { 'deployment-id': '00000000-0000-4000-8000-000000000000' };
    const result = await runAgainst(emulator, { inputs });
    expect(result.outputs['outcome']).toBe('nothing-to-cancel');
    expect(operationsOf(emulator)).toEqual(['GetService']);
  });

  test('deployment-id of the one in progress cancels it', async () => {
    const emulator = await emulateService();
    const id = emulator.proton.deployments(service).at(-1)?.id ?? '';
    const result = await runAgainst(emulator, { inputs: { 'deployment-id': id } });
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
    expect(operationsOf(emulator).slice(0, 2)).toEqual(['GetService', cancel]);
  });
});

describe.concurrent('the wait', () => {
  test('wait-for-minutes 0 sends the request and returns', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0' } });
    expect(result.outputs).toMatchObject({ outcome: 'requested', 'deployment-status': 'CANCELLING' });
    expect(result.exitCode).toBe(0);
    expect(operationsOf(emulator)).toEqual([cancel]);
  });

  test('a wait that is too short is timed-out, and fails', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0.02' } });
    expect(result.outputs).toMatchObject({ outcome: 'timed-out', 'deployment-status': 'CANCELLING' });
    expect(result.exitCode).toBe(1);
  });

  test('fail-on none lets it pass, with a warning', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0.02', 'fail-on': 'none' } });
    expect(result.outputs['outcome']).toBe('timed-out');
    expect(result.exitCode).toBe(0);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^warning /)]);
  });

  test('a newer deployment takes over: the cancelled one is asked about', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0 });
    const id = emulator.proton.deployments(service).at(-1)?.id;
    const result = await runAgainst(emulator);
    expect(result.outputs).toMatchObject({
      outcome: 'cancelled',
      'deployment-id': id,
      'deployment-status': 'CANCELLED',
    });
    expect(operationsOf(emulator).at(-1)).toBe('GetDeployment');
  });

  test('a newer deployment takes over and GetDeployment is denied: superseded', async () => {
    const emulator = await emulateService({ supersededAfterMilliseconds: 0, denied: ['proton:GetDeployment'] });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('superseded');
    expect(result.exitCode).toBe(1);
  });

  test('the service is deleted meanwhile: a notice, the step passes', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    emulator.onRequest(({ operation }) => {
      if (operation === 'GetService') emulator.proton.deleteService(service, 0);
    });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('deleted');
    expect(result.exitCode).toBe(0);
  });

  test('an unknown status is waited through', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'alter-pipeline', fields: { deploymentStatus: 'PAUSED' }, times: 2 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.log.join('\n')).toContain('PAUSED');
  });
});
