import { initiatedByParent, userInitiated } from './course.ts';
import { changesBy, type StackOperation, type StackRecord, type StatusChange } from './stack-record.ts';

/** One event of a stack or of one of its resources. */
export interface StackEvent {
  readonly eventId: string;
  readonly atMilliseconds: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
  readonly operationId: string;
  readonly token: string | undefined;
}

/** What happens to a resource around a change of the stack's status. */
interface ResourceChange {
  readonly status: string;
  readonly reason?: string;
  /** Whether it comes before the stack's own event. */
  readonly leads: boolean;
  /** How long after the stack's own event it comes. It doesn't come if the stack changes again before. */
  readonly delayMilliseconds?: number;
  /** Where it is not that of the stack's change. */
  readonly operation?: StackOperation;
}

/**
 * The events of a stack by a time in milliseconds since 1970, oldest first. No two have the same time: clients sort by it.
 */
export function eventsBy(record: StackRecord, milliseconds: number): readonly StackEvent[] {
  const events: StackEvent[] = [];
  for (const [index, change] of changesBy(record, milliseconds).entries()) {
    const next = record.changes[index + 1]?.atMilliseconds ?? Number.POSITIVE_INFINITY;
    for (const event of eventsOf(record, change, record.changes[index - 1])) {
      if (event.atMilliseconds <= Math.min(milliseconds, next)) {
        const earliest = (events.at(-1)?.atMilliseconds ?? Number.NEGATIVE_INFINITY) + 1;
        events.push({ ...event, atMilliseconds: Math.max(event.atMilliseconds, earliest) });
      }
    }
  }
  return events;
}

/** The events of one change, in their order. */
function eventsOf(record: StackRecord, change: StatusChange, before: StatusChange | undefined): readonly StackEvent[] {
  const ofResources = record.behaviour.resources.flatMap((logicalId, index) =>
    resourceChanges(record, change, before, index === 0).map((each) => ({ ...each, logicalId })),
  );
  const leading = ofResources.filter(({ leads }) => leads);
  const following = ofResources
    .filter(({ leads }) => !leads)
    .toSorted((one, other) => (one.delayMilliseconds ?? 0) - (other.delayMilliseconds ?? 0));
  return [
    ...leading.map((each, index) => resourceEvent(record, change, each, index - leading.length)),
    ownEvent(record, change),
    ...following.map((each) => resourceEvent(record, change, each, each.delayMilliseconds ?? 0)),
  ];
}

function ownEvent(record: StackRecord, change: StatusChange): StackEvent {
  return {
    eventId: change.eventId,
    atMilliseconds: change.atMilliseconds,
    logicalId: record.name,
    physicalId: record.id,
    type: 'AWS::CloudFormation::Stack',
    status: change.status,
    reason: change.reason,
    operationId: change.operation.id,
    token: change.operation.token,
  };
}

function resourceEvent(
  record: StackRecord,
  change: StatusChange,
  { logicalId, status, reason, operation = change.operation }: ResourceChange & { readonly logicalId: string },
  afterMilliseconds: number,
): StackEvent {
  return {
    eventId: `${logicalId}-${status}-${change.eventId}`,
    atMilliseconds: change.atMilliseconds + afterMilliseconds,
    logicalId,
    physicalId: `${record.name}-${logicalId}`,
    type: 'AWS::ECS::Service',
    status,
    reason,
    operationId: operation.id,
    token: operation.token,
  };
}

/** What happens to a resource around a change of the stack's status. Of several that fail, the first has a cause. */
function resourceChanges(
  record: StackRecord,
  change: StatusChange,
  before: StatusChange | undefined,
  isFirst: boolean,
): readonly ResourceChange[] {
  const { status } = change;
  switch (status) {
    case 'CREATE_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
      return [{ status, leads: false }];
    case 'CREATE_COMPLETE':
    case 'DELETE_COMPLETE':
      return [{ status, leads: true }];
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return [{ status: 'UPDATE_COMPLETE', leads: true }];
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      return rolledBackResource(record, change, before, isFirst);
    case 'CREATE_FAILED':
      return [{ status, reason: isFirst ? resourceFailure : 'Resource creation cancelled', leads: true }];
    case 'DELETE_FAILED':
      return isFirst ? [{ status, reason: resourceFailure, leads: true }] : [];
    case 'UPDATE_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
      return [{ status: 'UPDATE_FAILED', reason: isFirst ? resourceFailure : updateCancelled, leads: true }];
    default:
      return [];
  }
}

/**
 * A cancellation cancels what is under way; a failure is there before the rollback that it brings about, and belongs to the
 * update. A rollback of what has ended cancels nothing. The resource goes back a little later (9 s of 499 s, recorded).
 */
function rolledBackResource(
  { behaviour }: StackRecord,
  { reason }: StatusChange,
  before: StatusChange | undefined,
  isFirst: boolean,
): readonly ResourceChange[] {
  const delayMilliseconds = Math.min(9_000, behaviour.cancelMilliseconds / 10);
  const again: ResourceChange = { status: 'UPDATE_IN_PROGRESS', leads: false, delayMilliseconds };
  if (before?.status !== 'UPDATE_IN_PROGRESS') {
    return [again];
  }
  if (reason === userInitiated || reason === initiatedByParent) {
    return [{ status: 'UPDATE_FAILED', reason: updateCancelled, leads: false }, again];
  }
  const cause = isFirst ? resourceFailure : updateCancelled;
  return [{ status: 'UPDATE_FAILED', reason: cause, leads: true, operation: before.operation }, again];
}

const updateCancelled = 'Resource update cancelled';

const resourceFailure =
  'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)';
