import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { Caller, type CallSteps } from '../aws/caller.ts';
import { clientSettings, type ServiceSettings } from '../aws/client-settings.ts';
import type { DeploymentRecord, DeploymentService, RecordQuestion } from '../cancellation/ports.ts';
import { collectAnswer, type Output, requireRequestId } from './answer.ts';
import { type EventPage, readEventPage, type StackEvent } from './events.ts';
import { readStack } from './readings.ts';
import { isAnsweredBy, recordsIn } from './records.ts';

/** The most pages of events, of 100 each, that are read to find an update. */
const mostPages = 40;

/** The port over AWS CloudFormation: updates of stacks, which are referred to by name or, better, by stack id. */
export function createCloudFormationService(settings: ServiceSettings): DeploymentService {
  const caller = new Caller({
    ...settings,
    createClient: () => new CloudFormationClient({ ...clientSettings(settings), streamCollector: collectAnswer }),
    isEndOfService: () => false,
  });
  return {
    findsByToken: true,
    cancel: (stack, token, limits) =>
      caller.call('cancel', limits, {
        send: (client, observed) => {
          const input = { StackName: nameOf(stack), ClientRequestToken: token };
          return client.send(observed(new CancelUpdateStackCommand(input)));
        },
        read: (output) => {
          requireRequestId(output);
          return undefined;
        },
      }),
    readState: (stack, limits) =>
      caller.call('read-state', limits, {
        send: (client, observed) => client.send(observed(new DescribeStacksCommand({ StackName: nameOf(stack) }))),
        read: (output) => {
          requireRequestId(output);
          return readStack(output);
        },
      }),
    readRecords: (stack, question, limits) => caller.call('read-end', limits, stepsToRecords(stack, question)),
  };
}

interface EventsOutput extends Output {
  readonly events: readonly StackEvent[];
}

/** Reads the events page by page, all within the limits of the one call, until the question is answered. */
function stepsToRecords(
  stack: string,
  question: RecordQuestion,
): CallSteps<CloudFormationClient, EventsOutput, readonly DeploymentRecord[]> {
  return {
    send: async (client, observed) => {
      const events: StackEvent[] = [];
      let nextToken: string | undefined;
      for (let pages = 1; ; pages += 1) {
        const input = { StackName: nameOf(stack), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
        // Each page has the token of the next one.
        const output = await client.send(observed(new DescribeStackEventsCommand(input)));
        requireRequestId(output);
        const page: EventPage = readEventPage(output);
        events.push(...page.events);
        if (isAnsweredBy(events, question) || page.nextToken === undefined || pages === mostPages) {
          return { events, $metadata: output.$metadata };
        }
        nextToken = page.nextToken;
      }
    },
    read: ({ events }) => recordsIn(events, question.token),
  };
}

/** CloudFormation takes a request without a name for one about all stacks. */
function nameOf(stack: string): string {
  if (stack === '') throw new RangeError('A stack has no name.');
  return stack;
}
