import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../query-reader.ts';
import { getChangeSet } from '../state/change-set-requests.ts';
import { changeSetSummary, readChangeSetName } from './change-set-view.ts';
import type { Reading } from './reading.ts';
import { parametersView, tagsView } from './stack-view.ts';

/** DescribeChangeSet: what a change set would change, and whether it can be carried out. */
export function describeChangeSet(reading: Reading, input: unknown): JsonObject {
  const found = getChangeSet(reading.state, ...readChangeSetName(new QueryReader(input)));
  const { record, changeSet } = found;
  const { definition, hasChanges } = changeSet;
  return {
    ...changeSetSummary(found, reading),
    Parameters: parametersView(definition.parameters),
    Tags: tagsView(definition.tags),
    Capabilities: definition.capabilities,
    NotificationARNs: [],
    RollbackConfiguration: {},
    Changes: hasChanges ? record.behaviour.resources.map((id) => resourceChange(id, changeSet.type)) : [],
  };
}

function resourceChange(logicalId: string, type: 'CREATE' | 'UPDATE'): JsonObject {
  const action = type === 'CREATE' ? 'Add' : 'Modify';
  return {
    Type: 'Resource',
    ResourceChange: { Action: action, LogicalResourceId: logicalId, ResourceType: 'AWS::ECS::Service' },
  };
}
