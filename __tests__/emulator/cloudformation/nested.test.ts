import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import type { NewStack } from '../../../emulator/cloudformation/state/new-stack.ts';
import { stackStatuses } from '../../../emulator/cloudformation/state/stack-status.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { stacksClient } from './client.ts';
import { eventsOfUpdate, minute, second, timeline } from './timeline.ts';

// A stack whose parent is rolled back is rolled back, too (recorded).

let clock: FakeClock;
let emulator: Emulator;
let client: CloudFormation;

beforeEach(async () => {
  clock = new FakeClock();
  const durations = { deployMilliseconds: 30 * minute, cancelMilliseconds: 8 * minute, cleanupMilliseconds: minute };
  emulator = await startEmulator({ clock, ...durations });
  client = stacksClient(emulator);
  return () => emulator.close();
});

/** Puts a root in place whose update is in progress, and a stack that is nested in it. */
function family(child: NewStack = {}, root: NewStack = {}): void {
  const parentId = emulator.cloudformation.addStack('root', { status: 'UPDATE_IN_PROGRESS', ...root });
  emulator.cloudformation.addStack('child', { status: 'UPDATE_IN_PROGRESS', parentId, ...child });
}

const cancel = (StackName: string) => client.cancelUpdateStack({ StackName });
const statusesOf = async () => {
  const { Stacks = [] } = await client.describeStacks({});
  return Object.fromEntries(Stacks.map(({ StackName = '', StackStatus }) => [StackName, StackStatus]));
};

test('a cancelled root rolls a nested stack back in the same moment, and cancels its resources', async () => {
  family();
  clock.advance(minute);
  await cancel('root');
  clock.advance(9 * second);
  expect(timeline(await eventsOfUpdate(client, 'child')).slice(2)).toEqual([
    '0 child UPDATE_ROLLBACK_IN_PROGRESS Initiated by parent',
    '0 Service UPDATE_FAILED Resource update cancelled',
    '9 Service UPDATE_IN_PROGRESS -',
  ]);
  expect(await rejectionOf(cancel('child'))).toMatchObject({
    message: 'CancelUpdateStack cannot be called from current stack status',
  });
  clock.advance(9 * minute);
  expect(await statusesOf()).toEqual({ root: 'UPDATE_ROLLBACK_COMPLETE', child: 'UPDATE_ROLLBACK_COMPLETE' });
});

test('a root that fails by itself rolls back what is nested in it at any depth, at that time and not before', async () => {
  family({}, { updateEnding: 'UPDATE_FAILED', deployMilliseconds: 5 * minute });
  const parentId = emulator.cloudformation.stack('child')?.id ?? '';
  emulator.cloudformation.addStack('grandchild', { status: 'UPDATE_IN_PROGRESS', parentId });
  clock.advance(5 * minute - 1);
  expect(emulator.cloudformation.stack('grandchild')?.status).toBe('UPDATE_IN_PROGRESS');
  clock.advance(2 * minute);
  expect(emulator.cloudformation.stack('grandchild')).toMatchObject({
    status: 'UPDATE_ROLLBACK_IN_PROGRESS',
    reason: 'Initiated by parent',
  });
  const begun = ['root', 'child', 'grandchild']
    .map((name) => emulator.cloudformation.events(name))
    .map((events) =>
      events.find(
        ({ type, status }) => type === 'AWS::CloudFormation::Stack' && status === 'UPDATE_ROLLBACK_IN_PROGRESS',
      ),
    )
    .map((event) => event?.atMilliseconds);
  expect(new Set(begun).size).toBe(1);
});

test('the cleanup after the update of a nested stack is no point of no return', async () => {
  family({ status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', cleanupMilliseconds: 20 * minute });
  clock.advance(minute);
  await cancel('root');
  expect(await statusesOf()).toEqual({ root: 'UPDATE_ROLLBACK_IN_PROGRESS', child: 'UPDATE_ROLLBACK_IN_PROGRESS' });
});

test.each([
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_ROLLBACK_IN_PROGRESS',
  'DELETE_IN_PROGRESS',
] as const)('a root rolls nothing back in %s', async (status) => {
  family({ status, cancelled: true });
  const before = emulator.cloudformation.events('child');
  await cancel('root');
  expect(emulator.cloudformation.events('child')).toEqual(before);
});

test('a nested stack that was cancelled leaves its root alone, and one that is updated later is left alone', async () => {
  family({}, { cancelMilliseconds: 0, cleanupMilliseconds: 0 });
  await cancel('child');
  expect((await statusesOf())['root']).toBe('UPDATE_IN_PROGRESS');
  await cancel('root');
  clock.advance(10 * minute);
  emulator.cloudformation.setStatus('child', 'UPDATE_IN_PROGRESS');
  expect((await statusesOf())['child']).toBe('UPDATE_IN_PROGRESS');
});

test.each(stackStatuses)('a stack put in place as %s stays so, whatever its root has been through before', (status) => {
  for (const root of ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE'] as const) {
    const parentId = emulator.cloudformation.addStack('root', { status: root });
    clock.advance(5);
    emulator.cloudformation.addStack('child', { status, parentId });
    expect(emulator.cloudformation.stack('child')?.status).toBe(status);
  }
});
