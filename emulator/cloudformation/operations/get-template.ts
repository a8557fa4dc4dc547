import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { changeSetNameOrIdRule, stackNameOrIdRule } from '../rules.ts';
import { getChangeSet } from '../state/change-set-requests.ts';
import { latestChange } from '../state/stack-record.ts';
import { type Reading, recordIn } from './reading.ts';

/** GetTemplate: the template of a stack, which is empty as long as the stack is under review, or of a change set. */
export function getTemplate(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const changeSet = reader.optionalText('ChangeSetName', changeSetNameOrIdRule);
  const stack =
    changeSet === undefined
      ? reader.text('StackName', stackNameOrIdRule)
      : reader.optionalText('StackName', stackNameOrIdRule);
  reader.finish();
  const template =
    changeSet === undefined
      ? templateOfStack(reading, stack ?? '')
      : getChangeSet(reading.state, changeSet, stack).changeSet.definition.template;
  return { TemplateBody: template, StagesAvailable: ['Original', 'Processed'] };
}

function templateOfStack(reading: Reading, nameOrId: string): string {
  const { status, definition } = latestChange(recordIn(reading, nameOrId), reading.atMilliseconds);
  return status === 'REVIEW_IN_PROGRESS' ? '' : definition.template;
}
