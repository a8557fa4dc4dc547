import { UnreadableAnswer } from '../aws/failure.ts';
import { asEpoch, asWords, property } from '../outside-data.ts';

/** An event of a stack itself, not of one of its resources. Texts are outside text. */
export interface StackEvent {
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
  /** The stack's own events, newest first. */
  readonly events: readonly StackEvent[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/** One update of a stack: its own events from the first on, oldest first. */
export interface Update {
  readonly events: readonly StackEvent[];
  /** Undefined if the events name none. */
  readonly operationId: string | undefined;
}

/** A page of DescribeStackEvents. Each field is checked: it is outside data. */
export function readEventPage(output: unknown): EventPage {
  const events = property(output, 'StackEvents');
  if (!Array.isArray(events)) throw new UnreadableAnswer();
  return {
    events: events.filter(isOfStackItself).flatMap(readEvent),
    nextToken: asWords(property(output, 'NextToken')),
  };
}

/** A nested stack is a resource of the same type, with another id. */
function isOfStackItself(event: unknown): boolean {
  const id = asWords(property(event, 'PhysicalResourceId'));
  const isStack = property(event, 'ResourceType') === 'AWS::CloudFormation::Stack';
  return isStack && id !== undefined && id === property(event, 'StackId');
}

function readEvent(event: unknown): readonly StackEvent[] {
  const status = asWords(property(event, 'ResourceStatus'));
  if (status === undefined) return [];
  return [
    {
      status,
      reason: asWords(property(event, 'ResourceStatusReason')),
      atEpoch: asEpoch(property(event, 'Timestamp')),
      operationId: asWords(property(event, 'OperationId')),
      token: asWords(property(event, 'ClientRequestToken')),
    },
  ];
}

/**
 * The updates in a stack's events, newest first, each with what followed until the next operation began. One whose first
 * event is not among them is left out.
 *
 * @param events the stack's own, newest first
 */
export function updatesIn(events: readonly StackEvent[]): readonly Update[] {
  const updates: Update[] = [];
  let following: StackEvent[] = [];
  for (const event of events) {
    following.unshift(event);
    if (!isBeginning(event.status)) continue;
    if (event.status === 'UPDATE_IN_PROGRESS') updates.push({ events: following, operationId: event.operationId });
    following = [];
  }
  return updates;
}

/** The statuses with which an operation begins that is no rollback. */
function isBeginning(status: string): boolean {
  return /^(CREATE|UPDATE|DELETE|IMPORT|REVIEW)_IN_PROGRESS$/.test(status);
}
