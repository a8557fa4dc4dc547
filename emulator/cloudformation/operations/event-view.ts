import type { JsonObject } from '../../json.ts';
import type { StackEvent } from '../state/stack-events.ts';
import type { Reading } from './reading.ts';

/** What all answers about an event have in common. */
export function eventView(event: StackEvent, { time }: Reading): JsonObject {
  return {
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: time(event.atMilliseconds),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
  };
}
