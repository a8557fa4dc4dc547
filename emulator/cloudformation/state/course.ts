import { failedUndoing, failureReason, type ResourceWork, resourceWork } from './resource-work.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import type { StackDefinition } from './stack-definition.ts';
import type { OperationType, StackOperation, StatusChange } from './stack-record.ts';
import type { StackStatus } from './stack-status.ts';
import { firstTimeout } from './wait-conditions.ts';

/** What CloudFormation writes beside an operation that somebody asked for. */
export const userInitiated = 'User Initiated';

/** What CloudFormation writes beside the rollback of a nested stack that its parent began. */
export const initiatedByParent = 'Initiated by parent';

/** The reason of an end after a cleanup that left resources behind; also of a rollback's (recorded). */
const resourcesLeft = 'Update successful. One or more resources could not be deleted.';

/** The first change of an operation. */
export interface Beginning {
  /** Milliseconds since 1970. */
  readonly atMilliseconds: number;
  readonly status: StackStatus;
  readonly reason: string | undefined;
  readonly operation: StackOperation;
  readonly definition: StackDefinition;
}

/** What the course of an operation depends on. */
export interface Circumstances {
  readonly behaviour: StackBehaviour;
  /** What a rollback restores. */
  readonly former: StackDefinition;
  /** What a rollback undoes. */
  readonly work: ResourceWork;
  readonly uuid: () => string;
}

/** The changes of an operation from its beginning until the stack is at rest, a successor's operation included. */
export function course(beginning: Beginning, circumstances: Circumstances): readonly [StatusChange, ...StatusChange[]] {
  let latest = statusChange(beginning, circumstances);
  const changes: [StatusChange, ...StatusChange[]] = [latest];
  let mayBeSuperseded = true;
  for (;;) {
    const rest = following(latest, circumstances);
    const next = rest ?? (mayBeSuperseded ? successor(latest, circumstances) : undefined);
    if (next === undefined || next.atMilliseconds === Number.POSITIVE_INFINITY) return changes;
    mayBeSuperseded &&= rest !== undefined;
    latest = statusChange(next, circumstances);
    changes.push(latest);
  }
}

function statusChange(beginning: Beginning, circumstances: Circumstances): StatusChange {
  const firstFailureAtMilliseconds = firstFailure(beginning, circumstances);
  return { ...beginning, eventId: circumstances.uuid(), firstFailureAtMilliseconds };
}

/** The others take up to 12 s to be cancelled (recorded). A resource that is alone fails right before the stack does. */
function firstFailure(
  { status, atMilliseconds, definition }: Beginning,
  { behaviour: { updateEnding, deployMilliseconds }, former }: Circumstances,
): number | undefined {
  const { created, updated } = resourceWork(former, definition);
  const fails = status === 'UPDATE_IN_PROGRESS' && updateEnding === 'UPDATE_FAILED' && !firstTimeout(created);
  if (!fails || created.length + updated.length < 2) return undefined;
  return atMilliseconds + deployMilliseconds - Math.min(12_000, deployMilliseconds / 10);
}

/** A new operation. */
export function newOperation(type: OperationType, token: string | undefined, uuid: () => string): StackOperation {
  return { id: uuid(), type, token };
}

/** The operation of a rollback of an update: its own, or the update's. */
export function rollbackOperation(
  update: StackOperation,
  token: string | undefined,
  { behaviour, uuid }: Circumstances,
): StackOperation {
  switch (behaviour.rollbackOperation) {
    case 'own':
      return newOperation('ROLLBACK', token, uuid);
    case 'shared':
      return { ...update, token };
  }
}

/** The reason of an end after a cleanup; nothing where the cleanup left nothing behind. */
export function reasonAfterCleanup({ leavesResources }: Pick<StackBehaviour, 'leavesResources'>): string | undefined {
  return leavesResources ? resourcesLeft : undefined;
}

function following(change: StatusChange, circumstances: Circumstances): Beginning | undefined {
  const { behaviour } = circumstances;
  const after = (milliseconds: number, status: StackStatus, reason?: string): Beginning => ({
    ...change,
    atMilliseconds: change.atMilliseconds + milliseconds,
    status,
    reason,
  });
  switch (change.status) {
    case 'CREATE_IN_PROGRESS':
      return after(behaviour.createMilliseconds, 'CREATE_COMPLETE');
    case 'UPDATE_IN_PROGRESS':
      return endOfUpdate(change, circumstances);
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return after(behaviour.cleanupMilliseconds, 'UPDATE_COMPLETE', reasonAfterCleanup(behaviour));
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return behaviour.rollbackEnding === 'UPDATE_ROLLBACK_FAILED' && change.operation.type !== 'CONTINUE_ROLLBACK'
        ? after(
            behaviour.cancelMilliseconds,
            'UPDATE_ROLLBACK_FAILED',
            failureReason(failedUndoing(circumstances.work), behaviour),
          )
        : after(behaviour.cancelMilliseconds, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return after(behaviour.cleanupMilliseconds, 'UPDATE_ROLLBACK_COMPLETE', reasonAfterCleanup(behaviour));
    case 'ROLLBACK_IN_PROGRESS':
      return after(behaviour.cancelMilliseconds, 'ROLLBACK_COMPLETE');
    case 'IMPORT_IN_PROGRESS':
      return after(behaviour.deployMilliseconds, 'IMPORT_COMPLETE');
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return after(behaviour.cancelMilliseconds, 'IMPORT_ROLLBACK_COMPLETE');
    case 'DELETE_IN_PROGRESS':
      return after(behaviour.deleteMilliseconds, 'DELETE_COMPLETE');
    case 'CREATE_FAILED':
    case 'CREATE_COMPLETE':
    case 'ROLLBACK_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'DELETE_FAILED':
    case 'DELETE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'REVIEW_IN_PROGRESS':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_FAILED':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return undefined;
  }
}

function endOfUpdate(change: StatusChange, circumstances: Circumstances): Beginning {
  const { behaviour, former } = circumstances;
  const { created, updated } = resourceWork(former, change.definition);
  const timeout = firstTimeout(created);
  const atMilliseconds = change.atMilliseconds + (timeout?.milliseconds ?? behaviour.deployMilliseconds);
  if (timeout === undefined && behaviour.updateEnding === 'UPDATE_COMPLETE') {
    return { ...change, atMilliseconds, status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', reason: undefined };
  }
  const failed = timeout === undefined ? { created, updated } : { created: [timeout.resource] };
  const reason = failureReason(failed, behaviour);
  if (change.definition.disableRollback) return { ...change, atMilliseconds, status: 'UPDATE_FAILED', reason };
  const operation = rollbackOperation(change.operation, change.operation.token, circumstances);
  return { atMilliseconds, status: 'UPDATE_ROLLBACK_IN_PROGRESS', reason, operation, definition: former };
}

function successor(change: StatusChange, { behaviour, uuid }: Circumstances): Beginning | undefined {
  const after = behaviour.supersededAfterMilliseconds;
  if (change.status !== 'UPDATE_ROLLBACK_COMPLETE' || after === undefined) return undefined;
  return {
    ...change,
    atMilliseconds: change.atMilliseconds + after,
    status: 'UPDATE_IN_PROGRESS',
    reason: userInitiated,
    operation: newOperation('UPDATE_STACK', undefined, uuid),
  };
}
