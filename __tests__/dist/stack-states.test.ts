import { describe, expect, test } from 'vitest';
import { type StackStatus, stackStatuses } from '../../emulator/cloudformation/state/stack-status.ts';
import { emulateStack, runForStack, stackName, updateOf } from './emulated-stack.ts';
import { annotationsOf, operationsOf, resultsOf } from './emulated-step.ts';

/** What the step says of a stack that stays as it is, and the kind of its annotation: the contract's table. */
const atRefusal: Readonly<Record<StackStatus, readonly [outcome: string, exitCode: number, annotation: string]>> = {
  CREATE_IN_PROGRESS: ['error', 1, 'error'],
  CREATE_FAILED: ['nothing-to-cancel', 0, 'notice'],
  CREATE_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
  ROLLBACK_IN_PROGRESS: ['nothing-to-cancel', 0, 'notice'],
  ROLLBACK_FAILED: ['nothing-to-cancel', 0, 'notice'],
  ROLLBACK_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
  DELETE_IN_PROGRESS: ['deleted', 0, 'notice'],
  DELETE_FAILED: ['deleted', 0, 'notice'],
  // A deleted stack is found by its id alone.
  DELETE_COMPLETE: ['not-found', 1, 'error'],
  // Refused once by a fault, and still in progress: the refusal is the error.
  UPDATE_IN_PROGRESS: ['error', 1, 'error'],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['nothing-to-cancel', 0, 'notice'],
  UPDATE_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
  UPDATE_FAILED: ['nothing-to-cancel', 0, 'warning'],
  UPDATE_ROLLBACK_IN_PROGRESS: ['timed-out', 1, 'error'],
  UPDATE_ROLLBACK_FAILED: ['nothing-to-cancel', 0, 'warning'],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['timed-out', 1, 'error'],
  UPDATE_ROLLBACK_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
  REVIEW_IN_PROGRESS: ['nothing-to-cancel', 0, 'notice'],
  IMPORT_IN_PROGRESS: ['error', 1, 'error'],
  IMPORT_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
  IMPORT_ROLLBACK_IN_PROGRESS: ['nothing-to-cancel', 0, 'notice'],
  IMPORT_ROLLBACK_FAILED: ['nothing-to-cancel', 0, 'notice'],
  IMPORT_ROLLBACK_COMPLETE: ['nothing-to-cancel', 0, 'notice'],
};

const never = {
  deployMilliseconds: Number.POSITIVE_INFINITY,
  cancelMilliseconds: Number.POSITIVE_INFINITY,
  cleanupMilliseconds: Number.POSITIVE_INFINITY,
  deleteMilliseconds: Number.POSITIVE_INFINITY,
};

describe.concurrent('a stack that AWS refuses the request for', () => {
  test.each(stackStatuses)('in %s', async (status) => {
    const [outcome, exitCode, annotation] = atRefusal[status];
    const emulator = await emulateStack({ status, ...never });
    if (status === 'UPDATE_IN_PROGRESS') {
      emulator.inject({ kind: 'error', name: 'ValidationError', operation: 'CancelUpdateStack', times: 1 });
    }
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0.02' } });
    expect(result.outputs).toMatchObject({ outcome });
    expect(result.exitCode).toBe(exitCode);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(new RegExp(`^${annotation} `))]);
    const isUnknown = status === 'DELETE_COMPLETE';
    expect(result.outputs['deployment-status']).toBe(isUnknown ? '' : status);
    expect(operationsOf(emulator).slice(0, 2)).toEqual(['CancelUpdateStack', 'DescribeStacks']);
    expect(updateOf(emulator)?.cancelRequestedAtMilliseconds).toBeUndefined();
  });
});

/** What the step says of a stack that comes to a state during the wait. */
const duringWait = [
  ['UPDATE_ROLLBACK_COMPLETE', 'cancelled'],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'timed-out'],
  ['UPDATE_ROLLBACK_FAILED', 'failed'],
  ['UPDATE_FAILED', 'failed'],
  ['UPDATE_COMPLETE', 'succeeded'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'succeeded'],
  ['DELETE_IN_PROGRESS', 'deleted'],
  ['DELETE_FAILED', 'deleted'],
  ['DELETE_COMPLETE', 'deleted'],
  ['AN_UNKNOWN_STATUS', 'timed-out'],
] as const;

describe.concurrent('a stack that is waited for', () => {
  test.each(duringWait)('comes to %s: %s', async (status, outcome) => {
    const emulator = await emulateStack(never);
    // The update itself comes to the state, without a rollback. The first read belongs to the answer.
    const operations = [{ OperationType: 'UPDATE_STACK', OperationId: updateOf(emulator)?.id ?? '' }];
    const fields = { StackStatus: status, LastOperations: operations };
    emulator.inject({ kind: 'alter-stack', fields, operation: 'DescribeStacks', from: 2 });
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0.05' } });
    expect(result.outputs).toMatchObject({ outcome, 'deployment-status': status });
  });
});

describe.concurrent('a rollback that was going on before the request', () => {
  // Long enough for the step to start meanwhile on a busy machine.
  const rollingBack = { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 5_000 } as const;

  test('by a user: it is waited for, and the update is cancelled', async () => {
    const emulator = await emulateStack({ ...rollingBack, cancelled: true });
    const result = await runForStack(emulator);
    expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': updateOf(emulator)?.id });
    expect(emulator.cloudformation.stack(stackName)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('by itself: it is waited for, and there was nothing to cancel, with the reason of the failure', async () => {
    const emulator = await emulateStack(rollingBack);
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('nothing-to-cancel');
    expect(result.outputs['message']).toContain('failed to update: [Service]');
    expect(emulator.cloudformation.stack(stackName)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('by a user, and the events are denied: still cancelled, by the reason of the stack', async () => {
    const settings = { denied: ['cloudformation:DescribeStackEvents'] } as const;
    const emulator = await emulateStack({ ...rollingBack, cancelled: true }, settings);
    const field = { StackStatusReason: 'User Initiated' };
    emulator.inject({ kind: 'alter-stack', fields: field });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('cancelled');
  });

  test('it fails, whoever began it: failed', async () => {
    const emulator = await emulateStack({ ...rollingBack, rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('failed');
  });

  test('without a wait: timed-out', async () => {
    const emulator = await emulateStack(rollingBack);
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0' } });
    expect(result.outputs['outcome']).toBe('timed-out');
  });
});

describe.concurrent('nested stacks', () => {
  const root = 'arn:aws:cloudformation:us-east-1:123456789012:stack/root/00000000-0000-4000-8000-000000000001';

  test('one that is read before the request is an error that names the root stack', async () => {
    const emulator = await emulateStack({ parentId: `${root}-parent`, rootId: root });
    const result = await runForStack(emulator, { inputs: { 'deployment-id': updateOf(emulator)?.id ?? '' } });
    expect(result.outputs['outcome']).toBe('error');
    expect(String(resultsOf(result)[0]?.['reason'])).toContain(root);
    expect(operationsOf(emulator)).toEqual(['DescribeStacks']);
  });
});
