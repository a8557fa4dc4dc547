import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { nextTokenRule } from '../rules.ts';
import { latestChange } from '../state/stack-record.ts';
import { stackStatuses } from '../state/stack-status.ts';
import { existsAt } from '../state/stack-store.ts';
import { page } from './page.ts';
import type { Reading } from './reading.ts';
import { stackSummary } from './stack-view.ts';

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
