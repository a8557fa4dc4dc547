import { userInitiated } from './course.ts';
import { changesBy, type StackRecord, type StatusChange } from './stack-record.ts';

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

interface ResourceChange {
  readonly status: string;
  readonly reason?: string;
  /** Whether it comes before the stack's own event. */
  readonly leads: boolean;
}

/** The events of a stack by a time in milliseconds since 1970, oldest first. */
export function eventsBy(record: StackRecord, milliseconds: number): readonly StackEvent[] {
  return changesBy(record, milliseconds).flatMap((change) => {
    const ofResources = record.behaviour.resources.flatMap((logicalId) =>
      resourceChanges(change).map(({ leads, ...resource }) => ({
        leads,
        event: resourceEvent(record, change, logicalId, resource),
      })),
    );
    return [
      ...ofResources.filter(({ leads }) => leads).map(({ event }) => event),
      ownEvent(record, change),
      ...ofResources.filter(({ leads }) => !leads).map(({ event }) => event),
    ];
  });
}

function ownEvent(record: StackRecord, change: StatusChange): StackEvent {
  return {
    ...eventOf(change),
    eventId: change.eventId,
    logicalId: record.name,
    physicalId: record.id,
    type: 'AWS::CloudFormation::Stack',
    status: change.status,
    reason: change.reason,
  };
}

function resourceEvent(
  record: StackRecord,
  change: StatusChange,
  logicalId: string,
  { status, reason }: Pick<ResourceChange, 'status' | 'reason'>,
): StackEvent {
  return {
    ...eventOf(change),
    eventId: `${logicalId}-${status}-${change.eventId}`,
    logicalId,
    physicalId: `${record.name}-${logicalId}`,
    type: 'AWS::ECS::Service',
    status,
    reason,
  };
}

function eventOf({ atMilliseconds, operation }: StatusChange) {
  return { atMilliseconds, operationId: operation.id, token: operation.token };
}

/** What happens to each resource around a change of the stack's status. */
function resourceChanges({ status, reason }: StatusChange): readonly ResourceChange[] {
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
      return rolledBackResource(reason);
    case 'CREATE_FAILED':
    case 'DELETE_FAILED':
      return [{ status, reason: resourceFailure, leads: true }];
    case 'UPDATE_FAILED':
    case 'UPDATE_ROLLBACK_FAILED':
      return [{ status: 'UPDATE_FAILED', reason: resourceFailure, leads: true }];
    default:
      return [];
  }
}

/** A cancellation cancels what is under way; a failure is there before the rollback that it brings about. */
function rolledBackResource(reason: StatusChange['reason']): readonly ResourceChange[] {
  const again: ResourceChange = { status: 'UPDATE_IN_PROGRESS', leads: false };
  return reason === userInitiated
    ? [{ status: 'UPDATE_FAILED', reason: 'Resource update cancelled', leads: false }, again]
    : [{ status: 'UPDATE_FAILED', reason: resourceFailure, leads: true }, again];
}

const resourceFailure =
  'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)';
