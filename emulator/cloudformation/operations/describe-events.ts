import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { cloudFormationError } from '../cloudformation-error.ts';
import { changeSetNameOrIdRule, nextTokenRule, stackNameOrIdRule } from '../rules.ts';
import { type FoundChangeSet, getChangeSet } from '../state/change-set-requests.ts';
import { stackMissing } from '../state/cloudformation-state.ts';
import { eventsBy, type StackEvent } from '../state/stack-events.ts';
import { operationChains, type StackOperation, type StackRecord } from '../state/stack-record.ts';
import { eventView } from './event-view.ts';
import { page } from './page.ts';
import { type Reading, recordIn } from './reading.ts';

/**
 * DescribeEvents: the events of a stack, of one of its operations, or of what a change set began, newest first; on request
 * those of failures alone.
 */
export function describeEvents(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.optionalText('StackName', stackNameOrIdRule);
  const changeSet = reader.optionalText('ChangeSetName', changeSetNameOrIdRule);
  const operationId = reader.optionalText('OperationId');
  const failuresOnly = reader.flag('Filters.FailedEvents');
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const views = scopesOf(reading, { nameOrId, changeSet, operationId }).flatMap(({ record, operationIds }) =>
    eventsBy(record, reading.atMilliseconds)
      .filter((event) => operationIds === undefined || operationIds.includes(event.operationId))
      .filter(({ status }) => !failuresOnly || status.endsWith('_FAILED'))
      .map((event) => operationEventView(record, event, reading)),
  );
  const { items, following } = page(views.reverse(), token);
  return { OperationEvents: items, NextToken: following };
}

/** A stack, and those of its operations that are asked for; all where that is not said. */
interface Scope {
  readonly record: StackRecord;
  readonly operationIds: readonly string[] | undefined;
}

interface Question {
  readonly nameOrId: string | undefined;
  readonly changeSet: string | undefined;
  readonly operationId: string | undefined;
}

function scopesOf(reading: Reading, { nameOrId, changeSet, operationId }: Question): readonly Scope[] {
  const operationIds = operationId === undefined ? undefined : [operationId];
  if (changeSet !== undefined) {
    const found = getChangeSet(reading.state, changeSet, nameOrId);
    return [{ record: found.record, operationIds: operationsOf(found, reading) }];
  }
  if (nameOrId !== undefined) return [{ record: recordIn(reading, nameOrId, stackMissing), operationIds }];
  if (operationIds === undefined) {
    throw cloudFormationError('ValidationError', 'One of ChangeSetName, OperationId or StackName must be specified.');
  }
  return reading.state.records().map((record) => ({ record, operationIds }));
}

/** The operation that carries a change set out, and the rollbacks that followed it. */
function operationsOf({ record, changeSet }: FoundChangeSet, { atMilliseconds }: Reading): readonly string[] {
  const isOfChangeSet = ({ id }: StackOperation) => id === changeSet.operationId;
  const chain = operationChains(record, atMilliseconds).find((operations) => operations.some(isOfChangeSet));
  return chain?.map(({ id }) => id) ?? [];
}

function operationEventView(record: StackRecord, event: StackEvent, reading: Reading): JsonObject {
  return {
    EventId: event.eventId,
    StackId: record.id,
    OperationId: event.operationId,
    EventType: eventType(record, event),
    ...eventView(event, reading),
  };
}

function eventType(record: StackRecord, { physicalId, status }: StackEvent): string {
  if (physicalId === record.id) return 'STACK_EVENT';
  return status.endsWith('_FAILED') ? 'PROVISIONING_ERROR' : 'PROGRESS_EVENT';
}
