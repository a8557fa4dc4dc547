import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import type { NewStack } from '../../../emulator/cloudformation/state/new-stack.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from './client.ts';
import { eventsOfUpdate, minute, second, timeline } from './timeline.ts';

// What is recorded of stacks on AWS: times, reasons and ids of operations of events, and LastOperations.

const StackName = 'shop';

let clock: FakeClock;
let emulator: Emulator;
let client: CloudFormation;

beforeEach(async () => {
  clock = new FakeClock();
  const durations = { deployMilliseconds: 30 * minute, cancelMilliseconds: 8 * minute, cleanupMilliseconds: second };
  emulator = await startEmulator({ clock, ...durations });
  client = stacksClient(emulator);
  return () => emulator.close();
});

const stack = async () => (await client.describeStacks({ StackName })).Stacks?.[0];
const operationTypes = async () => (await stack())?.LastOperations?.map(({ OperationType }) => OperationType);
const update = () =>
  client.updateStack({ StackName, UsePreviousTemplate: true, Tags: [{ Key: 'version', Value: '2' }] });

test('a cancelled resource goes back some seconds after the stack does', async () => {
  emulator.cloudformation.addStack(StackName);
  await update();
  clock.advance(20 * minute);
  await client.cancelUpdateStack({ StackName });
  clock.advance(9 * second - 1);
  expect(timeline(await eventsOfUpdate(client, StackName)).at(-1)).toBe(
    '0 Service UPDATE_FAILED Resource update cancelled',
  );
  clock.advance(8 * minute);
  expect(timeline(await eventsOfUpdate(client, StackName))).toEqual([
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
  await client.cancelUpdateStack({ StackName });
  const events = await eventsOfUpdate(client, StackName);
  expect(events.length).toBeGreaterThan(10);
  const times = events.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
  expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
});

test('the last operations are those of the last chain alone', async () => {
  emulator.cloudformation.addStack(StackName, { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
  await update();
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
  await client.cancelUpdateStack({ StackName });
  clock.advance(10 * minute);
  expect(await operationTypes()).toEqual(['ROLLBACK', 'UPDATE_STACK']);
  await client.continueUpdateRollback({ StackName });
  expect(await operationTypes()).toEqual(['CONTINUE_ROLLBACK', 'ROLLBACK', 'UPDATE_STACK']);
  clock.advance(10 * minute);
  await update();
  expect(await operationTypes()).toEqual(['UPDATE_STACK']);
});

test('a stack that a change set creates has one CREATE_STACK, and was updated when that began', async () => {
  const set = { StackName, ChangeSetName: 'deploy' };
  await client.createChangeSet({ ...set, ChangeSetType: 'CREATE', TemplateBody: smallTemplate });
  expect((await stack())?.LastUpdatedTime).toBeUndefined();
  clock.advance(minute);
  await client.executeChangeSet(set);
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

test('a rollback that somebody asks for after a failure cancels nothing', async () => {
  emulator.cloudformation.addStack(StackName, { status: 'UPDATE_FAILED' });
  await client.rollbackStack({ StackName });
  clock.advance(9 * second);
  expect(timeline(await eventsOfUpdate(client, StackName)).slice(-2)).toEqual([
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS User Initiated',
    '9 Service UPDATE_IN_PROGRESS -',
  ]);
});

test('a stack is not deleted during its cleanup', async () => {
  const id = emulator.cloudformation.addStack(StackName, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' });
  expect(await rejectionOf(client.deleteStack({ StackName }))).toMatchObject({
    name: 'ValidationError',
    message: `Stack [${id}] cannot be deleted while in status UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`,
    $metadata: { httpStatusCode: 400 },
  });
});

test('a rollback that fails without an updated resource could not delete what was created', async () => {
  emulator.cloudformation.addStack(StackName, { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
  const Resources = { Service: { Type: 'AWS::ECS::Service' }, Queue: { Type: 'AWS::SQS::Queue' } };
  await client.updateStack({ StackName, TemplateBody: JSON.stringify({ Resources }) });
  await client.cancelUpdateStack({ StackName });
  clock.advance(8 * minute);
  expect((await stack())?.StackStatusReason).toBe('The following resource(s) failed to delete: [Queue]. ');
  expect(timeline(await eventsOfUpdate(client, StackName)).at(-2)).toMatch(/^480 Queue DELETE_FAILED Resource handler/);
});
