import { UnreadableAnswer } from '../aws/failure.ts';
import { asEpoch, asWords, property } from '../outside-data.ts';

/** An event of a stack, or of one of its resources. Texts are outside text. */
export interface StackEvent {
  /** The resource that the event is about; undefined for the stack itself. */
  readonly resource: { readonly logicalId: string; readonly resourceType: string | undefined } | undefined;
  readonly status: string;
  readonly reason: string | undefined;
  /** In milliseconds since 1970 by AWS's clock. */
  readonly atEpoch: number | undefined;
  readonly operationId: string | undefined;
  /** The `ClientRequestToken` of the request that caused it. */
  readonly token: string | undefined;
}

/** One page of DescribeStackEvents. */
export interface EventPage {
  /** Newest first. */
  readonly events: readonly StackEvent[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/** One update of a stack, with its resources' events, from its first event on, oldest first. */
export interface Update {
  readonly events: readonly StackEvent[];
  /** Undefined if the events name none. */
  readonly operationId: string | undefined;
}

/** A page of DescribeStackEvents. Each field is checked: it is outside data. */
export function readEventPage(output: unknown): EventPage {
  const events = property(output, 'StackEvents');
  if (!Array.isArray(events)) throw new UnreadableAnswer();
  return { events: events.flatMap(readEvent), nextToken: asWords(property(output, 'NextToken')) };
}

/** A nested stack is a resource of the same type, with another id. */
function isOfStackItself(event: unknown): boolean {
  const id = asWords(property(event, 'PhysicalResourceId'));
  const isStack = property(event, 'ResourceType') === 'AWS::CloudFormation::Stack';
  return isStack && id !== undefined && id === property(event, 'StackId');
}

function readEvent(event: unknown): readonly StackEvent[] {
  const status = asWords(property(event, 'ResourceStatus'));
  const logicalId = asWords(property(event, 'LogicalResourceId'));
  const isStack = isOfStackItself(event);
  if (status === undefined || (!isStack && logicalId === undefined)) return [];
  return [
    {
      resource:
        isStack || logicalId === undefined
          ? undefined
          : { logicalId, resourceType: asWords(property(event, 'ResourceType')) },
      status,
      reason: asWords(property(event, 'ResourceStatusReason')),
      atEpoch: asEpoch(property(event, 'Timestamp')),
      operationId: asWords(property(event, 'OperationId')),
      token: asWords(property(event, 'ClientRequestToken')),
    },
  ];
}

/**
 * The updates in a stack's events, newest first, each with what followed until the next operation began, and with the deletion that cut it
 * off. One whose first event is not among them is left out.
 *
 * @param events newest first
 */
export function updatesIn(events: readonly StackEvent[]): readonly Update[] {
  const updates: Update[] = [];
  let following: StackEvent[] = [];
  let deletion: readonly StackEvent[] = [];
  for (const event of events) {
    following.unshift(event);
    if (!isBeginning(event)) continue;
    const own = isOpen(following) ? [...following, ...deletion] : following;
    if (event.status === 'UPDATE_IN_PROGRESS') updates.push({ events: own, operationId: event.operationId });
    deletion = event.status === 'DELETE_IN_PROGRESS' ? [event] : [];
    following = [];
  }
  return updates;
}

/** Whether an update is open after the last of its events: what cleans up has succeeded, or is rolled back. */
function isOpen(events: readonly StackEvent[]): boolean {
  const last = events.findLast(({ resource }) => resource === undefined);
  return last?.status === 'UPDATE_IN_PROGRESS' || last?.status === 'UPDATE_ROLLBACK_IN_PROGRESS';
}

/** Whether an operation begins with an event of the stack, other than a rollback. */
export function isBeginning({ resource, status }: StackEvent): boolean {
  return resource === undefined && /^(CREATE|UPDATE|DELETE|IMPORT|REVIEW)_IN_PROGRESS$/.test(status);
}
