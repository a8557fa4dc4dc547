import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { nextTokenRule, stackNameOrIdRule } from '../rules.ts';
import { isThereAt } from '../state/stack-store.ts';
import { page } from './page.ts';
import { type Reading, recordIn } from './reading.ts';
import { stackView } from './stack-view.ts';

/** DescribeStacks: one stack; all that are not deleted, newest first, where no name or an empty one is given. */
export function describeStacks(reading: Reading, input: unknown): JsonObject {
  const { state } = reading;
  const reader = new QueryReader(input);
  const isNamed = reader.optionalText('StackName') !== '';
  const nameOrId = isNamed ? reader.optionalText('StackName', stackNameOrIdRule) : undefined;
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const records =
    nameOrId === undefined
      ? state.records().filter((record) => isThereAt(record, reading.atMilliseconds))
      : [recordIn(reading, nameOrId)];
  const views = records.map((record) => stackView(record, reading)).reverse();
  const { items, following } = page(views, token);
  return { Stacks: items, NextToken: following };
}
