import { describe, expect, test } from 'vitest';
import type { DeploymentRecord, Reading } from '../../src/cancellation/ports.ts';
import { readStack } from '../../src/cloudformation/readings.ts';
import { recordsIn } from '../../src/cloudformation/records.ts';
import { eventsOf, type History, stackId, start } from './history.ts';

// Timelines of stacks at AWS, as people have published them (command-line output, logs, snapshots), with other names. Times are in
// seconds; the moment that counts, mostly the beginning of the rollback, is at `zero`. Where a recording begins later than the update,
// the update's own first event stands before it. Types that weren't recorded are left out.

const zero = 10_000;
const user = 'User Initiated';
const consequence = 'Resource update cancelled';
const nested = 'AWS::CloudFormation::Stack';
const leftovers = 'Update successful. One or more resources could not be deleted.';
const operations = {
  update: { OperationType: 'UPDATE_STACK', OperationId: 'update-1' },
  rollback: { OperationType: 'ROLLBACK', OperationId: 'rollback-1' },
  continued: { OperationType: 'CONTINUE_ROLLBACK', OperationId: 'continue-1' },
};

interface Recorded {
  readonly title: string;
  readonly events?: History;
  /** What the events say of each update, newest first. */
  readonly records?: readonly Partial<DeploymentRecord>[];
  /** What DescribeStacks answered. */
  readonly stack?: Readonly<Record<string, unknown>>;
  readonly reading?: Partial<Reading>;
}

function at(seconds: number, parts: Omit<NonNullable<History[number][1]>, 'at'> = {}): NonNullable<History[number][1]> {
  return { at: zero + seconds, ...parts };
}

function epoch(seconds: number): number {
  return start + (zero + seconds) * 1_000;
}

