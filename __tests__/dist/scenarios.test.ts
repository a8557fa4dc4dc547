import { describe, expect, test } from 'vitest';
import { startStep } from '../../runner/run-step.ts';
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

describe.concurrent('bad input sends nothing', () => {
  const hundredAndOne = 'a'.repeat(101);
  test.each([
    '',
    hundredAndOne,
    '-leading',
    '_leading',
    'blank inside',
    'sl/ash',
    'ümlaut',
    'emoji🙂',
    '::error::x',
    'good\nb@d',
  ])('service-name %j', async (name) => {
    const emulator = await emulateService();
    const result = await runAgainst(emulator, { inputs: { 'service-name': name } });
    expect(result.exitCode).toBe(1);
    expect(emulator.requests).toEqual([]);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error Bad input: service-name /)]);
    expect(result.outputs).toMatchObject({ outcome: 'error', results: '[]' });
  });

  test('every problem is in one error that names input, value and rule', async () => {
    const emulator = await emulateService();
    const inputs = {
      'wait-for-minutes': '361',
      'max-poll-interval-seconds': '0.5',
      'deployment-id': 'NOT-A-UUID',
      'fail-on': 'failed, everything',
      'dry-run': 'yes',
      'aws-region': 'eu west 1',
    };
    const result = await runAgainst(emulator, { inputs });
    const [annotation = ''] = annotationsOf(result);
    expect(annotationsOf(result)).toHaveLength(1);
    expect(result.summary).toContain('Nothing was sent');
    for (const part of ['361', '0.5', 'NOT-A-UUID', 'everything', '"yes"', 'eu west 1', ...Object.keys(inputs)]) {
      expect(annotation).toContain(part);
    }
    expect(emulator.requests).toEqual([]);
  });
});

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

describe.concurrent('outputs', () => {
  test('are there as soon as Proton has accepted, while the wait goes on', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startStep({
      inputs: { 'service-name': service },
      environment: {
        AWS_ENDPOINT_URL: emulator.url,
        AWS_REGION: emulator.region,
        AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
      },
    });
    await new Promise<void>((resolve) => {
      emulator.onRequest(({ operation }) => {
        if (operation === 'GetService') resolve();
      });
    });
    const early = await running.outputsSoFar();
    running.process.kill('SIGKILL');
    await running.result;
    expect(early).toMatchObject({ outcome: 'requested', 'deployment-status': 'CANCELLING' });
  });

  test('hold no spec unless it is asked for, and then in its output alone', async () => {
    const spec = 'proton: "ServiceSpec"\npipeline:\n  password: hunter2-hunter2\n';
    const emulator = await emulate();
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    const without = await runAgainst(emulator, { environment: { RUNNER_DEBUG: '1' } });
    emulator.proton.addService(service, { deployment: 'in-progress', spec });
    const asked = await runAgainst(emulator, {
      inputs: { 'include-spec': 'true' },
      environment: { RUNNER_DEBUG: '1' },
    });
    expect(JSON.stringify(without)).not.toContain('hunter2');
    expect(asked.outputs['spec']).toBe(spec);
    const { spec: _spec, ...others } = asked.outputs;
    expect(JSON.stringify([others, asked.stdout, asked.stderr, asked.summary])).not.toContain('hunter2');
  });
});
