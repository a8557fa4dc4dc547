import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../../src/aws/failure.ts';
import { readStack } from '../../src/cloudformation/readings.ts';

const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/11111111-2222-4333-8444-555555555555';
const created = new Date('2026-11-01T00:00:00Z');
const updated = new Date('2026-11-24T09:00:00Z');
const update = { OperationType: 'UPDATE_STACK', OperationId: 'update-2' };
const rollback = { OperationType: 'ROLLBACK', OperationId: 'rollback-2' };
const continued = { OperationType: 'CONTINUE_ROLLBACK', OperationId: 'continue-2' };
const changeSet = { OperationType: 'CREATE_CHANGESET', OperationId: 'change-set-2' };
const earlier = [
  { OperationType: 'ROLLBACK', OperationId: 'rollback-1' },
  { OperationType: 'UPDATE_STACK', OperationId: 'update-1' },
];

const leftovers = 'Update successful. One or more resources could not be deleted.';

function stack(fields: Readonly<Record<string, unknown>> = {}): unknown {
  const own = {
    StackId: stackId,
    StackName: 'shop',
    StackStatus: 'UPDATE_IN_PROGRESS',
    CreationTime: created,
    LastUpdatedTime: updated,
    Parameters: [{ ParameterKey: 'Password', ParameterValue: 'hunter2' }],
    Outputs: [{ OutputKey: 'Password', OutputValue: 'hunter2' }],
  };
  return { Stacks: [{ ...own, ...fields }] };
}

test('a stack with an update in progress', () => {
  const reading = readStack(stack({ StackStatusReason: 'User Initiated', LastOperations: [update] }));
  expect(reading).toEqual({
    stage: 'in-progress',
    status: 'UPDATE_IN_PROGRESS',
    message: 'User Initiated',
    deploymentId: 'update-2',
    begunAtEpoch: updated.getTime(),
    rollbackBy: undefined,
    isFirstDeployment: undefined,
    hasLeftovers: false,
    isBeingDeleted: false,
    nestedIn: undefined,
    reference: stackId,
    detail: {
      kind: 'stack',
      stack: {
        stackId,
        stackStatus: 'UPDATE_IN_PROGRESS',
        stackStatusReason: 'User Initiated',
        creationTime: created.toISOString(),
        lastUpdatedTime: updated.toISOString(),
      },
    },
    spec: undefined,
  });
});