const recorded: readonly Recorded[] = [
  {
    title: 'R1 an ECS service that never settles, cancelled',
    events: [
      ['UPDATE_IN_PROGRESS', at(-2024, { reason: user })],
      ['UPDATE_IN_PROGRESS', at(-2022, { of: 'Service', type: 'AWS::ECS::Service' })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: user })],
      ['UPDATE_FAILED', at(0, { of: 'Service', type: 'AWS::ECS::Service', reason: consequence })],
      ['UPDATE_IN_PROGRESS', at(9, { of: 'Service', type: 'AWS::ECS::Service' })],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(499)],
      ['UPDATE_ROLLBACK_COMPLETE', at(499)],
    ],
    records: [
      {
        stage: 'cancelled',
        rollbackBy: 'user',
        begunAtEpoch: epoch(-2024),
        endedAtEpoch: epoch(499),
        failedResources: [],
      },
    ],
  },
  {
    title: 'R2 cancelled before a resource began',
    events: [
      ['UPDATE_IN_PROGRESS', at(-3, { reason: user })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: user })],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(12)],
      ['UPDATE_ROLLBACK_COMPLETE', at(12)],
    ],
    records: [{ stage: 'cancelled', rollbackBy: 'user', endedAtEpoch: epoch(12), failedResources: [] }],
  },
  {
    title: 'R3 a failure of its own, at the creation of a resource',
    events: [
      ['UPDATE_IN_PROGRESS', at(-48.1, { reason: user })],
      ['CREATE_IN_PROGRESS', at(-42.7, { of: 'AuthApplication' })],
      ['CREATE_COMPLETE', at(-35.8, { of: 'AuthApplication' })],
      ['CREATE_IN_PROGRESS', at(-33.5, { of: 'AuthGrant' })],
      ['CREATE_FAILED', at(-29.2, { of: 'AuthGrant', reason: 'Failed to create resource. 404' })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: 'The following resource(s) failed to create: [AuthGrant]. ' })],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(0.4)],
      ['DELETE_IN_PROGRESS', at(1.8, { of: 'AuthGrant' })],
      ['DELETE_COMPLETE', at(4.2, { of: 'AuthGrant' })],
      ['UPDATE_ROLLBACK_COMPLETE', at(8.3)],
    ],
    records: [
      {
        stage: 'rolled-back',
        rollbackBy: 'itself',
        rollbackCause: 'The following resource(s) failed to create: [AuthGrant]. ',
        endedAtEpoch: epoch(8.3),
        failedResources: [
          {
            logicalId: 'AuthGrant',
            resourceType: undefined,
            status: 'CREATE_FAILED',
            reason: 'Failed to create resource. 404',
          },
        ],
      },
    ],
  },
  {
    title: 'R4 a nested stack fails, and its siblings are cancelled',
    events: [
      ['UPDATE_IN_PROGRESS', at(-48, { reason: user })],
      ...['A', 'B', 'C', 'D'].map((of) => ['UPDATE_IN_PROGRESS', at(-28, { of, type: nested })] as const),
      ['UPDATE_FAILED', at(-17, { of: 'A', type: nested, reason: 'Embedded stack ARN was not successfully updated.' })],
      ...['B', 'C', 'D'].map((of) => ['UPDATE_FAILED', at(-6, { of, type: nested, reason: consequence })] as const),
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: 'The following resource(s) failed to update: [A, B, C, D]. ' })],
      ...['A', 'B', 'C', 'D'].map((of) => ['UPDATE_IN_PROGRESS', at(0.5, { of, type: nested })] as const),
      ...['A', 'B', 'C', 'D'].map((of) => ['UPDATE_COMPLETE', at(1, { of, type: nested })] as const),
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(2.3)],
      ['UPDATE_ROLLBACK_COMPLETE', at(3.6)],
    ],
    records: [
      {
        stage: 'rolled-back',
        rollbackBy: 'itself',
        endedAtEpoch: epoch(3.6),
        failedResources: [
          {
            logicalId: 'A',
            resourceType: nested,
            status: 'UPDATE_FAILED',
            reason: 'Embedded stack ARN was not successfully updated.',
          },
        ],
      },
    ],
  },
  {
    title: 'R4 between the failure and the rollback, when a cancellation would still be taken',
    events: [
      ['UPDATE_IN_PROGRESS', at(-48, { reason: user })],
      ['UPDATE_FAILED', at(-17, { of: 'A', type: nested, reason: 'Embedded stack ARN was not successfully updated.' })],
    ],
    records: [{ stage: 'in-progress', rollbackBy: undefined, endedAtEpoch: undefined }],
  },
  {
    title: 'R5 a child rolled back by its root, which fails',
    events: [
      ['UPDATE_IN_PROGRESS', at(-60, { reason: user })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: 'Initiated by parent' })],
      ['UPDATE_FAILED', at(0.5, { of: 'SQLDatabase', reason: consequence })],
      ['UPDATE_ROLLBACK_FAILED', at(5525, { reason: 'The following resource(s) failed to update: [SQLDatabase]. ' })],
    ],
    records: [{ stage: 'stuck', rollbackBy: 'parent', endedAtEpoch: epoch(5525), failedResources: [] }],
    stack: {
      StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
      StackStatusReason: 'Initiated by parent',
      ParentId: 'root',
      RootId: 'root',
    },
    reading: { stage: 'rolling-back', rollbackBy: 'parent', nestedIn: 'root' },
  },
  {
    title: 'R5 a sibling that is rolled back in the end',
    events: [
      ['UPDATE_IN_PROGRESS', at(-60, { reason: user })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: 'Initiated by parent' })],
      ['UPDATE_ROLLBACK_COMPLETE', at(3000)],
    ],
    records: [{ stage: 'rolled-back', rollbackBy: 'parent', rollbackCause: 'Initiated by parent' }],
  },
  {
    title: 'R5 a sibling that is still in cleanup two weeks later',
    events: [
      ['UPDATE_IN_PROGRESS', at(-60, { reason: user })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: 'Initiated by parent' })],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(3000)],
    ],
    records: [{ stage: 'rolling-back', rollbackBy: 'parent', endedAtEpoch: undefined }],
  },
  {
    title: 'R6 repaired by ContinueUpdateRollback',
    events: [
      ['UPDATE_IN_PROGRESS', at(-900, { reason: user })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(-600, { reason: 'The following resource(s) failed to update: [Queue]. ' })],
      ['UPDATE_ROLLBACK_FAILED', at(-300)],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: user })],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', at(33)],
      ['UPDATE_ROLLBACK_COMPLETE', at(34)],
    ],
    records: [{ stage: 'rolled-back', rollbackBy: 'itself', endedAtEpoch: epoch(34) }],
    stack: {
      StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
      StackStatusReason: user,
      LastOperations: [operations.continued, operations.rollback, operations.update],
    },
    reading: { stage: 'rolling-back', rollbackBy: 'repair', deploymentId: 'update-1' },
  },
  {
    title: 'R7 ECS gives up by itself after three hours',
    events: [
      ['UPDATE_IN_PROGRESS', at(-10_000, { reason: user })],
      [
        'UPDATE_ROLLBACK_IN_PROGRESS',
        at(0, { reason: 'The following resource(s) failed to update: [api, backoffice]. ' }),
      ],
      ['UPDATE_ROLLBACK_COMPLETE', at(463)],
    ],
    records: [
      {
        stage: 'rolled-back',
        rollbackBy: 'itself',
        rollbackCause: 'The following resource(s) failed to update: [api, backoffice]. ',
        begunAtEpoch: start,
        failedResources: [],
      },
    ],
    // LastUpdatedTime stays that of the update's beginning, which isn't documented: it isn't relied on.
    stack: { StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS', LastUpdatedTime: new Date(start) },
    reading: { stage: 'rolling-back', begunAtEpoch: undefined },
  },
  {
    title: 'R8 another cause: an export that is in use',
    events: [
      ['UPDATE_IN_PROGRESS', at(-5, { reason: user })],
      [
        'UPDATE_ROLLBACK_IN_PROGRESS',
        at(0, { reason: 'Export shop:Layer cannot be updated as it is in use by shop-b' }),
      ],
    ],
    records: [
      {
        stage: 'rolling-back',
        rollbackBy: 'itself',
        rollbackCause: 'Export shop:Layer cannot be updated as it is in use by shop-b',
        failedResources: [],
      },
    ],
  },
  {
    title: 'R9 resources were left behind',
    stack: { StackStatus: 'UPDATE_ROLLBACK_COMPLETE', StackStatusReason: leftovers },
    reading: { stage: 'rolled-back', rollbackBy: undefined, hasLeftovers: true },
  },
  {
    title: 'R10 at rest after a failure, with an operation id for the update and one for its rollback',
    events: [
      ['UPDATE_IN_PROGRESS', at(-40, { reason: user, operation: 'update-1' })],
      ['UPDATE_FAILED', at(-10, { of: 'Table', operation: 'update-1', reason: 'Throughput exceeded.' })],
      [
        'UPDATE_ROLLBACK_IN_PROGRESS',
        at(0, { operation: 'rollback-1', reason: 'The following resource(s) failed to update: [Table]. ' }),
      ],
      ['UPDATE_ROLLBACK_COMPLETE', at(20, { operation: 'rollback-1' })],
    ],
    records: [
      {
        stage: 'rolled-back',
        deploymentId: 'update-1',
        rollbackBy: 'itself',
        failedResources: [
          { logicalId: 'Table', resourceType: undefined, status: 'UPDATE_FAILED', reason: 'Throughput exceeded.' },
        ],
      },
    ],
    stack: {
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason: undefined,
      LastOperations: [operations.rollback, operations.update],
    },
    reading: { stage: 'rolled-back', deploymentId: 'update-1', rollbackBy: undefined, hasLeftovers: false },
  },
  {
    title: 'R11 finished',
    stack: { StackStatus: 'UPDATE_COMPLETE', LastOperations: [operations.update] },
    reading: { stage: 'succeeded', deploymentId: 'update-1' },
  },
  {
    title: 'R12 deleted, and asked for by its ARN',
    stack: { StackStatus: 'DELETE_COMPLETE', DeletionTime: new Date(start) },
    reading: { stage: 'deleted', isBeingDeleted: true, deploymentId: undefined, reference: stackId },
  },
  {
    title: 'R13 a child that is updated by itself',
    events: [['UPDATE_IN_PROGRESS', at(0, { reason: user })]],
    records: [{ stage: 'in-progress', rollbackBy: undefined }],
    stack: { StackStatus: 'UPDATE_IN_PROGRESS', StackStatusReason: user, ParentId: 'root', RootId: 'root' },
    reading: { stage: 'in-progress', rollbackBy: undefined, nestedIn: 'root' },
  },
  {
    title: 'R14 a failure with rollback disabled, and RollbackStack after it',
    events: [
      ['UPDATE_IN_PROGRESS', at(-90, { reason: user })],
      ['UPDATE_FAILED', at(-60, { reason: 'The following resource(s) failed to update: [Service]. ' })],
      ['UPDATE_ROLLBACK_IN_PROGRESS', at(0, { reason: user })],
      ['UPDATE_ROLLBACK_COMPLETE', at(31)],
    ],
    records: [
      {
        stage: 'rolled-back',
        rollbackBy: 'repair',
        rollbackCause: 'The following resource(s) failed to update: [Service]. ',
        endedAtEpoch: epoch(31),
      },
    ],
  },
  {
    title: 'R14 another update in UPDATE_FAILED',
    events: [
      ['UPDATE_IN_PROGRESS', at(-90, { reason: user, operation: 'update-1' })],
      ['UPDATE_FAILED', at(-60, { reason: 'The following resource(s) failed to update: [Service]. ' })],
      ['UPDATE_IN_PROGRESS', at(0, { reason: user, operation: 'update-2' })],
    ],
    records: [
      { stage: 'in-progress', deploymentId: 'update-2', rollbackBy: undefined },
      { stage: 'stuck', deploymentId: 'update-1', endedAtEpoch: epoch(-60) },
    ],
  },
];

