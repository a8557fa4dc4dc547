import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { nextTokenRule, stackNameOrIdRule } from '../rules.ts';
import { stackMissing } from '../state/cloudformation-state.ts';
import { eventsBy } from '../state/stack-events.ts';
import { eventView } from './event-view.ts';
import { page } from './page.ts';
import { type Reading, recordIn } from './reading.ts';

/** DescribeStackEvents: the events of a stack and its resources, newest first. */
export function describeStackEvents(reading: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const nameOrId = reader.text('StackName', stackNameOrIdRule);
  const token = reader.optionalText('NextToken', nextTokenRule);
  reader.finish();
  const record = recordIn(reading, nameOrId, stackMissing);
  const events = eventsBy(record, reading.atMilliseconds).map((event) => ({
    StackId: record.id,
    StackName: record.name,
    EventId: event.eventId,
    ...eventView(event, reading),
    OperationId: event.operationId,
  }));
  const { items, following } = page(events.reverse(), token);
  return { StackEvents: items, NextToken: following };
}
