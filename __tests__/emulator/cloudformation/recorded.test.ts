import {
  CancelUpdateStackCommand,
  type CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  RollbackStackCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import type { NewStack } from '../../../emulator/cloudformation/state/new-stack.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from './client.ts';

// What is recorded of stacks on AWS: times, reasons and ids of operations of events, and LastOperations.

const second = 1000;
const minute = 60 * second;
const StackName = 'shop';

let clock: FakeClock;
let emulator: Emulator;
let client: CloudFormationClient;

beforeEach(async () => {
  clock = new FakeClock();
  const durations = { deployMilliseconds: 30 * minute, cancelMilliseconds: 8 * minute, cleanupMilliseconds: second };
  emulator = await startEmulator({ clock, ...durations });
  client = stacksClient(emulator);
  return () => emulator.close();
});

const stack = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
const operationTypes = async () => (await stack())?.LastOperations?.map(({ OperationType }) => OperationType);
const update = () =>
  client.send(new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Tags: [{ Key: 'version', Value: '2' }] }));

/** The events since the update began, oldest first. */
async function eventsOfUpdate(): Promise<readonly StackEvent[]> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const events = StackEvents.toReversed();
  return events.slice(events.findLastIndex((event) => isOwn(event) && event.ResourceStatus === 'UPDATE_IN_PROGRESS'));
}

const isOwn = ({ LogicalResourceId }: StackEvent) => LogicalResourceId === StackName;

/** Each event with its reason, in seconds from the beginning of the rollback. */
function timeline(events: readonly StackEvent[]): readonly string[] {
  const start = events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_ROLLBACK_IN_PROGRESS')?.Timestamp;
  return events.map(({ Timestamp, LogicalResourceId, ResourceStatus, ResourceStatusReason = '-' }) => {
    const seconds = Math.round(((Timestamp?.getTime() ?? 0) - (start?.getTime() ?? 0)) / second);
    return `${seconds} ${LogicalResourceId} ${ResourceStatus} ${ResourceStatusReason}`;
  });
}

test('a cancelled resource goes back some seconds after the stack does', async () => {
  emulator.cloudformation.addStack(StackName);
  await update();
  clock.advance(20 * minute);
  await client.send(new CancelUpdateStackCommand({ StackName }));
  clock.advance(9 * second - 1);
  expect(timeline(await eventsOfUpdate()).at(-1)).toBe('0 Service UPDATE_FAILED Resource update cancelled');
  clock.advance(8 * minute);
  expect(timeline(await eventsOfUpdate())).toEqual([
    '-1200 shop UPDATE_IN_PROGRESS User Initiated',
    '-1200 Service UPDATE_IN_PROGRESS -',
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS User Initiated',
    '0 Service UPDATE_FAILED Resource update cancelled',
    '9 Service UPDATE_IN_PROGRESS -',
    '480 Service UPDATE_COMPLETE -',
    '480 shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -',
    '481 shop UPDATE_ROLLBACK_COMPLETE -',
  ]);
});

test('no two events have the same time, whatever happens in the same moment', async () => {
  emulator.cloudformation.addStack(StackName, { resources: ['A', 'B', 'C'], cancelMilliseconds: 0 });
  await update();
  await client.send(new CancelUpdateStackCommand({ StackName }));
  const events = await eventsOfUpdate();
  expect(events.length).toBeGreaterThan(10);
  const times = events.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
});

test('of the resources of a failed update one has a cause, under the id of the update', async () => {
  emulator.cloudformation.addStack(StackName, { resources: ['A', 'B', 'C'], updateEnding: 'UPDATE_FAILED' });
  const { OperationId } = await update();
  clock.advance(30 * minute);
  const events = await eventsOfUpdate();
  const failed = events.filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  expect(failed.map((event) => [event.LogicalResourceId, event.ResourceStatusReason])).toEqual([
    ['A', expect.stringContaining('NotStabilized')],
    ['B', 'Resource update cancelled'],
    ['C', 'Resource update cancelled'],
  ]);
  expect(failed.map((event) => event.OperationId)).toEqual([OperationId, OperationId, OperationId]);
  expect(await stack()).toMatchObject({
    StackStatusReason: 'The following resource(s) failed to update: [A, B, C]. ',
    LastOperations: [
      { OperationType: 'ROLLBACK', OperationId: events.at(-1)?.OperationId },
      { OperationType: 'UPDATE_STACK', OperationId },
    ],
  });
});

