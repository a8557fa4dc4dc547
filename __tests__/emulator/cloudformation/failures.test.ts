import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock } from '../clients.ts';
import { stacksClient } from './client.ts';
import { eventsOfUpdate, minute, second, timeline } from './timeline.ts';

// What is recorded of updates that fail by themselves.

const StackName = 'shop';
const notStabilized =
  'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)';

let clock: FakeClock;
let emulator: Emulator;
let client: CloudFormation;

beforeEach(async () => {
  clock = new FakeClock();
  emulator = await startEmulator({ clock, deployMilliseconds: 30 * minute, cancelMilliseconds: 8 * minute });
  emulator.cloudformation.addStack(StackName, { resources: ['A', 'B', 'C'], updateEnding: 'UPDATE_FAILED' });
  client = stacksClient(emulator);
  return () => emulator.close();
});

const stack = async () => (await client.describeStacks({ StackName })).Stacks?.[0];
const update = () =>
  client.updateStack({ StackName, UsePreviousTemplate: true, Tags: [{ Key: 'version', Value: '2' }] });

test('the first resource of a failing update fails while the others have to be cancelled, before the rollback', async () => {
  await update();
  clock.advance(30 * minute - 12 * second);
  expect((await stack())?.StackStatus).toBe('UPDATE_IN_PROGRESS');
  clock.advance(12 * second);
  expect(timeline(await eventsOfUpdate(client, StackName)).slice(4)).toEqual([
    `-12 A UPDATE_FAILED ${notStabilized}`,
    '0 B UPDATE_FAILED Resource update cancelled',
    '0 C UPDATE_FAILED Resource update cancelled',
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [A, B, C]. ',
  ]);
});

test('a cancellation between the first failure and the rollback is taken, and cancels what has not failed', async () => {
  await update();
  clock.advance(30 * minute - 6 * second);
  await client.cancelUpdateStack({ StackName });
  clock.advance(second);
  expect(timeline(await eventsOfUpdate(client, StackName)).slice(4)).toEqual([
    `-6 A UPDATE_FAILED ${notStabilized}`,
    '0 shop UPDATE_ROLLBACK_IN_PROGRESS User Initiated',
    '0 B UPDATE_FAILED Resource update cancelled',
    '0 C UPDATE_FAILED Resource update cancelled',
  ]);
});

test('of the resources of a failed update one has a cause, under the id of the update', async () => {
  const { OperationId } = await update();
  clock.advance(30 * minute);
  const events = await eventsOfUpdate(client, StackName);
  const failed = events.filter(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED');
  expect(failed.map((event) => [event.LogicalResourceId, event.ResourceStatusReason])).toEqual([
    ['A', notStabilized],
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
