import { worldStart } from '../world/start.ts';
import type { StackApiSettings } from './stack-api.ts';
import type { Change } from './stack-update.ts';

/** A page of DescribeStackEvents, and the stack's own changes on it. */
export interface Page {
  readonly events: readonly object[];
  readonly changes: readonly Change[];
  /** The number of the next page's first event. */
  readonly next: number | undefined;
}

/** The events of a stack by a time, newest first, from the one with this number on. */
export function eventPage(changes: readonly Change[], at: number, from: number, settings: StackApiSettings): Page {
  const { pageSize, resources, eventsHaveIds, name, stackId } = settings;
  const events: object[] = [];
  const shown: Change[] = [];
  const visible = changes.filter((change) => change.at <= at);
  let number = 0;
  for (let index = visible.length - 1; index >= 0; index -= 1) {
    const change = visible[index];
    if (change === undefined) continue;
    // Newest first: what the resources did after a change of the stack comes before it.
    const rows = index === visible.length - 1 ? Math.floor(resources / 2) : resources;
    for (let row = 0; row <= rows; row += 1, number += 1) {
      if (number < from) continue;
      if (events.length === pageSize) return { events, changes: shown, next: number };
      const common = {
        StackId: stackId,
        StackName: name,
        Timestamp: new Date(worldStart + change.at),
        ...(eventsHaveIds ? { OperationId: change.operationId } : {}),
        ...(change.token === undefined ? {} : { ClientRequestToken: change.token }),
      };
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
  return { events, changes: shown, next: undefined };
}

/** What the resources do after a change of the stack. A nested stack is a resource, too, and a user began its update. */
function resourceAfter({ status }: Change, row: number): object {
  const ResourceStatus = status.includes('ROLLBACK') ? 'UPDATE_COMPLETE' : 'UPDATE_IN_PROGRESS';
  const resource = { LogicalResourceId: `Resource${row}`, PhysicalResourceId: `resource-${row}`, ResourceStatus };
  return row % 7 === 3
    ? { ...resource, ResourceType: 'AWS::CloudFormation::Stack', ResourceStatusReason: 'User Initiated' }
    : { ...resource, ResourceType: 'AWS::ECS::Service' };
}
