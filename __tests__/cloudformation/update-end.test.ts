import { describe, expect, test } from 'vitest';
import type { EndReading } from '../../src/cancellation/ports.ts';
import { readEventPage, type StackEvent } from '../../src/cloudformation/events.ts';
import { endOf, findUpdate } from '../../src/cloudformation/update-end.ts';

const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/11111111-2222-4333-8444-555555555555';
const ownToken = 'the-token-of-this-step';
const failed = 'The following resource(s) failed to update: [Database]. ';
const start = Date.parse('2026-11-24T09:00:00Z');

interface Line {
  readonly reason?: string;
  readonly operation?: string;
  readonly token?: string;
}

/** The stack's own events, oldest first, one a minute from 9:00 on. */
type History = readonly (readonly [status: string, line?: Line])[];

/** The events as DescribeStackEvents gives them: newest first. */
function eventsOf(history: History): readonly StackEvent[] {
  const events = history.map(([status, { reason, operation, token } = {}], index) => ({
    StackId: stackId,
    PhysicalResourceId: stackId,
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: status,
    ResourceStatusReason: reason,
    OperationId: operation,
    ClientRequestToken: token,
    Timestamp: new Date(start + index * 60_000),
  }));
  return readEventPage({ StackEvents: events.reverse() }).events;
}

function endIn(history: History, deploymentId?: string): EndReading | undefined {
  const question = { deploymentId, token: ownToken };
  const update = findUpdate(eventsOf(history), question);
  return update === undefined ? undefined : endOf(update, ownToken);
}

const created: History = [['CREATE_IN_PROGRESS', { reason: 'User Initiated' }], ['CREATE_COMPLETE']];
const begun: History = [...created, ['UPDATE_IN_PROGRESS', { reason: 'User Initiated', operation: 'update-1' }]];
const cancelledByUser: History = [
  ...begun,
  ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
  ['UPDATE_ROLLBACK_COMPLETE'],
];
const rolledBackByItself: History = [
  ...begun,
  ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed }],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
  ['UPDATE_ROLLBACK_COMPLETE'],
];

describe('how an update ended', () => {
  test('cancelled by a user', () => {
    expect(endIn(cancelledByUser, 'update-1')).toEqual({
      stage: 'cancelled',
      status: 'UPDATE_ROLLBACK_COMPLETE',
      message: undefined,
      deploymentId: 'update-1',
      endedAtEpoch: start + 5 * 60_000,
      rollbackCause: undefined,
    });
  });

  test('rolled back from a failure of its own', () => {
    expect(endIn(rolledBackByItself, 'update-1')).toMatchObject({ stage: 'rolled-back', rollbackCause: failed });
  });

  test('rolled back by its parent', () => {
    const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'Initiated by parent' }]];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'rolling-back', rollbackCause: 'Initiated by parent' });
  });

  test('rolled back without a reason', () => {
    const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS'], ['UPDATE_ROLLBACK_COMPLETE']];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'rolled-back', rollbackCause: undefined });
  });

  test('rolled back with the token of this step: by its cancellation, whatever the reason', () => {
    const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', { token: ownToken }]];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'cancelling', rollbackCause: undefined });
  });

  test.each([1, 2])('being cancelled (%i events of the rollback): no end yet', (count) => {
    expect(endIn(cancelledByUser.slice(0, begun.length + count), 'update-1')).toMatchObject({
      stage: 'cancelling',
      endedAtEpoch: undefined,
    });
  });

  test('in progress, though a user began the update', () => {
    expect(endIn(begun, 'update-1')).toMatchObject({
      stage: 'in-progress',
      status: 'UPDATE_IN_PROGRESS',
      message: 'User Initiated',
      endedAtEpoch: undefined,
    });
  });

  test('succeeded, from the beginning of the cleanup on', () => {
    const cleanup: History = [...begun, ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS']];
    const expected = { stage: 'succeeded', endedAtEpoch: start + 3 * 60_000, rollbackCause: undefined };
    expect(endIn(cleanup, 'update-1')).toMatchObject(expected);
    expect(endIn([...cleanup, ['UPDATE_COMPLETE']], 'update-1')).toMatchObject(expected);
  });

  test('stuck in a rollback that failed, whoever began it', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_FAILED', { reason: failed }],
    ];
    expect(endIn(history, 'update-1')).toMatchObject({
      stage: 'stuck',
      status: 'UPDATE_ROLLBACK_FAILED',
      message: failed,
    });
  });

  test('rolled back by itself, with a rollback that a user continued', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed }],
      ['UPDATE_ROLLBACK_FAILED', { reason: failed }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'rolled-back', rollbackCause: failed });
  });

  test('cancelled by a user, with a rollback that was continued', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_FAILED', { reason: failed }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(endIn(history, 'update-1')?.stage).toBe('cancelled');
  });

  test('failed, and rolled back by a user later: that was no cancellation', () => {
    const history: History = [
      ...begun,
      ['UPDATE_FAILED', { reason: failed }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'rolled-back', rollbackCause: failed });
  });

  test('what comes after another operation began is not the update’s', () => {
    for (const next of ['IMPORT_IN_PROGRESS', 'DELETE_IN_PROGRESS']) {
      expect(endIn([...cancelledByUser, [next]], 'update-1')?.stage).toBe('cancelled');
    }
  });

  test('an unknown status is no end', () => {
    expect(endIn([...begun, ['UPDATE_PAUSED']], 'update-1')).toMatchObject({
      stage: 'unknown',
      endedAtEpoch: undefined,
    });
  });
});

