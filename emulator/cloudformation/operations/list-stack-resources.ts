import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { nextTokenRule, stackNameOrIdRule } from '../rules.ts';
import { page } from './page.ts';
import { type Reading, recordIn } from './reading.ts';
import { resourcesOf, resourceView } from './resource-view.ts';

/** ListStackResources: the resources of a stack. */
export function listStackResources(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const views = resourcesOf(recordIn(reading, nameOrId), reading).map((resource) => ({
    ...resourceView(resource),
    LastUpdatedTimestamp: reading.time(resource.atMilliseconds),
  }));
  const { items, following } = page(views, token);
  return { StackResourceSummaries: items, NextToken: following };
}