test('the last operations are those of the last chain alone', async () => {
  emulator.cloudformation.addStack(StackName, { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
  await update();
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
  await client.send(new CancelUpdateStackCommand({ StackName }));
  clock.advance(10 * minute);
  expect(await operationTypes()).toEqual(['ROLLBACK', 'UPDATE_STACK']);
  await client.send(new ContinueUpdateRollbackCommand({ StackName }));
  expect(await operationTypes()).toEqual(['CONTINUE_ROLLBACK', 'ROLLBACK', 'UPDATE_STACK']);
  clock.advance(10 * minute);
  await update();
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
});

test('a stack that a change set creates has one CREATE_STACK, and was updated when that began', async () => {
  const set = { StackName, ChangeSetName: 'deploy' };
  await client.send(new CreateChangeSetCommand({ ...set, ChangeSetType: 'CREATE', TemplateBody: smallTemplate }));
  expect((await stack())?.LastUpdatedTime).toBeUndefined();
  clock.advance(minute);
  await client.send(new ExecuteChangeSetCommand(set));
  expect(await operationTypes()).toEqual(['CREATE_STACK']);
  expect(await stack()).toMatchObject({
    CreationTime: new Date(clock.now() - minute),
    LastUpdatedTime: new Date(clock.now()),
  });
});

test.each([
  { is: { updateEnding: 'UPDATE_FAILED' }, status: 'UPDATE_ROLLBACK_COMPLETE' },
  { is: {}, status: 'UPDATE_COMPLETE' },
] as const satisfies { is: NewStack; status: string }[])(
  'an end in $status says that resources were left behind',
  async ({ is, status }) => {
    emulator.cloudformation.addStack(StackName, { ...is, leavesResources: true });
    await update();
    clock.advance(60 * minute);
    const StackStatusReason = 'Update successful. One or more resources could not be deleted.';
    expect(await stack()).toMatchObject({ StackStatus: status, StackStatusReason });
  },
);

test('a nested stack that its parent rolls back has its resources cancelled', async () => {
  const parentId = emulator.cloudformation.addStack('root');
  emulator.cloudformation.addStack(StackName, { status: 'UPDATE_ROLLBACK_IN_PROGRESS', parentId });
  expect(timeline(await eventsOfUpdate()).slice(2)).toEqual([
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS Initiated by parent',
    '0 Service UPDATE_FAILED Resource update cancelled',
    '9 Service UPDATE_IN_PROGRESS -',
  ]);
});

test('a rollback that somebody asks for after a failure cancels nothing', async () => {
  emulator.cloudformation.addStack(StackName, { status: 'UPDATE_FAILED' });
  await client.send(new RollbackStackCommand({ StackName }));
  clock.advance(9 * second);
  expect(timeline(await eventsOfUpdate()).slice(-2)).toEqual([
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS User Initiated',
    '9 Service UPDATE_IN_PROGRESS -',
  ]);
});

test('a stack is not deleted during its cleanup', async () => {
  const id = emulator.cloudformation.addStack(StackName, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
  expect(await rejectionOf(client.send(new DeleteStackCommand({ StackName })))).toMatchObject({
    name: 'ValidationError',
    message: `Stack [${id}] cannot be deleted while in status UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    $metadata: { httpStatusCode: 400 },
  });
});

test('a rollback that fails without an updated resource could not delete what was created', async () => {
  emulator.cloudformation.addStack(StackName, { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
  const Resources = { Service: { Type: 'AWS::ECS::Service' }, Queue: { Type: 'AWS::SQS::Queue' } };
  await client.send(new UpdateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }));
  await client.send(new CancelUpdateStackCommand({ StackName }));
  clock.advance(8 * minute);
  expect((await stack())?.StackStatusReason).toBe('The following resource(s) failed to delete: [Queue]. ');
  expect(timeline(await eventsOfUpdate()).at(-2)).toMatch(/^480 Queue DELETE_FAILED Resource handler/);
});
