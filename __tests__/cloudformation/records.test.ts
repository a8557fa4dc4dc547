import { describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../../src/cancellation/ports.ts';
import { readEventPage } from '../../src/cloudformation/events.ts';
import { isAnsweredBy, recordsIn } from '../../src/cloudformation/records.ts';
import { eventsOf, type History, stackId, start } from './history.ts';

const ownToken = 'the-token-of-this-step';
const failed = 'The following resource(s) failed to update: [Database]. ';

function recordsOf(history: History): readonly DeploymentRecord[] {
  return recordsIn(eventsOf(history), ownToken);
}

/** The record of the latest update. */
function latestIn(history: History): DeploymentRecord | undefined {
  return recordsOf(history)[0];
}

const created: History = [['CREATE_IN_PROGRESS', { reason: 'User Initiated' }], ['CREATE_COMPLETE']];
const begun: History = [...created, ['UPDATE_IN_PROGRESS', { reason: 'User Initiated', operation: 'update-1' }]];
const undone: History = [['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'], ['UPDATE_ROLLBACK_COMPLETE']];
const cancelledByUser: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }], ...undone];
const next: History = [
  ['UPDATE_IN_PROGRESS', { reason: 'User Initiated', operation: 'update-2' }],
  ['UPDATE_COMPLETE'],
];
const two: History = [...cancelledByUser, ...next];

