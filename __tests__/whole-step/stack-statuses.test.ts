import { describe, expect, test } from 'vitest';
import { type StackStatus, stackStatuses } from '../../emulator/cloudformation/state/stack-status.ts';
import { type EmulatorWithSteps, emulate, operationsOf, resultsOf } from './emulated.ts';

/** What the step says of a stack that stays as it is, and whether that fails it: the contract's table. */
const atRefusal: Readonly<Record<StackStatus, readonly [outcome: string, fails: boolean]>> = {
  CREATE_IN_PROGRESS: ['not-cancellable', true],
  CREATE_FAILED: ['nothing-to-cancel', false],
  CREATE_COMPLETE: ['nothing-to-cancel', false],
  ROLLBACK_IN_PROGRESS: ['nothing-to-cancel', false],
  ROLLBACK_FAILED: ['nothing-to-cancel', false],
  ROLLBACK_COMPLETE: ['nothing-to-cancel', false],
  DELETE_IN_PROGRESS: ['deleted', false],
  DELETE_FAILED: ['deleted', false],
  // A deleted stack is found by its id alone.
  DELETE_COMPLETE: ['not-found', true],
  // Refused once by a fault, and still in progress: the refusal is the error.
  UPDATE_IN_PROGRESS: ['error', true],
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: ['nothing-to-cancel', false],
  UPDATE_COMPLETE: ['nothing-to-cancel', false],
  UPDATE_FAILED: ['nothing-to-cancel', false],
  UPDATE_ROLLBACK_IN_PROGRESS: ['timed-out', true],
  UPDATE_ROLLBACK_FAILED: ['nothing-to-cancel', false],
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: ['timed-out', true],
  UPDATE_ROLLBACK_COMPLETE: ['nothing-to-cancel', false],
  REVIEW_IN_PROGRESS: ['nothing-to-cancel', false],
  IMPORT_IN_PROGRESS: ['not-cancellable', true],
  IMPORT_COMPLETE: ['nothing-to-cancel', false],
  IMPORT_ROLLBACK_IN_PROGRESS: ['nothing-to-cancel', false],
  IMPORT_ROLLBACK_FAILED: ['nothing-to-cancel', false],
  IMPORT_ROLLBACK_COMPLETE: ['nothing-to-cancel', false],
};

/** What the step says of a stack that comes to a state during the wait. */
const duringWait = {
  UPDATE_ROLLBACK_COMPLETE: 'cancelled',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'timed-out',
  UPDATE_ROLLBACK_FAILED: 'failed',
  UPDATE_FAILED: 'failed',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'succeeded',
  DELETE_IN_PROGRESS: 'deleted',
  DELETE_FAILED: 'deleted',
  DELETE_COMPLETE: 'deleted',
  AN_UNKNOWN_STATUS: 'timed-out',
} as const;

const never = {
  deployMilliseconds: Number.POSITIVE_INFINITY,
  cancelMilliseconds: Number.POSITIVE_INFINITY,
  cleanupMilliseconds: Number.POSITIVE_INFINITY,
  deleteMilliseconds: Number.POSITIVE_INFINITY,
};

/** A name for the stack of a status. */
function nameOf(status: string): string {
  return status.toLowerCase().replaceAll('_', '-');
}

function runFor(emulator: EmulatorWithSteps, statuses: readonly string[]) {
  return emulator.run({ inputs: { 'stack-name': statuses.map(nameOf).join(), 'wait-for-minutes': '0.2' } });
}

describe('a step with a stack in each status', () => {
  test('decides each refusal by the status, and touches no stack', async () => {
    const emulator = await emulate();
    for (const status of stackStatuses) emulator.cloudformation.addStack(nameOf(status), { status, ...never });
    const refused = { target: nameOf('UPDATE_IN_PROGRESS'), operation: 'CancelUpdateStack', times: 1 } as const;
    emulator.inject({ kind: 'error', name: 'ValidationError', ...refused });
    const result = await runFor(emulator, stackStatuses);
    const results = resultsOf(result);
    for (const [at, status] of stackStatuses.entries()) {
      expect([results[at]?.['stackName'], results[at]?.['outcome']], status).toEqual([
        nameOf(status),
        atRefusal[status][0],
      ]);
      const { stackStatus } = Object(results[at]?.['stack']);
      expect(stackStatus).toBe(status === 'DELETE_COMPLETE' ? undefined : status);
      const updates = emulator.cloudformation.updates(nameOf(status));
      expect(updates.at(-1)?.cancelRequestedAtMilliseconds, status).toBeUndefined();
    }
    const failing = stackStatuses.filter((status) => atRefusal[status][1]).map(nameOf);
    expect(JSON.parse(result.outputs['failed'] ?? '')).toEqual(failing);
    expect(operationsOf(emulator).slice(0, stackStatuses.length)).toContain('CancelUpdateStack');
  });

  test('follows each accepted request to the status that comes', async () => {
    const emulator = await emulate();
    const statuses = Object.keys(duringWait);
    for (const status of statuses) {
      emulator.cloudformation.addStack(nameOf(status), { status: 'UPDATE_IN_PROGRESS', ...never });
      // The update itself comes to the state, without a rollback. The first read belongs to the answer.
      const OperationId = emulator.cloudformation.updates(nameOf(status)).at(-1)?.id ?? '';
      const fields = { StackStatus: status, LastOperations: [{ OperationType: 'UPDATE_STACK', OperationId }] };
      emulator.inject({ kind: 'alter-stack', fields, operation: 'DescribeStacks', target: nameOf(status), from: 2 });
    }
    const result = await runFor(emulator, statuses);
    const ends = resultsOf(result).map((each) => [Object(each['stack']).stackStatus, each['outcome']]);
    expect(ends).toEqual(Object.entries(duringWait));
  });
});
