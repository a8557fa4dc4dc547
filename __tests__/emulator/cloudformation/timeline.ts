import type { CloudFormation, StackEvent } from '@aws-sdk/client-cloudformation';

/** In milliseconds. */
export const second = 1000;
export const minute = 60 * second;

/** The events of a stack since its latest update began, oldest first. */
export async function eventsOfUpdate(client: CloudFormation, stackName: string): Promise<readonly StackEvent[]> {
  const { StackEvents = [] } = await client.describeStackEvents({ StackName: stackName });
  const events = StackEvents.toReversed();
  const isBeginning = (event: StackEvent) =>
    event.LogicalResourceId === stackName && event.ResourceStatus === 'UPDATE_IN_PROGRESS';
  return events.slice(events.findLastIndex(isBeginning));
}

/** Each event with its reason, in seconds from the beginning of the rollback. */
export function timeline(events: readonly StackEvent[]): readonly string[] {
  const start = events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS')?.Timestamp;
  return events.map(({ Timestamp, LogicalResourceId, ResourceStatus, ResourceStatusReason = '-' }) => {
    const seconds = Math.round(((Timestamp?.getTime() ?? 0) - (start?.getTime() ?? 0)) / second);
    return `${seconds} ${LogicalResourceId} ${ResourceStatus} ${ResourceStatusReason}`;
  });
}
