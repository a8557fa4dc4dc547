import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { cloudFormationError } from '../cloudformation-error.ts';
import { stackNameOrIdRule } from '../rules.ts';
import { type Reading, recordIn } from './reading.ts';
import { resourcesOf, resourceView } from './resource-view.ts';

/** DescribeStackResource: one resource of a stack. @throws `ValidationError` where the stack has none of that id */
export function describeStackResource(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const logicalId = reader.text('LogicalResourceId', { minimum: 1, maximum: 1000 });
  reader.finish();
  const record = recordIn(reading, nameOrId);
  const resource = resourcesOf(record, reading).find((each) => each.logicalId === logicalId);
  if (resource === undefined) {
    const text = `Resource ${logicalId} does not exist for stack ${record.name}`;
    throw cloudFormationError('ValidationError', text);
  }
  return {
    StackResourceDetail: {
      StackId: record.id,
      StackName: record.name,
      ...resourceView(resource),
      LastUpdatedTimestamp: reading.time(resource.atMilliseconds),
    },
  };
}
