import {
  type CloudFormation,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { runForStack, stackName } from '../dist/emulated-stack.ts';
import { emulate } from '../dist/emulated-step.ts';
import { rejectionOf } from '../emulator/clients.ts';
import { stacksClient } from '../emulator/cloudformation/client.ts';
import { updateOf } from '../whole-step/emulated.ts';

const changeSet = { StackName: stackName, ChangeSetName: `${stackName}-CS` };
const stack = { StackName: stackName };
const templateOf = (version: string) =>
  JSON.stringify({ Resources: { Orders: { Type: 'AWS::SQS::Queue', Properties: { QueueName: version } } } });

describe('aws-cloudformation-github-deploy, by its calls in their order', { timeout: 60_000 }, () => {
  let emulator: Emulator;
  let client: CloudFormation;

  beforeEach(async () => {
    emulator = await emulate({ createMilliseconds: 200, deployMilliseconds: 600_000, cleanupMilliseconds: 100 });
    client = stacksClient(emulator);
  });

  const waiting = () => ({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 });

  async function exists(): Promise<boolean> {
    const found = client.describeStacks(stack);
    return found.then(
      () => true,
      ({ name, message }: Error) => {
        expect({ name, message }).toMatchObject({ name: 'ValidationError', message: /does not exist/ });
        return false;
      },
    );
  }

  /** Gives the change set's end, and deletes one that failed: its name is always the same. */
  async function prepare(version: string, type: 'CREATE' | 'UPDATE'): Promise<'ready' | 'no changes'> {
    await client.createChangeSet({ ...changeSet, ChangeSetType: type, TemplateBody: templateOf(version) });
    try {
      await waitUntilChangeSetCreateComplete(waiting(), changeSet);
      return 'ready';
    } catch {
      const { Status, StatusReason } = await client.describeChangeSet(changeSet);
      expect({ Status, StatusReason }).toMatchObject({
        Status: 'FAILED',
        StatusReason: expect.stringContaining("The submitted information didn't contain changes"),
      });
      await client.deleteChangeSet(changeSet);
      return 'no changes';
    }
  }

  async function stopWhileWaiting(): Promise<Error> {
    const waited = rejectionOf(waitUntilStackUpdateComplete(waiting(), stack));
    const { outputs } = await runForStack(emulator);
    expect(outputs).toMatchObject({ outcome: 'cancelled', 'deployment-id': updateOf(emulator)?.id });
    return waited;
  }

  test('version 2.2.0 creates, changes nothing, is stopped twice, and reads why', async () => {
    expect(await exists()).toBe(false);
    expect(await prepare('1', 'CREATE')).toBe('ready');
    await client.describeChangeSet({ ...changeSet, IncludePropertyValues: true });
    await client.executeChangeSet(changeSet);
    await waitUntilStackCreateComplete(waiting(), stack);

    expect(await exists()).toBe(true);
    expect(await prepare('1', 'UPDATE')).toBe('no changes');

    for (const version of ['2', '3']) {
      expect(await prepare(version, 'UPDATE')).toBe('ready');
      await client.executeChangeSet(changeSet);
      // Its monitor of events asks meanwhile.
      const { OperationEvents } = await client.describeEvents(stack);
      expect(OperationEvents?.length).toBeGreaterThan(0);
      expect((await stopWhileWaiting()).message).toContain('FAILURE');
      const failed = await client.describeEvents({ ...stack, Filters: { FailedEvents: true } });
      expect(failed.OperationEvents).toContainEqual(
        expect.objectContaining({ LogicalResourceId: 'Orders', ResourceStatusReason: 'Resource update cancelled' }),
      );
    }
  });

  test('version 1.3.0 creates by CreateStack, changes nothing, and fails when it is stopped', async () => {
    expect(await exists()).toBe(false);
    await client.createStack({ ...stack, TemplateBody: templateOf('1') });
    await waitUntilStackCreateComplete(waiting(), stack);
    expect(await prepare('1', 'UPDATE')).toBe('no changes');
    expect(await prepare('2', 'UPDATE')).toBe('ready');
    await client.executeChangeSet(changeSet);
    expect((await stopWhileWaiting()).message).toContain('FAILURE');
  });
});
