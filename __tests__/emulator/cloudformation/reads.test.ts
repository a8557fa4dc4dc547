import {
  type CloudFormation,
  type DescribeEventsCommandInput,
  DescribeStackResourcesCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from './client.ts';

const minute = 60_000;
const StackName = 'shop';
const template = `
Description: Sells things
Parameters:
  Version: { Type: Number, Default: 1 }
  Password: { Type: String, NoEcho: true, Description: Of the database }
Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Queue: { Type: AWS::SQS::Queue }
`;

let clock: FakeClock;
let emulator: Emulator;
let client: CloudFormation;

beforeEach(async () => {
  clock = new FakeClock();
  const durations = { createMilliseconds: minute, deployMilliseconds: minute, cancelMilliseconds: minute };
  emulator = await startEmulator({ clock, ...durations });
  client = stacksClient(emulator);
  return () => emulator.close();
});

describe('a template that is read', () => {
  const parameters = [
    { ParameterKey: 'Version', DefaultValue: '1', NoEcho: false },
    { ParameterKey: 'Password', NoEcho: true, Description: 'Of the database' },
  ];

  test('tells its parameters', async () => {
    const valid = await client.validateTemplate({ TemplateBody: template });
    expect(valid).toMatchObject({ Description: 'Sells things', Parameters: parameters });
    const summary = await client.getTemplateSummary({ TemplateBody: template });
    expect(summary).toMatchObject({
      Parameters: [{ ParameterType: 'Number' }, { ParameterType: 'String' }],
      ResourceTypes: ['AWS::DynamoDB::Table', 'AWS::SQS::Queue'],
    });
  });

  test('tells what is wrong with it', async () => {
    const TemplateBody = 'Resources: [';
    expect(await rejectionOf(client.validateTemplate({ TemplateBody }))).toMatchObject({
      name: 'ValidationError',
      message: 'Template format error: YAML not well-formed.',
    });
    expect(await rejectionOf(client.validateTemplate({}))).toMatchObject({
      message: 'Either Template URL or Template Body must be specified.',
    });
  });
});

describe('the resources of a stack', () => {
  const describeOne = (LogicalResourceId: string) => client.describeStackResource({ StackName, LogicalResourceId });

  beforeEach(() => client.createStack({ StackName, TemplateBody: template }));

  test('are told as they stand', async () => {
    const queue = {
      LogicalResourceId: 'Queue',
      PhysicalResourceId: 'shop-Queue',
      ResourceType: 'AWS::SQS::Queue',
      ResourceStatus: 'CREATE_IN_PROGRESS',
    };
    const one = await describeOne('Queue');
    expect(one.StackResourceDetail).toMatchObject({ ...queue, LastUpdatedTimestamp: expect.any(Date) });
    const all = await client.describeStackResources({ StackName });
    expect(all.StackResources).toMatchObject([{ LogicalResourceId: 'Table' }, { ...queue, StackName }]);
    const listed = await client.listStackResources({ StackName });
    expect(listed.StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'Table' }, queue]);
    clock.advance(minute);
    expect((await describeOne('Queue')).StackResourceDetail).toMatchObject({ ResourceStatus: 'CREATE_COMPLETE' });
  });

  test('are those that the stack has, by their ids', async () => {
    clock.advance(minute);
    await client.updateStack({ StackName, TemplateBody: template.replace(/ {2}Queue.*\n/, '') });
    clock.advance(2 * minute);
    const all = await client.describeStackResources({ StackName });
    expect(all.StackResources).toMatchObject([{ LogicalResourceId: 'Table' }]);
    expect((await rejectionOf(describeOne('Queue'))).message).toBe('Resource Queue does not exist for stack shop');
    const queue = new DescribeStackResourcesCommand({ StackName, LogicalResourceId: 'Queue' });
    expect((await client.send(queue)).StackResources).toEqual([]);
  });

  test('are listed in pages', async () => {
    const resources = Array.from({ length: 150 }, (_, index) => `Resource${index}`);
    emulator.cloudformation.addStack('large', { resources });
    const pages: (string | undefined)[][] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client },
      { StackName: 'large' },
    )) {
      pages.push(StackResourceSummaries.map(({ LogicalResourceId }) => LogicalResourceId));
    }
    expect(pages.map(({ length }) => length)).toEqual([100, 50]);
    expect(pages.flat()).toEqual(resources);
  });

  test.each([
    ['DescribeStackResources', () => client.describeStackResources({ StackName: 'bank' })],
    ['ListStackResources', () => client.listStackResources({ StackName: 'bank' })],
  ])('of an unknown stack are refused: %s', async (_operation, read) => {
    expect((await rejectionOf(read())).message).toBe('Stack with id bank does not exist');
  });
});

describe('events by operation', () => {
  const events = async (question: DescribeEventsCommandInput) => {
    const { OperationEvents = [] } = await client.describeEvents(question);
    return OperationEvents.map((event) => `${event.EventType} ${event.LogicalResourceId} ${event.ResourceStatus}`);
  };

  test('are those of one operation, or of its failures alone', async () => {
    emulator.cloudformation.addStack(StackName, { updateEnding: 'UPDATE_FAILED' });
    const { OperationId } = await client.updateStack({
      StackName,
      UsePreviousTemplate: true,
      Tags: [{ Key: 'version', Value: '2' }],
    });
    clock.advance(3 * minute);
    const ofUpdate = [
      'PROVISIONING_ERROR Service UPDATE_FAILED',
      'PROGRESS_EVENT Service UPDATE_IN_PROGRESS',
      'STACK_EVENT shop UPDATE_IN_PROGRESS',
    ];
    expect(await events({ OperationId })).toEqual(ofUpdate);
    expect(await events({ StackName, OperationId })).toEqual(ofUpdate);
    expect(await events({ StackName, Filters: { FailedEvents: true } })).toEqual(ofUpdate.slice(0, 1));
    expect((await events({ StackName })).length).toBeGreaterThan(10);
  });

  test('are those that a change set began, with the rollback', async () => {
    emulator.cloudformation.addStack(StackName);
    const set = { StackName, ChangeSetName: 'deploy' };
    const Tags = [{ Key: 'version', Value: '2' }];
    await client.createChangeSet({ ...set, TemplateBody: smallTemplate, Tags });
    expect(await events(set)).toEqual([]);
    await client.executeChangeSet(set);
    await client.cancelUpdateStack({ StackName });
    expect(await events(set)).toEqual([
      'PROVISIONING_ERROR Service UPDATE_FAILED',
      'STACK_EVENT shop UPDATE_ROLLBACK_IN_PROGRESS',
      'PROGRESS_EVENT Service UPDATE_IN_PROGRESS',
      'STACK_EVENT shop UPDATE_IN_PROGRESS',
    ]);
  });

  test('need a stack, a change set or an operation', async () => {
    const error = await rejectionOf(client.describeEvents({}));
    expect(error.message).toBe('One of ChangeSetName, OperationId or StackName must be specified.');
  });
});