const withEvents = recorded.flatMap(({ title, events, records }) =>
  events === undefined || records === undefined ? [] : [{ title, events, records }],
);

describe('the events of a recorded stack', () => {
  test.each(withEvents)('$title', ({ events, records }) => {
    const said = recordsIn(eventsOf(events), 'the-token-of-this-step');
    expect(said).toHaveLength(records.length);
    expect(said).toMatchObject(records);
  });

  test.each(withEvents)(
    'never say on the way that somebody cancelled what nobody did: $title',
    ({ events, records }) => {
      const isCancelled = records.some(({ stage }) => stage === 'cancelled');
      for (let count = 1; count <= events.length; count += 1) {
        for (const { stage, isCancelledByStep } of recordsIn(
          eventsOf(events.slice(0, count)),
          'the-token-of-this-step',
        )) {
          if (!isCancelled) expect(stage).not.toMatch(/cancel/);
          expect(isCancelledByStep).toBe(false);
        }
      }
    },
  );
});

describe('the answer of DescribeStacks about a recorded stack', () => {
  test.each(recorded.flatMap(({ title, stack, reading }) => (stack === undefined ? [] : [{ title, stack, reading }])))(
    '$title',
    ({ stack, reading }) => {
      expect(readStack({ Stacks: [{ StackId: stackId, StackName: 'shop', ...stack }] })).toMatchObject(reading ?? {});
    },
  );
});

test('every recorded timeline has a row', () => {
  const named = new Set(recorded.map(({ title }) => title.split(' ')[0]));
  expect([...named]).toEqual(Array.from({ length: 14 }, (_, index) => `R${index + 1}`));
});
