import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { type FoundChangeSet, getChangeSet } from '../state/change-set-requests.ts';
import { physicalIdOf } from '../state/stack-events.ts';
import type { TemplateResource } from '../template.ts';
import { changeSetSummary, readChangeSetName } from './change-set-view.ts';
import type { Reading } from './reading.ts';
import { parametersView, tagsView } from './stack-view.ts';

/** DescribeChangeSet: what a change set would change, and whether it can be carried out. */
export function describeChangeSet(reading: Reading, input: unknown): JsonObject {
  const found = getChangeSet(reading.state, ...readChangeSetName(new QueryReader(input)));
  const { definition, hasChanges } = found.changeSet;
  return {
    ...changeSetSummary(found, reading),
    Parameters: parametersView(definition.parameters),
    Tags: tagsView(definition.tags),
    Capabilities: definition.capabilities,
    NotificationARNs: [],
    RollbackConfiguration: {},
    Changes: hasChanges ? changesView(found) : [],
  };
}

function changesView({ record, changeSet: { work } }: FoundChangeSet): readonly JsonObject[] {
  const change = (resource: TemplateResource, action: 'Add' | 'Modify' | 'Remove'): JsonObject => ({
    Type: 'Resource',
    ResourceChange: {
      Action: action,
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: action === 'Add' ? undefined : physicalIdOf(record, resource.logicalId),
      ResourceType: resource.type,
      Replacement: action === 'Modify' ? 'False' : undefined,
    },
  });
  return [
    ...work.created.map((resource) => change(resource, 'Add')),
    ...work.updated.map((resource) => change(resource, 'Modify')),
    ...work.removed.map((resource) => change(resource, 'Remove')),
  ];
}
