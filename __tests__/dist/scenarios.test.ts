import { describe, expect, test } from 'vitest';
import {
  annotationsOf,
  emulate,
  emulateService,
  operationsOf,
  resultsOf,
  runAgainst,
  service,
} from './emulated-step.ts';

const cancel = 'CancelServicePipelineDeployment';

describe.concurrent('the three scenarios of the API page', () => {
  test('the cancellation succeeds: CANCELLED, the step passes', async () => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator);
    const [deployment] = emulator.proton.deployments(service).slice(-1);
    expect(deployment?.status).toBe('CANCELLED');
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      outcome: 'cancelled',
      'deployment-id': deployment?.id,
      'deployment-status': 'CANCELLED',
      'deployment-status-message': 'User initiated cancellation.',
      'last-attempted-deployment-id': deployment?.id,
      'pipeline-arn': `arn:aws:proton:us-east-1:123456789012:service/${service}/pipeline`,
      'template-name': 'emulated-template',
      'template-major-version': '1',
      'template-minor-version': '0',
    });
    for (const time of ['created-at', 'last-deployment-attempted-at', 'last-deployment-succeeded-at']) {
      expect(result.outputs[time]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(annotationsOf(result)).toEqual([]);
    expect(result.summary).toContain('Cancelled: ');
    expect(operationsOf(emulator)[0]).toBe(cancel);
  });

  test('the cancellation fails: FAILED, the step fails', async () => {
    const emulator = await emulateService({ cancelEnding: 'FAILED' });
    const result = await runAgainst(emulator);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ outcome: 'failed', 'deployment-status': 'FAILED' });
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error .*/)]);
  });

  test('the update succeeds first: SUCCEEDED, the step passes with a warning', async () => {
    const emulator = await emulateService({ cancelEnding: 'SUCCEEDED' });
    const result = await runAgainst(emulator);
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'deployment-status': 'SUCCEEDED' });
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^warning .*/)]);
  });
});

describe.concurrent('the six errors of the API page', () => {
  test.each([
    ['AccessDeniedException', 'error', 1],
    ['ConflictException', 'error', 1],
    ['ValidationException', 'error', 1],
    ['InternalServerException', 'cancelled', 0],
    ['ThrottlingException', 'cancelled', 0],
  ] as const)('%s once, on a deployment in progress: %s', async (name, outcome, exitCode) => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name, operation: cancel, times: 1 });
    const result = await runAgainst(emulator);
    expect(result.outputs['outcome']).toBe(outcome);
    expect(result.exitCode).toBe(exitCode);
    if (outcome === 'error') {
      const [first] = emulator.requests;
      expect(resultsOf(result)[0]?.['error']).toMatchObject({ name, requestId: first?.requestId });
      expect(annotationsOf(result).join('\n')).toContain(String(first?.requestId));
    }
  });

  test('ResourceNotFoundException: not-found, the step fails', async () => {
    const emulator = await emulate();
    const result = await runAgainst(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'not-found', 'deployment-status': '' });
    expect(result.exitCode).toBe(1);
  });

  test('InternalServerException without end: an error that names it, in seconds', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'InternalServerException' });
    const result = await runAgainst(emulator);
    expect(resultsOf(result)[0]).toMatchObject({ outcome: 'error', error: { name: 'InternalServerException' } });
    expect(result.exitCode).toBe(1);
    expect(result.milliseconds).toBeLessThan(26_000);
  }, 40_000);
});

describe.concurrent('nothing to do', () => {
  test.each(['conflict', 'validation'] as const)(
    'nothing is in progress (%s): a notice, the step passes',
    async (answer) => {
      const emulator = await emulate({ nothingToCancelAnswer: answer });
      emulator.proton.addService(service, { deployment: 'succeeded' });
      const result = await runAgainst(emulator);
      expect(result.outputs).toMatchObject({
        outcome: 'nothing-to-cancel',
        'deployment-id': '',
        'deployment-status': 'SUCCEEDED',
      });
      expect(result.exitCode).toBe(0);
      expect(annotationsOf(result)).toEqual([expect.stringMatching(/^notice /)]);
    },
  );

  test('the service has no pipeline', async () => {
    const emulator = await emulate();
    emulator.proton.addService(service, { pipeline: false });
    const result = await runAgainst(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'nothing-to-cancel', 'pipeline-arn': '' });
    expect(resultsOf(result)[0]).not.toHaveProperty('pipeline');
  });

  test('a cancellation is under way already: it is waited for', async () => {
    const emulator = await emulate();
    emulator.proton.addService(service, { deployment: 'cancelling', cancelMilliseconds: 3_000 });
    const result = await runAgainst(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'cancelled' });
  });
});