describe('how an update stands or ended', () => {
  test('cancelled by a user', () => {
    expect(latestIn(cancelledByUser)).toEqual({
      stage: 'cancelled',
      status: 'UPDATE_ROLLBACK_COMPLETE',
      message: undefined,
      deploymentId: 'update-1',
      begunAtEpoch: start + 2 * 60_000,
      endedAtEpoch: start + 5 * 60_000,
      rollbackBegunAtEpoch: start + 3 * 60_000,
      statesTold: 4,
      isCancelledByStep: false,
      rollbackBy: 'user',
      rollbackCause: undefined,
      failedResources: [],
    });
  });

  test.each([1, 2])('being cancelled (%i events of the rollback): no end yet', (count) => {
    expect(latestIn(cancelledByUser.slice(0, begun.length + count))).toMatchObject({
      stage: 'cancelling',
      rollbackBy: 'user',
      endedAtEpoch: undefined,
    });
  });

  test('in progress, though a user began the update', () => {
    expect(latestIn(begun)).toMatchObject({
      stage: 'in-progress',
      status: 'UPDATE_IN_PROGRESS',
      message: 'User Initiated',
      endedAtEpoch: undefined,
      rollbackBy: undefined,
    });
  });

  test('cleaning up after a success, and succeeded from the beginning of the cleanup on', () => {
    const cleanup: History = [...begun, ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS']];
    const expected = { endedAtEpoch: start + 3 * 60_000, rollbackBy: undefined, rollbackCause: undefined };
    expect(latestIn(cleanup)).toMatchObject({ stage: 'cleaning-up', ...expected });
    expect(latestIn([...cleanup, ['UPDATE_COMPLETE']])).toMatchObject({ stage: 'succeeded', ...expected });
  });

  test('stuck since the repair failed, and not since the rollback before it did', () => {
    const rollback: History = [['UPDATE_ROLLBACK_IN_PROGRESS'], ['UPDATE_ROLLBACK_FAILED']];
    const history: History = [...begun, ...rollback, ...rollback];
    expect(latestIn(history)).toMatchObject({ stage: 'stuck', endedAtEpoch: start + 6 * 60_000 });
  });

  test('stuck in a rollback that failed, whoever began it', () => {
    for (const [reason, rollbackBy] of [['User Initiated', 'user'] as const, [failed, 'itself'] as const]) {
      const history: History = [
        ...begun,
        ['UPDATE_ROLLBACK_IN_PROGRESS', { reason }],
        ['UPDATE_ROLLBACK_FAILED', { reason: failed }],
      ];
      expect(latestIn(history)).toMatchObject({
        stage: 'stuck',
        status: 'UPDATE_ROLLBACK_FAILED',
        message: failed,
        endedAtEpoch: start + 4 * 60_000,
        rollbackBy,
        rollbackCause: undefined,
      });
    }
  });

  test('what comes after another operation began is not the update’s', () => {
    for (const status of ['IMPORT_IN_PROGRESS', 'DELETE_IN_PROGRESS']) {
      expect(latestIn([...cancelledByUser, [status]])?.stage).toBe('cancelled');
    }
  });

  test('a deletion ends an update that was going on', () => {
    const cutOff: History = [...begun, ['DELETE_IN_PROGRESS'], ['DELETE_COMPLETE']];
    expect(latestIn(cutOff)).toMatchObject({ stage: 'deleted', endedAtEpoch: start + begun.length * 60_000 });
    expect(latestIn([...begun, ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'], ['DELETE_IN_PROGRESS']])?.stage).toBe(
      'cleaning-up',
    );
  });

  test('an unknown status is no end', () => {
    expect(latestIn([...begun, ['UPDATE_PAUSED']])).toMatchObject({ stage: 'unknown', endedAtEpoch: undefined });
  });
});

describe('who began a rollback', () => {
  test.each([
    ['User Initiated', 'cancelled', 'user', undefined],
    [failed, 'rolled-back', 'itself', failed],
    ['Initiated by parent', 'rolled-back', 'parent', 'Initiated by parent'],
    [undefined, 'rolled-back', undefined, undefined],
  ])('by the reason %j: %s, by %s', (reason, stage, rollbackBy, rollbackCause) => {
    const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', { ...(reason && { reason }) }], ...undone];
    expect(latestIn(history)).toMatchObject({ stage, rollbackBy, rollbackCause, isCancelledByStep: false });
  });

  test('the end’s own reason, that resources were left behind, is no cause', () => {
    const leftovers = 'Update successful. One or more resources could not be deleted.';
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed }],
      ['UPDATE_ROLLBACK_COMPLETE', { reason: leftovers }],
    ];
    expect(latestIn(history)).toMatchObject({
      stage: 'rolled-back',
      message: leftovers,
      rollbackCause: failed,
    });
  });

  test('with the token of this step: its cancellation, whatever the reason', () => {
    for (const reason of [{}, { reason: failed }, { reason: 'User Initiated' }]) {
      const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', { token: ownToken, ...reason }]];
      const expected = { isCancelledByStep: true, rollbackBy: 'user', rollbackCause: undefined };
      expect(latestIn(history)).toMatchObject({ stage: 'cancelling', ...expected });
      expect(latestIn([...history, ...undone])).toMatchObject({ stage: 'cancelled', ...expected });
    }
  });

  test('with the token of this step on anything but the rollback: that is no cancellation', () => {
    const history: History = [
      ['UPDATE_IN_PROGRESS', { token: ownToken }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed }],
    ];
    expect(latestIn(history)).toMatchObject({ stage: 'rolling-back', rollbackBy: 'itself', isCancelledByStep: false });
  });

  test('with the token of another’s request: that is not this step’s', () => {
    const line = { token: 'another', reason: 'User Initiated' };
    const history: History = [...begun, ['UPDATE_ROLLBACK_IN_PROGRESS', line]];
    expect(latestIn(history)).toMatchObject({ stage: 'cancelling', isCancelledByStep: false });
  });

  test.each([
    [failed, 'rolled-back', 'itself'],
    ['Initiated by parent', 'rolled-back', 'parent'],
    ['User Initiated', 'cancelled', 'user'],
  ])('ContinueUpdateRollback changes nothing of who began it: %j', (reason, stage, rollbackBy) => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason }],
      ['UPDATE_ROLLBACK_FAILED', { reason: failed }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_ROLLBACK_COMPLETE'],
    ];
    expect(latestIn(history)).toMatchObject({
      stage,
      rollbackBy,
      rollbackCause: rollbackBy === 'user' ? undefined : reason,
      endedAtEpoch: start + 6 * 60_000,
    });
  });

  test('RollbackStack after a failure without a rollback is a repair, and no cancellation', () => {
    const repairing: History = [
      ...begun,
      ['UPDATE_FAILED', { reason: failed }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
    ];
    const expected = { rollbackBy: 'repair', rollbackCause: failed };
    expect(latestIn(repairing)).toMatchObject({ stage: 'rolling-back', ...expected });
    expect(latestIn([...repairing, ...undone])).toMatchObject({ stage: 'rolled-back', ...expected });
  });
});

