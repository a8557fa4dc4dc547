import { worldStart } from '../world/start.ts';
import type { StackApiSettings } from './stack-api.ts';
import { failureReason } from './stack-life.ts';
import type { Change, Update } from './stack-update.ts';

/** A page of DescribeStackEvents, and the stack's own changes on it. */
export interface Page {
  readonly events: readonly object[];
  readonly changes: readonly Change[];
  /** The updates of which it tells what failed. */
  readonly failed: readonly Update[];
  /** The number of the next page's first event. */
  readonly next: number | undefined;
}

/** The events of a stack by a time, newest first, from the one with this number on. */
export function eventPage(changes: readonly Change[], at: number, from: number, settings: StackApiSettings): Page {
  const { pageSize, resources, eventsHaveIds, name, stackId } = settings;
  const events: object[] = [];
  const shown: Change[] = [];
  const failed: Update[] = [];
  const visible = changes.filter((change) => change.at <= at);
  let number = 0;
  for (let index = visible.length - 1; index >= 0; index -= 1) {
    const change = visible[index];
    if (change === undefined) continue;
    // Newest first: what the resources did after a change of the stack comes before it.
    const rows = index === visible.length - 1 ? Math.floor(resources / 2) : resources;
    for (let row = 0; row <= rows; row += 1, number += 1) {
      if (number < from) continue;
      if (events.length === pageSize) return { events, changes: shown, failed, next: number };
      const common = {
        StackId: stackId,
        StackName: name,
        Timestamp: new Date(worldStart + change.at),
        ...(eventsHaveIds ? { OperationId: change.operationId } : {}),
        ...(change.token === undefined ? {} : { ClientRequestToken: change.token }),
      };
      const { update } = change;
      if (row === 0 && rows > 0 && update !== undefined && hasFailedBefore(visible[index + 1], change)) {
        events.push({ ...common, ...failedResourceOf(update) });
        failed.push(update);
        continue;
      }
      if (row < rows) {
        events.push({ ...common, ...resourceAfter(change, row) });
        continue;
      }
      shown.push(change);
      events.push({
        ...common,
        LogicalResourceId: name,
        PhysicalResourceId: stackId,
        ResourceType: 'AWS::CloudFormation::Stack',
        ResourceStatus: change.status,
        ...(change.reason === undefined ? {} : { ResourceStatusReason: change.reason }),
      });
    }
  }
  return { events, changes: shown, failed, next: undefined };
}

/** Whether an update failed by itself after a change. */
function hasFailedBefore(next: Change | undefined, { status }: Change): boolean {
  const isFailure = next?.status === 'UPDATE_FAILED' || next?.status === 'UPDATE_ROLLBACK_IN_PROGRESS';
  return status === 'UPDATE_IN_PROGRESS' && isFailure && next.reason === failureReason;
}

/** The resource that failed first. Its reason names the update, so that a judge knows whose it is. */
function failedResourceOf({ id }: Update): object {
  return {
    LogicalResourceId: 'Service',
    PhysicalResourceId: 'service',
    ResourceType: 'AWS::ECS::Service',
    ResourceStatus: 'UPDATE_FAILED',
    ResourceStatusReason: id,
  };
}

/** What the resources do after a change of the stack. A nested stack is a resource, too, and a user began its update. */
function resourceAfter({ status }: Change, row: number): object {
  const ResourceStatus = status.includes('ROLLBACK') ? 'UPDATE_COMPLETE' : 'UPDATE_IN_PROGRESS';
  const resource = { LogicalResourceId: `Resource${row}`, PhysicalResourceId: `resource-${row}`, ResourceStatus };
  return row % 7 === 3
    ? { ...resource, ResourceType: 'AWS::CloudFormation::Stack', ResourceStatusReason: 'User Initiated' }
    : { ...resource, ResourceType: 'AWS::ECS::Service' };
}
