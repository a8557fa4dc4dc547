import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { nextTokenRule, stackNameOrIdRule } from '../rules.ts';
import { changeSetSummary } from './change-set-view.ts';
import { page } from './page.ts';
import type { Reading } from './reading.ts';

/** ListChangeSets: the change sets of a stack that have not been carried out, newest first. */
export function listChangeSets(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const record = reading.state.get(nameOrId);
  const summaries = record.changeSets
    .filter(({ operationId }) => operationId === undefined)
    .map((changeSet) => changeSetSummary({ record, changeSet }, reading));
  const { items, following } = page(summaries.reverse(), token);
  return { Summaries: items, NextToken: following };
}
