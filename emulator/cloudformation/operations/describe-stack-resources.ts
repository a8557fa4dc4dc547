import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { stackNameOrIdRule } from '../rules.ts';
import { type Reading, recordIn } from './reading.ts';
import { resourcesOf, resourceView } from './resource-view.ts';

/** How many resources are answered at most (API reference, DescribeStackResources). */
const limit = 100;

/** DescribeStackResources: the resources of a stack, or the one of a logical id. */
export function describeStackResources(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const logicalId = reader.optionalText('LogicalResourceId');
  reader.finish();
  const record = recordIn(reading, nameOrId);
  const views = resourcesOf(record, reading)
    .filter((resource) => logicalId === undefined || resource.logicalId === logicalId)
    .map((resource) => ({
      StackId: record.id,
      StackName: record.name,
      ...resourceView(resource),
      Timestamp: reading.time(resource.atMilliseconds),
    }));
  return { StackResources: views.slice(0, limit) };
}
