import { buffer } from 'node:stream/consumers';
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { Caller, type CallSteps, type Output } from '../aws/caller.ts';
import { clientSettings, type ServiceSettings } from '../aws/client-settings.ts';
import { UnreadableAnswer } from '../aws/failure.ts';
import type { DeploymentRecord, DeploymentService, RecordQuestion } from '../cancellation/ports.ts';
import { property } from '../outside-data.ts';
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

/**
 * Collects the body of an answer, as the SDK's `streamCollector`. The SDK takes the page of a proxy with status 200, and an
 * empty body, for a success: an answer of the API, an error as well, is one element whose name ends in `Response` (AWS Query
 * protocol). An error has another status than a success.
 */
async function collectAnswer(body: AsyncIterable<unknown> & NodeJS.ReadableStream): Promise<Uint8Array> {
  const bytes = await buffer(body);
  const [, name] = /^\s*(?:<\?xml[^>]*>\s*)?<(\w*Response)[\s/>]/.exec(bytes.toString('utf8', 0, 200)) ?? [];
  const isSuccess = Number(property(body, 'statusCode')) < 300;
  if (name === undefined || (isSuccess && name === 'ErrorResponse')) throw new UnreadableAnswer();
  return bytes;
}

/** Refuses an answer without a request id: only the API gives one. */
function requireRequestId({ $metadata }: Output): void {
  if ($metadata.requestId === undefined) throw new UnreadableAnswer();
}