describe('which update is meant', () => {
  const next: History = [
    ['UPDATE_IN_PROGRESS', { reason: 'User Initiated', operation: 'update-2' }],
    ['UPDATE_COMPLETE'],
  ];
  const two: History = [...cancelledByUser, ...next];

  test('of two in a row, the one with the id', () => {
    expect(endIn(two, 'update-1')).toMatchObject({ stage: 'cancelled', deploymentId: 'update-1' });
    expect(endIn(two, 'update-2')).toMatchObject({ stage: 'succeeded', deploymentId: 'update-2' });
  });

  test('without an id, the latest one', () => {
    expect(endIn(two)).toMatchObject({ stage: 'succeeded', deploymentId: 'update-2' });
  });

  test('without an id, the one that this step cancelled', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated', token: ownToken, operation: 'cancel-1' }],
      ['UPDATE_ROLLBACK_COMPLETE', { token: ownToken }],
      ...next,
    ];
    expect(endIn(history)).toMatchObject({ stage: 'cancelled', deploymentId: 'update-1' });
  });

  test('an operation id of the rollback’s own does not matter', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated', operation: 'rollback-1' }],
      ['UPDATE_ROLLBACK_COMPLETE', { operation: 'rollback-1' }],
    ];
    expect(endIn(history, 'update-1')?.stage).toBe('cancelled');
    expect(endIn(history, 'update-3')).toBeUndefined();
  });

  test('if events have no operation ids, the latest one, which stays unnamed', () => {
    const history = two.map(([status, line]): History[number] => [status, { ...line, operation: '' }]);
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'succeeded', deploymentId: undefined });
  });

  test('if events have no operation ids, the one that this step cancelled', () => {
    const history: History = [
      ['UPDATE_IN_PROGRESS'],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { token: ownToken }],
      ['UPDATE_ROLLBACK_COMPLETE'],
      ['UPDATE_IN_PROGRESS'],
    ];
    expect(endIn(history, 'update-1')).toMatchObject({ stage: 'cancelled', deploymentId: undefined });
    expect(endIn(history)).toMatchObject({ stage: 'cancelled', deploymentId: undefined });
  });

  test('none, if its beginning is not among the events', () => {
    expect(endIn(two, 'update-3')).toBeUndefined();
    expect(endIn([['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }]])).toBeUndefined();
    expect(endIn(created)).toBeUndefined();
  });
});

test('resources and nested stacks don’t count', () => {
  const event = { StackId: stackId, ResourceStatus: 'UPDATE_IN_PROGRESS', Timestamp: new Date() };
  const events = [
    { ...event, PhysicalResourceId: 'a-bucket', ResourceType: 'AWS::S3::Bucket' },
    { ...event, PhysicalResourceId: `${stackId}-nested`, ResourceType: 'AWS::CloudFormation::Stack' },
    { ...event, PhysicalResourceId: undefined, StackId: undefined, ResourceType: 'AWS::CloudFormation::Stack' },
    undefined,
  ];
  expect(readEventPage({ StackEvents: events })).toEqual({ events: [], nextToken: undefined });
});
