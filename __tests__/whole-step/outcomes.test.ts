import { describe, expect, test } from 'vitest';
import { annotationsIn, type MemoryStepResult } from '../memory-runner.ts';
import {
  deploymentOf,
  emulate,
  emulateService,
  emulateStack,
  operationsOf,
  resultsOf,
  service,
  stackName,
  updateOf,
} from './emulated.ts';

const cancelService = 'CancelServicePipelineDeployment';
const cancelStack = 'CancelUpdateStack';
const wrongId = '00000000-0000-4000-8000-000000000000';

/** How a step ended: its outcome, its exit code, and the severities of its annotations. */
function endOf(result: MemoryStepResult): readonly unknown[] {
  return [result.outputs['outcome'], result.exitCode, ...result.annotations.map(({ severity }) => severity)];
}

describe('the pipeline deployment of a service', () => {
  test.each([
    ['CANCELLED', ['cancelled', 0]],
    ['FAILED', ['failed', 1, 'error']],
    ['SUCCEEDED', ['succeeded', 0, 'warning']],
  ] as const)('that ends as %s', async (cancelEnding, expected) => {
    const emulator = await emulateService({ cancelEnding });
    const result = await emulator.run();
    const { id } = deploymentOf(emulator) ?? {};
    expect(endOf(result)).toEqual(expected);
    expect(result.outputs).toMatchObject({ 'deployment-id': id, 'deployment-status': cancelEnding });
    expect(operationsOf(emulator)[0]).toBe(cancelService);
  });

  test.each(['conflict', 'validation'] as const)('that had ended before (%s)', async (nothingToCancelAnswer) => {
    const emulator = await emulateService({ nothingToCancelAnswer });
    emulator.proton.addService(service, { deployment: 'succeeded' });
    const result = await emulator.run();
    expect(endOf(result)).toEqual(['nothing-to-cancel', 0, 'notice']);
    expect(result.outputs).toMatchObject({ 'deployment-id': '', 'deployment-status': 'SUCCEEDED' });
  });

  test('that there is not, since it has no pipeline', async () => {
    const emulator = await emulateService();
    emulator.proton.addService(service, { pipeline: false });
    const result = await emulator.run();
    expect(result.outputs).toMatchObject({ outcome: 'nothing-to-cancel', 'pipeline-arn': '' });
    expect(resultsOf(result)[0]).not.toHaveProperty('pipeline');
  });

  test('that is being cancelled already: it is waited for', async () => {
    const emulator = await emulateService();
    emulator.proton.addService(service, { deployment: 'cancelling', cancelMilliseconds: 5_000 });
    expect((await emulator.run()).outputs['outcome']).toBe('cancelled');
  });

  test('of a service that AWS does not know', async () => {
    const emulator = await emulate({}, { 'service-name': service });
    const result = await emulator.run();
    expect(endOf(result)).toEqual(['not-found', 1, 'error']);
    expect(result.outputs['deployment-status']).toBe('');
  });

  test('of a service that is deleted meanwhile', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    emulator.inject({ kind: 'deletion', milliseconds: 0, operation: 'GetService', times: 1 });
    expect(endOf(await emulator.run())).toEqual(['deleted', 0, 'notice']);
  });

  test('in a status that is not known: it is waited through', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'alter-pipeline', fields: { deploymentStatus: 'PAUSED' }, times: 2 });
    const result = await emulator.run();
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.log.join('\n')).toContain('PAUSED');
  });
});

