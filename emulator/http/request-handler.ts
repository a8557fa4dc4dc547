import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { serviceNameOf } from '../proton/access.ts';
import { answerCall, type CallRules } from '../proton/call.ts';
import { type ProtonRequest, protocolProblem, readRequest } from '../proton/protocol.ts';
import type { ProtonState } from '../proton/proton-state.ts';
import type { EmulatorSettings } from '../settings.ts';
import { type Answer, failure, faultyAnswer } from './answer.ts';
import { logLine } from './log-line.ts';
import { rateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { sendAnswer } from './send-answer.ts';

/** What requests are handled with. */
export interface Handling {
  readonly settings: EmulatorSettings;
  readonly proton: ProtonState;
  readonly plan: FaultPlan;
  /** Told of every request that has arrived, before it is answered; its `answer` changes when it is. */
  readonly arrived: (request: RecordedRequest) => void;
  /** Aborted when the emulator ends. */
  readonly closing: AbortSignal;
}

type WritableRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

interface TimedAnswer {
  readonly answer: Answer;
  readonly delayMilliseconds: number;
}

/** Handles the requests of a server: reads, records, answers and logs each. */
export function requestHandler(handling: Handling): RequestListener {
  const { settings, closing } = handling;
  const rules: CallRules = {
    denied: settings.denied,
    withinRate: rateLimit(settings.callsPerSecond, settings.clock),
  };
  return (request, response) => {
    handle(request, response, handling, rules).catch((error: unknown) => {
      // A client that went away while it was served, or the emulator's own end, leaves nobody to answer.
      if (!response.destroyed && !closing.aborted) {
        settings.log(`The emulator failed: ${error instanceof Error ? error.stack : String(error)}`);
      }
      response.destroy();
    });
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  handling: Handling,
  rules: CallRules,
): Promise<void> {
  const { settings, arrived, closing } = handling;
  const body = await readBody(request);
  const asked = readRequest(request, body);
  const recorded: WritableRecord = {
    ...asked,
    atMilliseconds: settings.clock.now(),
    answer: 'pending',
    requestId: settings.uuid(),
    headers: request.headers,
  };
  arrived(recorded);
  const { answer, delayMilliseconds } = await decide(request, body, asked, handling, rules);
  recorded.answer = answer.word;
  settings.log(logLine({ ...recorded, serviceName: serviceNameOf(recorded.input) }));
  if (delayMilliseconds > 0) {
    await sleep(delayMilliseconds, undefined, { signal: closing });
  }
  sendAnswer(response, answer, recorded.requestId);
}

async function decide(
  request: IncomingMessage,
  body: Buffer | undefined,
  asked: ProtonRequest,
  { settings, proton, plan }: Handling,
  rules: CallRules,
): Promise<TimedAnswer> {
  const problem = await protocolProblem(request, body, asked, settings);
  if (problem !== undefined) {
    return { answer: failure(problem), delayMilliseconds: settings.latencyMilliseconds };
  }
  const faults = plan.faultsOfCall(asked.operation);
  return {
    answer: faultyAnswer(faults, () => answerCall(proton, rules, asked.operation, asked.input)),
    delayMilliseconds: settings.latencyMilliseconds + faults.delayMilliseconds,
  };
}
