import type { JsonObject } from '../../json.ts';
import type { CloudFormationState } from '../state/cloudformation-state.ts';
import type { NamedValue, StackDefinition } from '../state/stack-definition.ts';
import { physicalIdOf } from '../state/stack-events.ts';
import { changesBy, latestChange, operationChains, type StackRecord } from '../state/stack-record.ts';
import type { StackStatus } from '../state/stack-status.ts';
import type { Reading } from './reading.ts';

/** A stack as DescribeStacks shows it (API reference, data type Stack). */
export function stackView(record: StackRecord, reading: Reading): JsonObject {
  const { definition, status } = latestChange(record, reading.atMilliseconds);
  return {
    ...commonView(record, reading),
    ...lastOperations(record, reading),
    Description: definition.description,
    Parameters: parametersView(definition.parameters),
    Outputs: beforeCreation.includes(status) ? [] : outputsView(record, definition),
    Tags: tagsView(definition.tags),
    Capabilities: definition.capabilities,
    RoleARN: definition.roleArn,
    DisableRollback: definition.disableRollback,
    NotificationARNs: [],
    RollbackConfiguration: {},
    EnableTerminationProtection: false,
  };
}

/** A stack as ListStacks shows it (API reference, data type StackSummary). */
export function stackSummary(record: StackRecord, reading: Reading): JsonObject {
  const { definition } = latestChange(record, reading.atMilliseconds);
  return {
    ...commonView(record, reading),
    ...lastOperations(record, reading),
    TemplateDescription: definition.description,
  };
}

/** The states of a stack that hasn't been created: it has no outputs. */
const beforeCreation: readonly StackStatus[] = [
  'REVIEW_IN_PROGRESS',
  'CREATE_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_IN_PROGRESS',
  'ROLLBACK_FAILED',
  'ROLLBACK_COMPLETE',
];

/** Outputs: a reference is resolved, any other function is shown as it is in the template. */
function outputsView(record: StackRecord, { outputs, parameters, resources }: StackDefinition): readonly JsonObject[] {
  const referred = (name: string): string | undefined =>
    parameters.find((parameter) => parameter.name === name)?.value ??
    (resources.some(({ logicalId }) => logicalId === name) ? physicalIdOf(record, name) : undefined);
  return outputs.map(({ name, value, refersTo }) => ({
    OutputKey: name,
    OutputValue: (refersTo === undefined ? undefined : referred(refersTo)) ?? value,
  }));
}

/** What a request answers that began an operation. */
export function begunOperationView(state: CloudFormationState, record: StackRecord): JsonObject {
  return { StackId: record.id, OperationId: state.latest(record).operation.id };
}

/** Parameters, as answers show them. */
export function parametersView(parameters: readonly NamedValue[]): readonly JsonObject[] {
  return parameters.map(({ name, value }) => ({ ParameterKey: name, ParameterValue: value }));
}

/** Tags, as answers show them. */
export function tagsView(tags: readonly NamedValue[]): readonly JsonObject[] {
  return tags.map(({ name, value }) => ({ Key: name, Value: value }));
}

function commonView(record: StackRecord, { atMilliseconds, time }: Reading): JsonObject {
  const changes = changesBy(record, atMilliseconds);
  const [created] = changes;
  const { status, reason } = latestChange(record, atMilliseconds);
  // A stack that a change set creates was there before, for its review.
  const updated = changes.findLast(
    (change) =>
      change.status === 'UPDATE_IN_PROGRESS' || (change.status === 'CREATE_IN_PROGRESS' && change !== created),
  );
  const deleted = changes.findLast((change) => change.status === 'DELETE_COMPLETE');
  return {
    StackId: record.id,
    StackName: record.name,
    CreationTime: time(created.atMilliseconds),
    LastUpdatedTime: updated === undefined ? undefined : time(updated.atMilliseconds),
    DeletionTime: deleted === undefined ? undefined : time(deleted.atMilliseconds),
    StackStatus: status,
    StackStatusReason: reason,
    ParentId: record.parentId,
    RootId: record.rootId,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/**
 * The latest operation that somebody asked for, and the rollbacks that followed it, newest first; nothing older (recorded).
 * Imports have no type in the API's model, so they are left out.
 */
function lastOperations(record: StackRecord, { atMilliseconds }: Reading): JsonObject {
  const operations = operationChains(record, atMilliseconds).at(-1) ?? [];
  const shown = operations.filter(({ type }) => type !== 'IMPORT');
  return { LastOperations: shown.map(({ id, type }) => ({ OperationType: type, OperationId: id })).reverse() };
}
