import type { JsonObject } from '../../json.ts';
import { eventsBy, type StackEvent } from '../state/stack-events.ts';
import { latestChange, type StackRecord } from '../state/stack-record.ts';
import type { Reading } from './reading.ts';

/** The latest event of each resource that a stack has, in the order of creation: that is how the resource stands. */
export function resourcesOf(record: StackRecord, { atMilliseconds }: Reading): readonly StackEvent[] {
  const latest = new Map<string, StackEvent>();
  for (const event of eventsBy(record, atMilliseconds)) {
    if (event.physicalId !== record.id) latest.set(event.logicalId, event);
  }
  const isDeleted = latestChange(record, atMilliseconds).status === 'DELETE_COMPLETE';
  return [...latest.values()].filter(({ status }) => isDeleted || status !== 'DELETE_COMPLETE');
}

/** What all answers about a resource have in common. */
export function resourceView({ logicalId, physicalId, type, status, reason }: StackEvent): JsonObject {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
