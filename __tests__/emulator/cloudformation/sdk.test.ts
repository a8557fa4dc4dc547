import {
  type CloudFormation,
  CreateStackCommand,
  paginateDescribeStackEvents,
  paginateDescribeStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { stacksClient } from './client.ts';

const minute = 60_000;
const template = '{"Description": "Sells things", "Resources": {"Service": {"Type": "AWS::ECS::Service"}}}';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('the SDK as client of CloudFormation', () => {
  let clock: FakeClock;
  let emulator: Emulator;
  let client: CloudFormation;

  beforeEach(async () => {
    clock = new FakeClock();
    const durations = { deployMilliseconds: 10 * minute, cancelMilliseconds: 2 * minute, cleanupMilliseconds: minute };
    emulator = await startEmulator({ clock, ...durations });
    client = stacksClient(emulator);
    return () => emulator.close();
  });

  async function stack(StackName = 'shop'): Promise<Stack | undefined> {
    const { Stacks = [] } = await client.describeStacks({ StackName });
    expect(Stacks).toHaveLength(1);
    return Stacks[0];
  }

  const cancel = (ClientRequestToken?: string, StackName = 'shop') =>
    client.cancelUpdateStack({ StackName, ClientRequestToken });
  const update = (version: string, ClientRequestToken?: string) =>
    client.updateStack({
      StackName: 'shop',
      UsePreviousTemplate: true,
      Parameters: [
        { ParameterKey: 'Version', ParameterValue: version },
        { ParameterKey: 'DatabasePassword', UsePreviousValue: true },
      ],
      ClientRequestToken,
    });

  test('creates a stack', async () => {
    const created = await client.createStack({
      StackName: 'shop',
      TemplateBody: template,
      Parameters: [{ ParameterKey: 'Version', ParameterValue: '1 & <2>\r\n' }],
      Tags: [{ Key: 'proton:service', Value: 'arn:aws:proton:us-east-1:123456789012:service/shop' }],
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      RoleARN: 'arn:aws:iam::123456789012:role/deploy',
      DisableRollback: true,
    });
    expect(created).toMatchObject({
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/shop\/[0-9a-f-]{36}$/),
      OperationId: expect.stringMatching(uuid),
    });
    const { StackId, OperationId } = created;
    expect(await stack()).toEqual({
      StackId,
      StackName: 'shop',
      Description: 'Sells things',
      Parameters: [{ ParameterKey: 'Version', ParameterValue: '1 & <2>\r\n' }],
      Tags: [{ Key: 'proton:service', Value: 'arn:aws:proton:us-east-1:123456789012:service/shop' }],
      Outputs: [],
      Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
      RoleARN: 'arn:aws:iam::123456789012:role/deploy',
      DisableRollback: true,
      CreationTime: new Date(clock.now()),
      StackStatus: 'CREATE_IN_PROGRESS',
      StackStatusReason: 'User Initiated',
      LastOperations: [{ OperationType: 'CREATE_STACK', OperationId }],
      NotificationARNs: [],
      RollbackConfiguration: {},
      EnableTerminationProtection: false,
      DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
    });
    clock.advance(10 * minute);
    expect(await stack(StackId)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  });

  test('refuses to create a stack that is there, except with the same token', async () => {
    const command = (ClientRequestToken: string) =>
      new CreateStackCommand({ StackName: 'shop', TemplateBody: template, ClientRequestToken });
    const { StackId } = await client.send(command('first'));
    expect(await client.send(command('first'))).toMatchObject({ StackId });
    expect(await rejectionOf(client.send(command('second')))).toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [shop] already exists',
    });
  });

  test('updates a stack: what is not given stays', async () => {
    emulator.cloudformation.addStack('shop', {
      roleArn: 'arn:aws:iam::123456789012:role/deploy',
      parameters: [{ name: 'DatabasePassword', value: 'from-before' }],
      tags: [{ name: 'team', value: 'a-tag' }],
    });
    const { OperationId } = await update('2');
    expect(await stack()).toMatchObject({
      StackStatus: 'UPDATE_IN_PROGRESS',
      LastUpdatedTime: new Date(clock.now()),
      Parameters: [
        { ParameterKey: 'Version', ParameterValue: '2' },
        { ParameterKey: 'DatabasePassword', ParameterValue: 'from-before' },
      ],
      Tags: [{ Key: 'team', Value: 'a-tag' }],
      RoleARN: 'arn:aws:iam::123456789012:role/deploy',
    });
    expect((await stack())?.LastOperations?.[0]).toEqual({ OperationType: 'UPDATE_STACK', OperationId });
    clock.advance(11 * minute);
    expect(await stack()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(await rejectionOf(update('2'))).toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
  });

  test('cancels an update: an empty answer, a rollback, and what was in place before', async () => {
    emulator.cloudformation.addStack('shop', { parameters: [{ name: 'Version', value: '1' }] });
    const updated = await update('2', 'up');
    clock.advance(minute);
    const { $metadata, ...answer } = await cancel('stop');
    expect(answer).toEqual({});
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: emulator.requests.at(-1)?.requestId });
    const rollingBack = await stack();
    expect(rollingBack).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
      StackStatusReason: 'User Initiated',
    });
    expect(rollingBack?.LastOperations?.slice(0, 2)).toEqual([
      { OperationType: 'ROLLBACK', OperationId: expect.stringMatching(uuid) },
      { OperationType: 'UPDATE_STACK', OperationId: updated.OperationId },
    ]);
    clock.advance(3 * minute);
    const done = await stack();
    expect(done).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      Parameters: [{ ParameterKey: 'Version', ParameterValue: '1' }],
    });
    expect(done?.StackStatusReason).toBeUndefined();
  });

  test('refuses a token of another operation', async () => {
    emulator.cloudformation.addStack('shop');
    await update('2', 'up');
    expect(await rejectionOf(cancel('up'))).toMatchObject({
      name: 'TokenAlreadyExistsException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test.each([
    { read: () => stack('bank'), message: 'Stack with id bank does not exist' },
    {
      read: () => client.describeStackEvents({ StackName: 'bank' }),
      message: 'Stack [bank] does not exist',
    },
    { read: () => cancel('stop', 'bank'), message: 'Stack [bank] does not exist' },
  ])('reports an unknown stack: $message', async ({ read, message }) => {
    expect(await rejectionOf(read())).toMatchObject({ name: 'ValidationError', message });
  });

  test('describes all stacks where no name is given, and none that is deleted', async () => {
    emulator.cloudformation.addStack('shop');
    emulator.cloudformation.addStack('bank');
    const gone = emulator.cloudformation.addStack('post', { status: 'DELETE_COMPLETE' });
    const { Stacks = [] } = await client.describeStacks({});
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(['bank', 'shop']);
    expect((await client.describeStacks({ StackName: '' })).Stacks).toHaveLength(2);
    expect(emulator.requests.map(({ target }) => target)).toEqual([undefined, undefined]);
    expect(await rejectionOf(stack('post'))).toMatchObject({ message: 'Stack with id post does not exist' });
    expect(await stack(gone)).toMatchObject({ StackStatus: 'DELETE_COMPLETE', DeletionTime: expect.any(Date) });
  });

  test('pages stacks', async () => {
    for (let number = 0; number < 250; number += 1) emulator.cloudformation.addStack(`stack-${number}`);
    const pages: (string | undefined)[][] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      pages.push(Stacks.map(({ StackName }) => StackName));
    }
    expect(pages.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(new Set(pages.flat()).size).toBe(250);
  });

  test('lists stacks by their states', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS', description: 'Sells' });
    emulator.cloudformation.addStack('bank', { status: 'DELETE_COMPLETE' });
    const { StackSummaries } = await client.listStacks({});
    expect(StackSummaries).toMatchObject([
      { StackName: 'bank', StackStatus: 'DELETE_COMPLETE' },
      { StackName: 'shop', StackStatus: 'UPDATE_IN_PROGRESS', TemplateDescription: 'Sells' },
    ]);
    const filtered = await client.listStacks({ StackStatusFilter: ['UPDATE_IN_PROGRESS'] });
    expect(filtered.StackSummaries).toMatchObject([{ StackName: 'shop' }]);
  });

  test('leaves an import out of the last operations, whose types know none', async () => {
    emulator.cloudformation.addStack('shop', { status: 'IMPORT_IN_PROGRESS' });
    expect((await stack())?.LastOperations).toEqual([]);
  });

  test('shows the parent and the root of a nested stack', async () => {
    const rootId = emulator.cloudformation.addStack('root');
    const parentId = emulator.cloudformation.addStack('middle', { parentId: rootId });
    emulator.cloudformation.addStack('leaf', { parentId, rootId });
    expect(await stack('middle')).toMatchObject({ ParentId: rootId, RootId: rootId });
    expect(await stack('leaf')).toMatchObject({ ParentId: parentId, RootId: rootId });
    expect((await stack('root'))?.ParentId).toBeUndefined();
  });

  test('shows events, newest first, as AWS writes them', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS', token: 'up' });
    clock.advance(minute);
    await cancel('stop');
    clock.advance(3 * minute);
    const { StackEvents = [] } = await client.describeStackEvents({ StackName: 'shop' });
    const own = StackEvents.filter(({ ResourceType }) => ResourceType === 'AWS::CloudFormation::Stack');
    expect(
      own.slice(0, 4).map((event) => [event.ResourceStatus, event.ResourceStatusReason, event.ClientRequestToken]),
    ).toEqual([
      ['UPDATE_ROLLBACK_COMPLETE', undefined, 'stop'],
      ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undefined, 'stop'],
      ['UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', 'stop'],
      ['UPDATE_IN_PROGRESS', 'User Initiated', 'up'],
    ]);
    const operations = new Set(own.slice(0, 3).map(({ OperationId }) => OperationId));
    expect(operations).toEqual(new Set([(await stack())?.LastOperations?.[0]?.OperationId]));
    expect(StackEvents).toContainEqual(
      expect.objectContaining({ LogicalResourceId: 'Service', ResourceStatusReason: 'Resource update cancelled' }),
    );
    expect(own[0]).toMatchObject({
      StackId: own[0]?.PhysicalResourceId,
      StackName: 'shop',
      LogicalResourceId: 'shop',
      EventId: expect.stringMatching(uuid),
      Timestamp: new Date(clock.now()),
    });
  });

  test('pages events, also while new ones come', async () => {
    const resources = Array.from({ length: 60 }, (_, index) => `Resource${index}`);
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS', resources });
    const expected = emulator.cloudformation.events('shop').map(({ eventId }) => eventId);
    const pages: (string | undefined)[][] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: 'shop' })) {
      pages.push(StackEvents.map(({ EventId }) => EventId));
      clock.advance(10 * minute);
    }
    expect(pages.map(({ length }) => length)).toEqual([100, 83]);
    expect(pages.flat()).toEqual(expected.toReversed());
  });

  test('deletes a stack, and accepts the deletion of one that does not exist', async () => {
    const id = emulator.cloudformation.addStack('shop', { deleteMilliseconds: minute });
    await client.deleteStack({ StackName: 'shop' });
    await client.deleteStack({ StackName: 'bank' });
    expect(await stack()).toMatchObject({ StackStatus: 'DELETE_IN_PROGRESS' });
    clock.advance(minute);
    expect(await stack(id)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  });

  test('recovers a stack from a failure', async () => {
    emulator.cloudformation.addStack('shop', { status: 'UPDATE_ROLLBACK_FAILED' });
    await client.continueUpdateRollback({ StackName: 'shop' });
    expect((await stack())?.LastOperations?.[0]?.OperationType).toBe('CONTINUE_ROLLBACK');
    clock.advance(3 * minute);
    expect(await stack()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });

    const id = emulator.cloudformation.addStack('bank', { status: 'UPDATE_FAILED' });
    const answer = await client.rollbackStack({ StackName: 'bank' });
    expect(answer).toMatchObject({ StackId: id, OperationId: expect.stringMatching(uuid) });
    expect(await stack('bank')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' });
  });

  test('knows the parameters of a stack', async () => {
    emulator.cloudformation.addStack('shop', { parameters: [] });
    const summary = () => client.getTemplateSummary({ StackName: 'shop' });
    expect((await summary()).Parameters).toEqual([]);
    await update('2');
    expect((await summary()).Parameters).toMatchObject([
      { ParameterKey: 'Version' },
      { ParameterKey: 'DatabasePassword' },
    ]);
  });
});
