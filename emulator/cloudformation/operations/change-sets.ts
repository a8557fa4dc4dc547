import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../query-reader.ts';
import { changeSetNameOrIdRule, changeSetNameRule, clientRequestTokenRule, stackNameOrIdRule } from '../rules.ts';
import { nothingToChange } from '../state/change-set.ts';
import * as requests from '../state/change-set-requests.ts';
import { readDefinition } from './definition.ts';
import type { Reading } from './reading.ts';
import { parametersView, tagsView } from './stack-view.ts';

/** CreateChangeSet: describes a change of a stack, and creates the stack for review where it is a new one. */
export function createChangeSet({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const asked = {
    stackNameOrId: reader.text('StackName', stackNameOrIdRule),
    name: reader.text('ChangeSetName', changeSetNameRule),
    type: reader.optionalWord('ChangeSetType', ['CREATE', 'UPDATE'] as const) ?? 'UPDATE',
    description: reader.optionalText('Description'),
    definitionFrom: readDefinition(reader, state.settings),
  };
  reader.finish();
  const { record, changeSet } = requests.createChangeSet(state, asked);
  return { Id: changeSet.id, StackId: record.id };
}

/** DescribeChangeSet: what a change set would change, and whether it can be carried out. */
export function describeChangeSet({ state, time }: Reading, input: unknown): JsonObject {
  const { record, changeSet } = readChangeSet(new QueryReader(input), state);
  const { definition, hasChanges, executed } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: record.id,
    StackName: record.name,
    Description: changeSet.description,
    Parameters: parametersView(definition.parameters),
    Tags: tagsView(definition.tags),
    Capabilities: definition.capabilities,
    NotificationARNs: [],
    RollbackConfiguration: {},
    CreationTime: time(changeSet.createdAtMilliseconds),
    Status: hasChanges ? 'CREATE_COMPLETE' : 'FAILED',
    StatusReason: hasChanges ? undefined : nothingToChange,
    ExecutionStatus: executionStatus(hasChanges, executed),
    Changes: hasChanges ? record.behaviour.resources.map((id) => resourceChange(id, changeSet.type)) : [],
    IncludeNestedStacks: false,
  };
}

/** ExecuteChangeSet: begins the update or the creation that a change set describes. It answers no OperationId. */
export function executeChangeSet({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const token = reader.optionalText('ClientRequestToken', clientRequestTokenRule);
  const disableRollback = reader.flag('DisableRollback');
  requests.executeChangeSet(state, readChangeSet(reader, state), token, disableRollback);
  return {};
}

function readChangeSet(reader: QueryReader, state: Reading['state']): requests.FoundChangeSet {
  const name = reader.text('ChangeSetName', changeSetNameOrIdRule);
  const stack = reader.optionalText('StackName', stackNameOrIdRule);
  reader.finish();
  return requests.getChangeSet(state, name, stack);
}

function executionStatus(hasChanges: boolean, executed: boolean): string {
  if (!hasChanges) {
    return 'UNAVAILABLE';
  }
  return executed ? 'EXECUTE_COMPLETE' : 'AVAILABLE';
}

function resourceChange(logicalId: string, type: 'CREATE' | 'UPDATE'): JsonObject {
  const action = type === 'CREATE' ? 'Add' : 'Modify';
  return {
    Type: 'Resource',
    ResourceChange: { Action: action, LogicalResourceId: logicalId, ResourceType: 'AWS::ECS::Service' },
  };
}