describe('the update that the status is about', () => {
  test.each([
    ['UPDATE_IN_PROGRESS', [update, ...earlier], 'update-2'],
    ['UPDATE_IN_PROGRESS', [changeSet, update], 'update-2'],
    ['UPDATE_IN_PROGRESS', earlier, undefined],
    ['UPDATE_IN_PROGRESS', [], undefined],
    ['UPDATE_IN_PROGRESS', undefined, undefined],
    ['UPDATE_IN_PROGRESS', 'x', undefined],
    ['UPDATE_IN_PROGRESS', [undefined, { OperationType: 'UPDATE_STACK' }], undefined],
    ['UPDATE_COMPLETE', [update, ...earlier], 'update-2'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', [update], 'update-2'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', [update], 'update-2'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', [rollback, update, ...earlier], 'update-2'],
    ['UPDATE_ROLLBACK_COMPLETE', [rollback, update, ...earlier], 'update-2'],
    ['UPDATE_ROLLBACK_COMPLETE', [{ OperationType: 'CONTINUE_ROLLBACK' }, rollback, update], 'update-2'],
    ['UPDATE_ROLLBACK_FAILED', [rollback, update], 'update-2'],
    ['UPDATE_FAILED', [update], 'update-2'],
    ['CREATE_COMPLETE', [update], undefined],
    ['IMPORT_COMPLETE', [update], undefined],
    ['DELETE_IN_PROGRESS', [update], undefined],
  ])('in %s with %j: %s', (status, operations, id) => {
    expect(readStack(stack({ StackStatus: status, LastOperations: operations })).deploymentId).toBe(id);
  });
});

test.each([
  ['UPDATE_IN_PROGRESS', 'begunAtEpoch'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'lastUpdatedAtEpoch'],
  ['UPDATE_ROLLBACK_COMPLETE', 'lastUpdatedAtEpoch'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'begunAtEpoch'],
  ['UPDATE_COMPLETE', 'begunAtEpoch'],
  ['DELETE_IN_PROGRESS', undefined],
] as const)('in %s, LastUpdatedTime is %s', (status, field) => {
  const { begunAtEpoch, lastUpdatedAtEpoch } = readStack(stack({ StackStatus: status }));
  const expected = { begunAtEpoch: undefined, lastUpdatedAtEpoch: undefined };
  const said = field === undefined ? {} : { [field]: updated.getTime() };
  expect({ begunAtEpoch, lastUpdatedAtEpoch }).toEqual({ ...expected, ...said });
});

describe('who began a rollback, by the state itself', () => {
  test.each([
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', 'user'],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'User Initiated', 'user'],
    ['UPDATE_ROLLBACK_COMPLETE', 'User Initiated', 'user'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to update: [Database]. ', 'itself'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'Initiated by parent', 'parent'],
    ['UPDATE_ROLLBACK_COMPLETE', leftovers, undefined],
    ['UPDATE_ROLLBACK_COMPLETE', undefined, undefined],
    ['UPDATE_IN_PROGRESS', 'User Initiated', undefined],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'User Initiated', undefined],
    ['UPDATE_ROLLBACK_FAILED', 'User Initiated', undefined],
    ['ROLLBACK_IN_PROGRESS', 'User Initiated', undefined],
  ])('in %s with the reason %j: %s', (status, reason, by) => {
    expect(readStack(stack({ StackStatus: status, StackStatusReason: reason })).rollbackBy).toBe(by);
  });

  test.each([
    ['User Initiated', [continued, rollback, update], 'repair'],
    [undefined, [continued, rollback, update], 'repair'],
    ['User Initiated', [rollback, update], 'user'],
    ['User Initiated', [update, continued], 'user'],
    ['User Initiated', 'x', 'user'],
  ])('with the reason %j and the operations %j: %s', (reason, operations, by) => {
    const fields = { StackStatusReason: reason, LastOperations: operations };
    for (const status of ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE']) {
      expect(readStack(stack({ ...fields, StackStatus: status })).rollbackBy).toBe(by);
    }
  });
});

test.each([
  ['UPDATE_ROLLBACK_COMPLETE', leftovers, true],
  ['UPDATE_COMPLETE', leftovers, true],
  ['UPDATE_ROLLBACK_COMPLETE', 'User Initiated', false],
  ['UPDATE_ROLLBACK_COMPLETE', undefined, false],
])('in %s with the reason %j, resources were left behind: %s', (status, reason, hasLeftovers) => {
  expect(readStack(stack({ StackStatus: status, StackStatusReason: reason })).hasLeftovers).toBe(hasLeftovers);
});

test.each([
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'cleaning-up'],
  ['UPDATE_COMPLETE', 'succeeded'],
  ['ROLLBACK_IN_PROGRESS', 'other-rollback'],
  ['IMPORT_ROLLBACK_IN_PROGRESS', 'other-rollback'],
  ['IMPORT_IN_PROGRESS', 'other-operation'],
  ['UPDATE_PAUSED', 'unknown'],
])('%s is %s', (status, stage) => {
  expect(readStack(stack({ StackStatus: status }))).toMatchObject({ stage, status });
});

test('a nested stack names its root, or else its parent', () => {
  expect(readStack(stack({ ParentId: 'parent', RootId: 'root' })).nestedIn).toBe('root');
  expect(readStack(stack({ ParentId: 'parent' })).nestedIn).toBe('parent');
  expect(readStack(stack({ RootId: 'root' })).nestedIn).toBeUndefined();
});

test.each([
  ['DELETE_IN_PROGRESS', true],
  ['DELETE_COMPLETE', true],
  ['DELETE_FAILED', false],
  ['UPDATE_IN_PROGRESS', false],
])('in %s, the stack is being deleted: %s', (status, isBeingDeleted) => {
  expect(readStack(stack({ StackStatus: status })).isBeingDeleted).toBe(isBeingDeleted);
});

test('parameters and outputs are left out', () => {
  expect(JSON.stringify(readStack(stack()))).not.toContain('hunter2');
});

test.each([
  {},
  { Stacks: [] },
  { Stacks: 'x' },
  { Stacks: [undefined] },
  { Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }, { StackStatus: 'UPDATE_COMPLETE' }] },
  { Stacks: [{ StackId: stackId }] },
  undefined,
])('%j is not exactly one stack with a status', (output) => {
  expect(() => readStack(output)).toThrow(UnreadableAnswer);
});
