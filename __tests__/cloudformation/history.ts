import { readEventPage, type StackEvent } from '../../src/cloudformation/events.ts';

export const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/11111111-2222-4333-8444-555555555555';

/** Second 0 of every history, in milliseconds since 1970. */
export const start = Date.parse('2026-11-24T09:00:00Z');

interface Line {
  /** Seconds since the start; by default a minute after the line before. */
  readonly at?: number;
  readonly reason?: string;
  readonly operation?: string;
  readonly token?: string;
  /** The logical id of the resource that the event is about; none for the stack itself. */
  readonly of?: string;
  /** The resource's type. */
  readonly type?: string;
}

/** The events of a stack and its resources, oldest first. */
export type History = readonly (readonly [status: string, line?: Line])[];

/** The events as DescribeStackEvents gives them: newest first. */
export function eventsOf(history: History): readonly StackEvent[] {
  let seconds = -60;
  const events = history.map(([status, line = {}]) => {
    seconds = line.at ?? seconds + 60;
    return outsideEvent(status, line, seconds);
  });
  return readEventPage({ StackEvents: events.reverse() }).events;
}

function outsideEvent(status: string, { of, type, reason, operation, token }: Line, seconds: number): unknown {
  return {
    StackId: stackId,
    LogicalResourceId: of ?? 'shop',
    // A nested stack is a resource of its parent, with an id of its own.
    PhysicalResourceId: of === undefined ? stackId : `${of}-1A2B3C`,
    ResourceType: of === undefined ? 'AWS::CloudFormation::Stack' : type,
    ResourceStatus: status,
    ResourceStatusReason: reason,
    OperationId: operation,
    ClientRequestToken: token,
    Timestamp: new Date(start + seconds * 1_000),
  };
}
