import { eventsBy } from '../../../../emulator/cloudformation/state/stack-events.ts';
import { changesBy, type StackRecord } from '../../../../emulator/cloudformation/state/stack-record.ts';
import type { StackStatus } from '../../../../emulator/cloudformation/state/stack-status.ts';
import type { Stage } from '../../../../src/cancellation/model/deployment.ts';
import type { EndQuestion, EndReading, Reading } from '../../../../src/cancellation/ports.ts';
import type { CallFault } from '../call-faults.ts';
import { Unreadable } from '../faulty-calls.ts';

/** What a status means, by this test's own reading of the contract's table. */
export function stageOf(status: StackStatus | undefined): Stage {
  switch (status) {
    case 'UPDATE_IN_PROGRESS':
      return 'in-progress';
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'rolling-back';
    case 'UPDATE_ROLLBACK_COMPLETE':
      return 'rolled-back';
    case 'UPDATE_COMPLETE':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'succeeded';
    case 'UPDATE_ROLLBACK_FAILED':
    case 'UPDATE_FAILED':
      return 'stuck';
    case 'CREATE_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
      return 'other-operation';
    case undefined:
      return 'unknown';
    default:
      return status.startsWith('DELETE_') ? 'deleted' : 'at-rest';
  }
}

/** A stack as DescribeStacks would show it at a time in milliseconds since 1970. */
export function stackReading(record: StackRecord, atMilliseconds: number, { leftOut }: CallFault): Reading {
  if (leftOut === 'status') throw new Unreadable();
  const changes = changesBy(record, atMilliseconds);
  const { status, reason } = changes.at(-1) ?? changes[0];
  const stage = stageOf(status);
  const updated = changes.findLast((change) => change.status === 'UPDATE_IN_PROGRESS');
  const isOfUpdate = ['in-progress', 'rolling-back', 'rolled-back', 'succeeded', 'stuck'].includes(stage);
  const isRollback = stage === 'rolling-back' || stage === 'rolled-back';
  return {
    stage,
    status,
    message: reason,
    // After LastOperations, which an answer may lack.
    deploymentId: isOfUpdate && leftOut !== 'id' ? updated?.operation.id : undefined,
    begunAtEpoch: stage === 'in-progress' ? updated?.atMilliseconds : undefined,
    rollbackBy: isRollback && reason !== undefined ? byWhom(reason) : undefined,
    isBeingDeleted: status === 'DELETE_IN_PROGRESS' || status === 'DELETE_COMPLETE',
    nestedIn: record.parentId === undefined ? undefined : record.rootId,
    reference: record.id,
    detail: undefined,
    spec: undefined,
  };
}

function byWhom(reason: string): 'user' | 'itself' {
  return reason.startsWith('User Initiated') ? 'user' : 'itself';
}

/** How an update ended, as DescribeStackEvents would show it; undefined if the events do not have it. */
export function endReading(
  record: StackRecord,
  atMilliseconds: number,
  { deploymentId, token }: EndQuestion,
): EndReading | undefined {
  const own = eventsBy(record, atMilliseconds).filter(({ physicalId }) => physicalId === record.id);
  const begins = own.flatMap(({ status }, at) => (isBeginning(status) ? [at] : []));
  const operations = begins.map((at, number) => own.slice(at, begins[number + 1]));
  const updates = operations.filter(([begun]) => begun?.status === 'UPDATE_IN_PROGRESS');
  const update =
    deploymentId === undefined
      ? (updates.find((events) => isRolledBackBy(events, token)) ?? updates.at(-1))
      : updates.find(([begun]) => begun?.operationId === deploymentId);
  if (update === undefined) return undefined;
  const last = update.at(-1);
  const stage = stageOf(last?.status as StackStatus);
  const rollback = update.find(({ status }) => status === 'UPDATE_ROLLBACK_IN_PROGRESS');
  const isByUser = rollback !== undefined && byWhom(rollback.reason ?? '') === 'user';
  const isRolledBack = stage === 'rolled-back' || stage === 'rolling-back';
  const goesOn = stage === 'in-progress' || stage === 'rolling-back';
  return {
    stage: isByUser && isRolledBack ? (stage === 'rolled-back' ? 'cancelled' : 'cancelling') : stage,
    status: last?.status,
    message: last?.reason,
    deploymentId: update[0]?.operationId,
    endedAtEpoch: goesOn
      ? undefined
      : update.find(({ status }) => stageOf(status as StackStatus) === stage)?.atMilliseconds,
    rollbackCause: isRolledBack && !isByUser ? rollback?.reason : undefined,
  };
}

function isRolledBackBy(
  events: readonly { readonly status: string; readonly token: string | undefined }[],
  token: string,
): boolean {
  return events.some((event) => event.status === 'UPDATE_ROLLBACK_IN_PROGRESS' && event.token === token);
}

function isBeginning(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && !status.includes('ROLLBACK') && !status.includes('CLEANUP');
}
