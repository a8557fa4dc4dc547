import { type ResourceChange, resourceChanges } from './resource-changes.ts';
import { latestWork } from './resource-work.ts';
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

/**
 * The events of a stack by a time in milliseconds since 1970, oldest first. No two have the same time: clients sort by it.
 */
export function eventsBy(record: StackRecord, milliseconds: number): readonly StackEvent[] {
  const events: StackEvent[] = [];
  for (const [index, change] of changesBy(record, milliseconds).entries()) {
    const next = record.changes[index + 1]?.atMilliseconds ?? Number.POSITIVE_INFINITY;
    for (const event of eventsOf(record, change, index)) {
      if (event.atMilliseconds <= Math.min(milliseconds, next)) {
        const earliest = (events.at(-1)?.atMilliseconds ?? Number.NEGATIVE_INFINITY) + 1;
        events.push({ ...event, atMilliseconds: Math.max(event.atMilliseconds, earliest) });
      }
    }
  }
  return events;
}

/** The name that a resource has outside the stack, made of the stack's name and the resource's logical id. */
export function physicalIdOf({ name }: Pick<StackRecord, 'name'>, logicalId: string): string {
  return `${name}-${logicalId}`;
}

/** The events of one change, in their order. */
function eventsOf(record: StackRecord, change: StatusChange, index: number): readonly StackEvent[] {
  const work = latestWork(record.changes, index);
  const ofResources = resourceChanges(change, record.changes[index - 1], work, record.behaviour);
  const leading = ofResources.filter(({ afterMilliseconds }) => afterMilliseconds === undefined);
  const following = ofResources.flatMap((each) =>
    each.afterMilliseconds === undefined ? [] : [resourceEvent(record, change, each, each.afterMilliseconds)],
  );
  return [
    ...leading.map((each, at) => resourceEvent(record, change, each, at - leading.length)),
    ownEvent(record, change),
    ...following.toSorted((one, other) => one.atMilliseconds - other.atMilliseconds),
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
  { resource: { logicalId, type }, status, reason, operation = change.operation }: ResourceChange,
  afterMilliseconds: number,
): StackEvent {
  return {
    eventId: `${logicalId}-${status}-${change.eventId}`,
    atMilliseconds: change.atMilliseconds + afterMilliseconds,
    logicalId,
    physicalId: physicalIdOf(record, logicalId),
    type,
    status,
    reason,
    operationId: operation.id,
    token: operation.token,
  };
}