describe('which resources failed', () => {
  const reason = 'Service did not stabilize.';
  const service = { of: 'Service', type: 'AWS::ECS::Service' };

  test('the first one first, and at most three, each once', () => {
    const history: History = [
      ...begun,
      ['UPDATE_FAILED', { ...service, reason }],
      ['UPDATE_FAILED', { of: 'Queue', reason: 'Resource update cancelled' }],
      ['CREATE_FAILED', { of: 'Bucket', reason: 'Resource creation cancelled' }],
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed }],
      ['UPDATE_FAILED', { ...service, reason: 'Failed again in the rollback.' }],
      ['UPDATE_FAILED', { of: 'Queue', reason: 'No.' }],
      ['DELETE_FAILED', { of: 'Bucket', type: 'AWS::S3::Bucket' }],
      ['UPDATE_FAILED', { of: 'Topic' }],
      ['UPDATE_ROLLBACK_FAILED'],
    ];
    expect(latestIn(history)?.failedResources).toEqual([
      { logicalId: 'Service', resourceType: 'AWS::ECS::Service', status: 'UPDATE_FAILED', reason },
      { logicalId: 'Queue', resourceType: undefined, status: 'UPDATE_FAILED', reason: 'No.' },
      { logicalId: 'Bucket', resourceType: 'AWS::S3::Bucket', status: 'DELETE_FAILED', reason: undefined },
    ]);
  });

  test('not the stack itself, nor those of another update', () => {
    const history: History = [
      ...begun,
      ['UPDATE_FAILED', { ...service, reason }],
      ['UPDATE_FAILED', { reason: failed }],
      ['UPDATE_IN_PROGRESS', { operation: 'update-2' }],
      ['UPDATE_IN_PROGRESS', service],
    ];
    const [latest, earlier] = recordsOf(history);
    expect(latest?.failedResources).toEqual([]);
    expect(earlier?.failedResources).toMatchObject([{ logicalId: 'Service' }]);
  });

  test('none whose update was only cancelled', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated' }],
      ['UPDATE_FAILED', { ...service, reason: 'Resource update cancelled' }],
    ];
    expect(latestIn(history)?.failedResources).toEqual([]);
  });

  test('a nested stack that failed is a resource', () => {
    const nested = { of: 'Nested', type: 'AWS::CloudFormation::Stack', reason };
    expect(latestIn([...begun, ['UPDATE_FAILED', nested]])).toMatchObject({
      stage: 'in-progress',
      failedResources: [{ logicalId: 'Nested', resourceType: 'AWS::CloudFormation::Stack' }],
    });
  });
});

describe('the records of several updates', () => {
  test('come newest first, each with its own id', () => {
    expect(recordsOf(two)).toMatchObject([
      { stage: 'succeeded', deploymentId: 'update-2', begunAtEpoch: start + 6 * 60_000 },
      { stage: 'cancelled', deploymentId: 'update-1', begunAtEpoch: start + 2 * 60_000 },
    ]);
  });

  test('tell which one this step cancelled, with or without ids', () => {
    for (const operation of ['update-1', '']) {
      const history: History = [
        ...created,
        ['UPDATE_IN_PROGRESS', { operation }],
        ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: 'User Initiated', token: ownToken, operation: 'cancel-1' }],
        ['UPDATE_ROLLBACK_COMPLETE', { token: ownToken }],
        ...next,
      ];
      expect(recordsOf(history)).toMatchObject([
        { stage: 'succeeded', isCancelledByStep: false },
        { stage: 'cancelled', isCancelledByStep: true, deploymentId: operation || undefined },
      ]);
    }
  });

  test('an operation id of the rollback’s own does not matter', () => {
    const history: History = [
      ...begun,
      ['UPDATE_ROLLBACK_IN_PROGRESS', { reason: failed, operation: 'rollback-1' }],
      ['UPDATE_ROLLBACK_COMPLETE', { operation: 'rollback-1' }],
    ];
    expect(recordsOf(history)).toMatchObject([{ stage: 'rolled-back', deploymentId: 'update-1' }]);
  });

  test('leave out one whose beginning is not among the events', () => {
    expect(recordsOf(undone)).toEqual([]);
    expect(recordsOf([...undone, ...next])).toMatchObject([{ deploymentId: 'update-2' }]);
    expect(recordsOf(created)).toEqual([]);
  });
});