describe('the update of a stack', () => {
  test('that is cancelled', async () => {
    const emulator = await emulateStack();
    const result = await emulator.run();
    const update = updateOf(emulator);
    expect(endOf(result)).toEqual(['cancelled', 0]);
    expect(result.outputs).toMatchObject({ 'deployment-id': update?.id, 'pipeline-arn': '' });
    expect(resultsOf(result)[0]?.['stack']).toMatchObject({ stackId: result.outputs['stack-id'] });
    expect(operationsOf(emulator)[0]).toBe(cancelStack);
    expect(update).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', cancelRequests: [{ verdict: 'accepted' }] });
  });

  test('whose rollback fails', async () => {
    const result = await (await emulateStack({ rollbackEnding: 'UPDATE_ROLLBACK_FAILED' })).run();
    expect(endOf(result)).toEqual(['failed', 1, 'error']);
    expect(annotationsIn(result)[0]).toContain('continue-update-rollback');
  });

  test('that finishes while the request is lost', async () => {
    const emulator = await emulateStack({ deployMilliseconds: 2_100 });
    emulator.inject({ kind: 'reset', stage: 'before', operation: cancelStack, times: 1 });
    expect(endOf(await emulator.run())).toEqual(['succeeded', 0, 'warning']);
    expect(updateOf(emulator)?.cancelRequestedAtMilliseconds).toBeUndefined();
  });

  test('that ends with the stack deleted', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    emulator.inject({ kind: 'deletion', milliseconds: 0, operation: 'DescribeStacks', from: 2, times: 1 });
    expect(endOf(await emulator.run())).toEqual(['deleted', 0, 'notice']);
  });

  test('of a stack that AWS does not know', async () => {
    const result = await (await emulate({}, { 'stack-name': stackName })).run();
    expect(endOf(result)).toEqual(['not-found', 1, 'error']);
    expect(result.outputs).toMatchObject({ 'deployment-id': '', 'stack-id': '' });
  });

  test('of a new stack by the same name is never touched', async () => {
    const emulator = await emulateStack({ cancelMilliseconds: 60_000 });
    emulator.onRequest(() => {
      const reads = operationsOf(emulator).filter((each) => each === 'DescribeStacks').length;
      if (reads === 2) emulator.cloudformation.addStack(stackName, { status: 'UPDATE_IN_PROGRESS' });
    });
    // A stack that was deleted stays readable by its id: one that no longer is proves nothing.
    expect((await emulator.run()).outputs['outcome']).toBe('error');
    expect(updateOf(emulator)).toMatchObject({ status: 'UPDATE_IN_PROGRESS', cancelRequests: [] });
  });
});

describe('a rollback that was going on before the request', () => {
  const rollingBack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 5_000 } as const;
  const noEvents = { denied: ['cloudformation:DescribeStackEvents'] } as const;

  test.each([
    ['by a user', { ...rollingBack, cancelled: true }, {}, {}, 'cancelled'],
    ['by itself', rollingBack, {}, {}, 'nothing-to-cancel'],
    ['that fails', { ...rollingBack, rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }, {}, {}, 'failed'],
    ['by a user, without events', { ...rollingBack, cancelled: true }, noEvents, {}, 'cancelled'],
    ['that nobody waits for', rollingBack, {}, { 'wait-for-minutes': '0' }, 'timed-out'],
  ] as const)('%s', async (_title, stack, settings, inputs, outcome) => {
    const emulator = await emulateStack(stack, settings);
    if ('denied' in settings) emulator.inject({ kind: 'alter-stack', fields: { StackStatusReason: 'User Initiated' } });
    const result = await emulator.run({ inputs });
    expect(result.outputs['outcome']).toBe(outcome);
    if (outcome === 'nothing-to-cancel') expect(result.outputs['message']).toContain('failed to update: [Service]');
    if (outcome === 'timed-out') return;
    expect(emulator.cloudformation.stack(stackName)?.status).toMatch(/^UPDATE_ROLLBACK_(COMPLETE|FAILED)$/);
  });
});

/** What is the same for both kinds of target. */
const kinds = [
  {
    kind: 'service',
    begin: () => emulateService({ cancelMilliseconds: 60_000 }),
    replaced: (denied: boolean) =>
      emulateService({ supersededAfterMilliseconds: 0, ...(denied ? { denied: ['proton:GetDeployment'] } : {}) }),
    truth: deploymentOf,
    operations: { cancel: cancelService, read: 'GetService', confirm: 'GetDeployment' },
    begun: 'IN_PROGRESS',
    cancelling: 'CANCELLING',
    accepted: [cancelService],
  },
  {
    kind: 'stack',
    begin: () => emulateStack({ cancelMilliseconds: 60_000 }),
    replaced: (denied: boolean) =>
      emulateStack(
        { supersededAfterMilliseconds: 0 },
        denied ? { denied: ['cloudformation:DescribeStackEvents'] } : {},
      ),
    truth: updateOf,
    operations: { cancel: cancelStack, read: 'DescribeStacks', confirm: 'DescribeStackEvents' },
    begun: 'UPDATE_IN_PROGRESS',
    cancelling: 'UPDATE_ROLLBACK_IN_PROGRESS',
    accepted: [cancelStack, 'DescribeStacks'],
  },
] as const;

