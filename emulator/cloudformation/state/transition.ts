import {
  type Beginning,
  course,
  newOperation,
  reasonAfterCleanup,
  rollbackOperation,
  userInitiated,
} from './course.ts';
import { failedUndoing, failureReason, latestWork, type ResourceWork } from './resource-work.ts';
import type { StackBehaviour } from './stack-behaviour.ts';
import type { StackDefinition } from './stack-definition.ts';
import {
  changesBy,
  latestChange,
  type OperationType,
  type StackRecord,
  type StatusChange,
  withFuture,
} from './stack-record.ts';
import type { StackStatus } from './stack-status.ts';

/** A change of a stack that somebody asks for. */
export interface Transition {
  readonly status: StackStatus;
  /** Milliseconds since 1970. */
  readonly atMilliseconds: number;
  /** Without it, the one that CloudFormation usually gives with the state. */
  readonly reason?: string | undefined;
  readonly token?: string | undefined;
  /** Only where the operation is of another type than the one that the state usually begins. */
  readonly type?: OperationType;
  /** Without it, the stack's definition stays, or is restored by a rollback. */
  readonly definition?: StackDefinition;
}

/** Puts a stack into a state, from which it goes on by its behaviour. What it had ahead of it is dropped. */
export function changed(record: StackRecord, transition: Transition, uuid: () => string): StackRecord {
  const { atMilliseconds } = transition;
  const latest = latestChange(record, atMilliseconds);
  const former = transition.status === 'UPDATE_IN_PROGRESS' ? latest.definition : formerDefinition(record, latest);
  const past = changesBy(record, atMilliseconds);
  const work = latestWork(past, past.length - 1);
  const circumstances = { behaviour: record.behaviour, former, work, uuid };
  const beginning: Beginning = {
    atMilliseconds,
    status: transition.status,
    reason: transition.reason ?? usualReason(transition.status, record.behaviour, work, latest.definition),
    operation: operationOf(latest, transition, circumstances),
    definition: transition.definition ?? (transition.status.includes('ROLLBACK') ? former : latest.definition),
  };
  return withFuture(record, atMilliseconds, course(beginning, circumstances));
}

function usualReason(
  status: StackStatus,
  behaviour: StackBehaviour,
  work: ResourceWork,
  { resources }: StackDefinition,
): string | undefined {
  const { created, updated } = work;
  switch (status) {
    case 'CREATE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'REVIEW_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
      return userInitiated;
    case 'CREATE_FAILED':
    case 'ROLLBACK_IN_PROGRESS':
      return failureReason({ created }, behaviour);
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_FAILED':
    case 'IMPORT_ROLLBACK_FAILED':
      return failureReason({ created, updated }, behaviour);
    case 'UPDATE_ROLLBACK_FAILED':
      return failureReason(failedUndoing(work), behaviour);
    case 'ROLLBACK_FAILED':
    case 'DELETE_FAILED':
      return failureReason({ removed: resources }, behaviour);
    case 'UPDATE_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
      return reasonAfterCleanup(behaviour);
    case 'CREATE_COMPLETE':
    case 'ROLLBACK_COMPLETE':
    case 'DELETE_COMPLETE':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return undefined;
  }
}

/** The type of the operation that a state begins; nothing where the operation before goes on. */
export function typeBegunBy(status: StackStatus): OperationType | undefined {
  switch (status) {
    case 'REVIEW_IN_PROGRESS':
      return 'CREATE_CHANGESET';
    case 'CREATE_IN_PROGRESS':
      return 'CREATE_STACK';
    case 'UPDATE_IN_PROGRESS':
      return 'UPDATE_STACK';
    case 'DELETE_IN_PROGRESS':
      return 'DELETE_STACK';
    case 'IMPORT_IN_PROGRESS':
      return 'IMPORT';
    default:
      return status.endsWith('ROLLBACK_IN_PROGRESS') ? 'ROLLBACK' : undefined;
  }
}

function operationOf(
  latest: StatusChange,
  { status, token, type }: Transition,
  circumstances: Parameters<typeof rollbackOperation>[2],
): StatusChange['operation'] {
  const begun = type ?? typeBegunBy(status);
  switch (begun) {
    case undefined:
      return latest.operation;
    case 'ROLLBACK':
      return rollbackOperation(latest.operation, token, circumstances);
    case 'CREATE_CHANGESET':
    case 'CREATE_STACK':
    case 'UPDATE_STACK':
    case 'DELETE_STACK':
    case 'CONTINUE_ROLLBACK':
    case 'IMPORT':
      return newOperation(begun, token, circumstances.uuid);
  }
}

/** What was in place before the latest update: what a rollback restores. */
function formerDefinition({ changes }: StackRecord, latest: StatusChange): StackDefinition {
  const past = changes.slice(0, changes.indexOf(latest) + 1);
  const begun = past.findLastIndex(({ status }) => status === 'UPDATE_IN_PROGRESS');
  return (past[begun - 1] ?? latest).definition;
}
