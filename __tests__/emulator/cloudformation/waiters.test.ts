import {
  CancelUpdateStackCommand,
  type CloudFormationClient,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackRollbackComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { rejectionOf } from '../clients.ts';
import { stacksClient } from './client.ts';

describe("the SDK's waiters, in real time", () => {
  let emulator: Emulator;
  let client: CloudFormationClient;

  beforeEach(async () => {
    const soon = { deployMilliseconds: 30, cancelMilliseconds: 30, cleanupMilliseconds: 10, deleteMilliseconds: 30 };
    emulator = await startEmulator(soon);
    client = stacksClient(emulator);
  });

  afterEach(async () => {
    client.destroy();
    await emulator.close();
  });

  const waiting = () => ({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 });

  test('see an update succeed', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
    expect(await waitUntilStackUpdateComplete(waiting(), { StackName: 'shop' })).toMatchObject({ state: 'SUCCESS' });
  });

  test('see an update that is cancelled fail, and its rollback succeed', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS', deployMilliseconds: 60_000 });
    await client.send(new CancelUpdateStackCommand({ StackName: 'shop' }));
    const rolledBack = await waitUntilStackRollbackComplete(waiting(), { StackName: 'shop' });
    expect(rolledBack).toMatchObject({ state: 'SUCCESS' });
    const failure = await rejectionOf(waitUntilStackUpdateComplete(waiting(), { StackName: 'shop' }));
    expect(failure.message).toContain('FAILURE');
  });

  test('see a rollback fail', async () => {
    emulator.cloudformation.addStack('shop', {
      status: 'UPDATE_ROLLBACK_IN_PROGRESS',
      rollbackEnding: 'UPDATE_ROLLBACK_FAILED',
    });
    const failure = await rejectionOf(waitUntilStackRollbackComplete(waiting(), { StackName: 'shop' }));
    expect(failure.message).toContain('FAILURE');
  });

  test('see a creation and a deletion succeed', async () => {
    const id = emulator.cloudformation.addStack('shop', { status: 'CREATE_IN_PROGRESS' });
    expect(await waitUntilStackCreateComplete(waiting(), { StackName: 'shop' })).toMatchObject({ state: 'SUCCESS' });
    emulator.cloudformation.beginDeletion('shop');
    expect(await waitUntilStackDeleteComplete(waiting(), { StackName: id })).toMatchObject({ state: 'SUCCESS' });
  });
});
