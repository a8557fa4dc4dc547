import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock } from '../clients.ts';
import { stacksClient } from './client.ts';

const minute = 60_000;
const StackName = 'shop';

const table = { Type: 'AWS::DynamoDB::Table' };
const queue = { Type: 'AWS::SQS::Queue' };
const service = (version: number) => ({ Type: 'AWS::ECS::Service', Properties: { Version: version } });

describe('the resources of a template', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: CloudFormation;

  beforeEach(async () => {
    clock = new FakeClock();
    const durations = { createMilliseconds: minute, deployMilliseconds: minute, cancelMilliseconds: minute };
    emulator = await startEmulator({ clock, ...durations, cleanupMilliseconds: minute });
    client = stacksClient(emulator);
    return () => emulator.close();
  });

  async function create(Resources: object, more: object = {}): Promise<void> {
    const TemplateBody = JSON.stringify({ Resources, ...more });
    await client.createStack({ StackName, TemplateBody });
    clock.advance(minute);
  }

  const update = (Resources: object) => client.updateStack({ StackName, TemplateBody: JSON.stringify({ Resources }) });

  /** The latest events, oldest first, without the statuses of the stack but for those given. */
  async function events(since: string): Promise<readonly string[]> {
    const { StackEvents = [] } = await client.describeStackEvents({ StackName });
    const words = StackEvents.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`).reverse();
    return words.slice(words.lastIndexOf(`${StackName} ${since}`));
  }

  test('are created with their types', async () => {
    await create({ Table: table, Service: service(1) });
    expect(await events('CREATE_IN_PROGRESS')).toEqual([
      'shop CREATE_IN_PROGRESS',
      'Table CREATE_IN_PROGRESS',
      'Service CREATE_IN_PROGRESS',
      'Table CREATE_COMPLETE',
      'Service CREATE_COMPLETE',
      'shop CREATE_COMPLETE',
    ]);
    const { StackEvents = [] } = await client.describeStackEvents({ StackName });
    expect(StackEvents).toContainEqual(
      expect.objectContaining({ LogicalResourceId: 'Table', ResourceType: 'AWS::DynamoDB::Table' }),
    );
  });

  test('are created, changed and removed by an update, and left alone where they stay as they are', async () => {
    await create({ Table: table, Service: service(1), Queue: queue });
    await update({ Table: table, Service: service(2), Topic: { Type: 'AWS::SNS::Topic' } });
    clock.advance(2 * minute);
    expect(await events('UPDATE_IN_PROGRESS')).toEqual([
      'shop UPDATE_IN_PROGRESS',
      'Topic CREATE_IN_PROGRESS',
      'Service UPDATE_IN_PROGRESS',
      'Topic CREATE_COMPLETE',
      'Service UPDATE_COMPLETE',
      'shop UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Queue DELETE_IN_PROGRESS',
      'Queue DELETE_COMPLETE',
      'shop UPDATE_COMPLETE',
    ]);
  });

  test('that an update created are cancelled, and deleted in the cleanup', async () => {
    await create({ Service: service(1) });
    await update({ Service: service(2), Queue: queue });
    await client.cancelUpdateStack({ StackName });
    clock.advance(2 * minute);
    expect(await events('UPDATE_ROLLBACK_IN_PROGRESS')).toEqual([
      'shop UPDATE_ROLLBACK_IN_PROGRESS',
      'Queue CREATE_FAILED',
      'Service UPDATE_FAILED',
      'Service UPDATE_IN_PROGRESS',
      'Service UPDATE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Queue DELETE_IN_PROGRESS',
      'Queue DELETE_COMPLETE',
      'shop UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  test('are named in the reason of a failure by what failed', async () => {
    emulator.cloudformation.addStack(StackName, { resources: ['Service'], updateEnding: 'UPDATE_FAILED' });
    await update({ Service: service(2), Queue: queue });
    clock.advance(minute);
    const { Stacks } = await client.describeStacks({ StackName });
    const reason =
      'The following resource(s) failed to create: [Queue]. The following resource(s) failed to update: [Service]. ';
    expect(Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS', StackStatusReason: reason }]);
  });

  test.each<[timeout: string | undefined, seconds: number]>([
    ['1', 1],
    ['3600', 3600],
    [undefined, 300],
  ])('that are wait conditions time out: %s', async (timeout, seconds) => {
    await create({ Queue: queue });
    const Signal = { Type: 'AWS::CloudFormation::WaitCondition', Properties: { Count: 1, Timeout: timeout } };
    await update({ Queue: queue, Signal });
    clock.advance(seconds * 1000 - 1);
    expect((await events('UPDATE_IN_PROGRESS')).at(-1)).toBe('Signal CREATE_IN_PROGRESS');
    clock.advance(1);
    expect((await events('UPDATE_IN_PROGRESS')).slice(1)).toEqual([
      'Signal CREATE_IN_PROGRESS',
      'Signal CREATE_FAILED',
      'shop UPDATE_ROLLBACK_IN_PROGRESS',
    ]);
    const { StackEvents } = await client.describeStackEvents({ StackName });
    expect(StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason).slice(0, 2)).toEqual([
      'The following resource(s) failed to create: [Signal]. ',
      'WaitCondition timed out. Received 0 conditions when expecting 1',
    ]);
  });

  test('are what a change set tells of', async () => {
    await create({ Table: table, Service: service(1), Queue: queue });
    const set = { StackName, ChangeSetName: 'deploy' };
    const Resources = { Table: table, Service: service(2), Topic: { Type: 'AWS::SNS::Topic' } };
    await client.createChangeSet({ ...set, TemplateBody: JSON.stringify({ Resources }) });
    const { Changes = [] } = await client.describeChangeSet(set);
    expect(Changes.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
      { Action: 'Add', LogicalResourceId: 'Topic', ResourceType: 'AWS::SNS::Topic' },
      { Action: 'Modify', LogicalResourceId: 'Service', PhysicalResourceId: 'shop-Service', Replacement: 'False' },
      { Action: 'Remove', LogicalResourceId: 'Queue' },
    ]);
  });

  test('give outputs their values, once the stack is created', async () => {
    const Outputs = {
      Url: { Value: 'https://example.com' },
      Table: { Value: { Ref: 'Table' } },
      Version: { Value: { Ref: 'Version' } },
      Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] } },
    };
    const outputs = async () => (await client.describeStacks({ StackName })).Stacks?.[0]?.Outputs;
    await create({ Table: table }, { Parameters: { Version: { Type: 'String', Default: '1' } }, Outputs });
    expect(await outputs()).toEqual([
      { OutputKey: 'Url', OutputValue: 'https://example.com' },
      { OutputKey: 'Table', OutputValue: 'shop-Table' },
      { OutputKey: 'Version', OutputValue: '1' },
      { OutputKey: 'Arn', OutputValue: '{"Fn::GetAtt":["Table","Arn"]}' },
    ]);
  });
});