describe.each(kinds)('guarded use and waiting, for a $kind', (kind) => {
  const { begin, replaced, truth, operations, begun, cancelling, accepted } = kind;

  test('dry-run sends no cancellation', async () => {
    const emulator = await begin();
    expect((await emulator.run({ inputs: { 'dry-run': 'True' } })).outputs['outcome']).toBe('would-cancel');
    expect([operationsOf(emulator), truth(emulator)?.status]).toEqual([[operations.read], begun]);
  });

  test('deployment-id of another deployment sends no cancellation, and warns', async () => {
    const emulator = await begin();
    const result = await emulator.run({ inputs: { 'deployment-id': wrongId } });
    expect(endOf(result)).toEqual(['nothing-to-cancel', 0, 'warning']);
    expect(new Set(operationsOf(emulator))).toEqual(new Set([operations.read]));
  });

  test('deployment-id of the one in progress cancels it', async () => {
    const emulator = await begin();
    const id = truth(emulator)?.id ?? '';
    const result = await emulator.run({ inputs: { 'deployment-id': id } });
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
    expect(operationsOf(emulator).slice(0, 2)).toEqual([operations.read, operations.cancel]);
  });

  test('wait-for-minutes 0 sends the request and returns', async () => {
    const emulator = await begin();
    const result = await emulator.run({ inputs: { 'wait-for-minutes': '0' } });
    expect(endOf(result).slice(0, 2)).toEqual(['requested', 0]);
    expect(result.outputs['deployment-id']).toBe(truth(emulator)?.id);
    expect(operationsOf(emulator)).toEqual(accepted);
  });

  test.each([
    ['fails', {}, ['timed-out', 1, 'error']],
    ['passes with a warning where fail-on says so', { 'fail-on': 'none' }, ['timed-out', 0, 'warning']],
  ] as const)('a wait that is too short %s', async (_title, inputs, expected) => {
    const emulator = await begin();
    const result = await emulator.run({ inputs: { 'wait-for-minutes': '0.02', ...inputs } });
    expect(endOf(result)).toEqual(expected);
    expect(result.outputs['deployment-status']).toBe(cancelling);
  });

  test('where another deployment takes over, the cancelled one is asked about', async () => {
    const emulator = await replaced(false);
    const id = truth(emulator)?.id;
    const result = await emulator.run();
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
    expect(operationsOf(emulator)).toContain(operations.confirm);
    expect(truth(emulator)?.id).not.toBe(id);
  });

  test('where another deployment takes over, and nobody may ask: superseded', async () => {
    expect(endOf(await (await replaced(true)).run()).slice(0, 2)).toEqual(['superseded', 1]);
  });
});

describe('a clock that differs from AWS’s', () => {
  test('is named where AWS refuses each signature for its time', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'RequestExpired', message: 'Request has expired.' });
    const result = await emulator.run({ inputs: { 'wait-for-minutes': '0' } });
    const [annotation = ''] = annotationsIn(result);
    expect(endOf(result)).toEqual(['error', 1, 'error']);
    expect(annotation).toMatch(/clock/i);
    expect(annotation).not.toMatch(/configure-aws-credentials|role-duration/);
    expect(deploymentOf(emulator)?.status).toBe('IN_PROGRESS');
  });

  test('is corrected by AWS’s answer', async () => {
    const emulator = await emulateService({ signatureClock: { now: () => Date.now() + 3_600_000 } });
    expect((await emulator.run()).outputs['outcome']).toBe('cancelled');
  });

  test.each([
    [-30_000, {}],
    [30_000, {}],
    [-30_000, { supersededAfterMilliseconds: 0 }],
    [30_000, { supersededAfterMilliseconds: 0 }],
  ])('makes no outcome wrong: %d ms, the answer lost, %j', async (milliseconds, settings) => {
    const emulator = await emulateService(settings);
    emulator.inject({ kind: 'clock', milliseconds });
    emulator.inject({ kind: 'reset', stage: 'after', operation: cancelService, times: 1 });
    const id = deploymentOf(emulator)?.id ?? '';
    const result = await emulator.run({ inputs: { 'deployment-id': id } });
    expect(result.outputs, result.log.join('\n')).toMatchObject({ outcome: 'cancelled', 'deployment-id': id });
  });
});