describe('whether the events reach back far enough', () => {
  function isAnswered(history: History, deploymentId: string | undefined, sinceSeconds?: number): boolean {
    const sinceEpoch = sinceSeconds === undefined ? undefined : start + sinceSeconds * 1_000;
    return isAnsweredBy(eventsOf(history), { deploymentId, token: ownToken, sinceEpoch });
  }
  const withoutIds = (history: History): History =>
    history.map(([status, line]) => [status, { ...line, operation: '' }]);

  test('for the latest update: to its beginning', () => {
    expect(isAnswered(two, undefined)).toBe(true);
    expect(isAnswered(undone, undefined)).toBe(false);
    expect(isAnswered(created, undefined)).toBe(false);
    expect(isAnswered([], undefined)).toBe(false);
  });

  test('for an update by its id: to the beginning of that one', () => {
    expect(isAnswered(two, 'update-1')).toBe(true);
    expect(isAnswered([...undone, ...next], 'update-1')).toBe(false);
    expect(isAnswered([...undone, ...next], 'update-2')).toBe(true);
  });

  test('where events have no ids, no id can be waited for', () => {
    expect(isAnswered(withoutIds(two), 'update-1')).toBe(true);
    expect(isAnswered(withoutIds(undone), 'update-1')).toBe(false);
  });

  test('for a time: to the operation that was going on then', () => {
    // The first update began at 2 min, the second one at 6 min.
    expect(isAnswered(two, undefined, 120)).toBe(true);
    expect(isAnswered(two.slice(3), undefined, 360)).toBe(true);
    expect(isAnswered(created, undefined, 0)).toBe(true);
    const latestAlone = two.slice(6).map(([status, line], index) => [status, { ...line, at: 360 + index }] as const);
    expect(isAnswered(latestAlone, undefined, 360)).toBe(true);
    expect(isAnswered(latestAlone, undefined, 359)).toBe(false);
  });

  test('for a time and an id: to both', () => {
    const at = (seconds: number, operation: string): History => [['UPDATE_IN_PROGRESS', { at: seconds, operation }]];
    const history: History = [...at(60, 'update-1'), ...at(120, 'update-2')];
    expect(isAnswered(history, 'update-1', 120)).toBe(true);
    expect(isAnswered(history, 'update-2', 60)).toBe(true);
    expect(isAnswered(history, 'update-0', 120)).toBe(false);
    expect(isAnswered(history, 'update-2', 59)).toBe(false);
    expect(isAnswered(withoutIds(history), 'update-0', 120)).toBe(true);
  });

  test('a resource’s event is no beginning of an update', () => {
    expect(isAnswered([['UPDATE_IN_PROGRESS', { of: 'Queue', operation: 'update-1' }]], 'update-1', 0)).toBe(false);
  });
});

test('events that name neither the stack nor a resource don’t count', () => {
  const event = { StackId: stackId, ResourceStatus: 'UPDATE_IN_PROGRESS', Timestamp: new Date() };
  const events = [
    { ...event, PhysicalResourceId: 'a-bucket', ResourceType: 'AWS::S3::Bucket' },
    { ...event, PhysicalResourceId: `${stackId}-nested`, ResourceType: 'AWS::CloudFormation::Stack' },
    { ...event, PhysicalResourceId: undefined, StackId: undefined, ResourceType: 'AWS::CloudFormation::Stack' },
    { ...event, ResourceStatus: undefined, LogicalResourceId: 'Queue' },
    undefined,
  ];
  expect(readEventPage({ StackEvents: events })).toEqual({ events: [], nextToken: undefined });
});

test('a page of events gives the token of the next one', () => {
  expect(readEventPage({ StackEvents: [], NextToken: 'page-2' }).nextToken).toBe('page-2');
});
