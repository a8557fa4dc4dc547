import type { ApiError } from '../../http/api-error.ts';
import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../query-reader.ts';
import { nextTokenRule, stackNameOrIdRule, templateRule } from '../rules.ts';
import { stackMissing, stackUnknown } from '../state/cloudformation-state.ts';
import { eventsBy } from '../state/stack-events.ts';
import { latestChange, type StackRecord } from '../state/stack-record.ts';
import { stackStatuses } from '../state/stack-status.ts';
import { existsAt, isThereAt } from '../state/stack-store.ts';
import { page } from './page.ts';
import type { Reading } from './reading.ts';
import { stackSummary, stackView } from './stack-view.ts';

/** DescribeStacks: one stack; all that are not deleted, newest first, where no name or an empty one is given. */
export function describeStacks(reading: Reading, input: unknown): JsonObject {
  const { state } = reading;
  const reader = new QueryReader(input);
  const nameOrId = reader.optionalText('StackName', { ...stackNameOrIdRule, minimum: 0, pattern: nameOrIdOrNothing });
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const records =
    nameOrId === undefined || nameOrId === ''
      ? state.records().filter((record) => isThereAt(record, reading.atMilliseconds))
      : [recordIn(reading, nameOrId, stackUnknown)];
  const views = records.map((record) => stackView(record, reading)).reverse();
  const { items, following } = page(views, token);
  return { Stacks: items, NextToken: following };
}

const nameOrIdOrNothing = new RegExp(`^$|${stackNameOrIdRule.pattern?.source}`);

/** DescribeStackEvents: the events of a stack and its resources, newest first. */
export function describeStackEvents(reading: Reading, input: unknown): JsonObject {
  const { atMilliseconds, time } = reading;
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const record = recordIn(reading, nameOrId, stackMissing);
  const events = eventsBy(record, atMilliseconds).map((event) => ({
    StackId: record.id,
    StackName: record.name,
    EventId: event.eventId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: time(event.atMilliseconds),
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
    ClientRequestToken: event.token,
    OperationId: event.operationId,
  }));
  const { items, following } = page(events.reverse(), token);
  return { StackEvents: items, NextToken: following };
}

/** ListStacks: all stacks, deleted ones included, newest first; or those in some states. */
export function listStacks(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const wanted = reader.optionalWords('StackStatusFilter', stackStatuses);
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const summaries = reading.state
    .records()
    .filter((record) => existsAt(record, reading.atMilliseconds))
    .filter((record) => wanted?.includes(latestChange(record, reading.atMilliseconds).status) ?? true)
    .map((record) => stackSummary(record, reading));
  const { items, following } = page(summaries.reverse(), token);
  return { StackSummaries: items, NextToken: following };
}

/** GetTemplateSummary, as far as `aws cloudformation deploy` needs it: the parameters that a stack has. */
export function getTemplateSummary({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.optionalText('StackName', stackNameOrIdRule);
  reader.optionalText('TemplateBody', templateRule);
  reader.finish();
  const definition = nameOrId === undefined ? undefined : state.latest(state.get(nameOrId, stackUnknown)).definition;
  const parameters = definition?.parameters ?? [];
  return {
    Parameters: parameters.map(({ name }) => ({ ParameterKey: name, ParameterType: 'String', NoEcho: false })),
    Description: definition?.description,
    ResourceTypes: ['AWS::ECS::Service'],
    Version: '2010-09-09',
  };
}

/** The stack that a read finds, which can be a while ago. */
function recordIn(
  { state, atMilliseconds }: Reading,
  nameOrId: string,
  missing: (nameOrId: string) => ApiError,
): StackRecord {
  const record = state.find(nameOrId, atMilliseconds);
  if (record === undefined) {
    throw missing(nameOrId);
  }
  return record;
}
