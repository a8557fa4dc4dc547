import type { JsonObject } from '../../json.ts';
import type { QueryReader } from '../../query/query-reader.ts';
import { changeSetNameOrIdRule, stackNameOrIdRule } from '../rules.ts';
import { nothingToChange } from '../state/change-set.ts';
import type { FoundChangeSet } from '../state/change-set-requests.ts';
import type { Reading } from './reading.ts';

/** A change set as ListChangeSets shows it (API reference, data type ChangeSetSummary). */
export function changeSetSummary({ record, changeSet }: FoundChangeSet, { time }: Reading): JsonObject {
  const { hasChanges, operationId } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: record.id,
    StackName: record.name,
    Description: changeSet.description,
    CreationTime: time(changeSet.createdAtMilliseconds),
    Status: hasChanges ? 'CREATE_COMPLETE' : 'FAILED',
    StatusReason: hasChanges ? undefined : nothingToChange,
    ExecutionStatus: executionStatus(hasChanges, operationId !== undefined),
    IncludeNestedStacks: false,
  };
}

/** Reads which change set a request is about, as the arguments of the requests about one. @throws `ValidationError` */
export function readChangeSetName(reader: QueryReader): readonly [nameOrId: string, stackNameOrId: string | undefined] {
  const nameOrId = reader.text('ChangeSetName', changeSetNameOrIdRule);
  const stackNameOrId = reader.optionalText('StackName', stackNameOrIdRule);
  reader.finish();
  return [nameOrId, stackNameOrId];
}

function executionStatus(hasChanges: boolean, isExecuted: boolean): string {
  if (!hasChanges) return 'UNAVAILABLE';
  return isExecuted ? 'EXECUTE_COMPLETE' : 'AVAILABLE';
}
