import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { EmulatorSettings } from '../settings.ts';
import { type Answer, failure } from './answer.ts';
import { answerCall, type CallRules } from './answer-call.ts';
import type { Api, ApiCall } from './api.ts';
import { authenticate } from './authenticate.ts';
import { type BodyReader, bodyReader } from './body-reader.ts';
import { answerAtDoor } from './doorway.ts';
import { logLine } from './log-line.ts';
import { rateLimit } from './rate-limit.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { sendAnswer } from './send-answer.ts';

/** What requests are handled with. */
export interface Handling {
  readonly settings: EmulatorSettings;
  /** The first one also gets the requests that no API owns. */
  readonly apis: readonly [Api, ...Api[]];
  readonly plan: FaultPlan;
  /** Called for every request that has arrived, before it is answered; its `answer` changes then. */
  readonly arrived: (request: RecordedRequest) => void;
  /** Aborted when the emulator ends. */
  readonly closing: AbortSignal;
}

interface Tools {
  readonly readBody: BodyReader;
  /** Each API has a rate of its own. */
  readonly rulesOf: (api: Api) => CallRules;
}

type WritableRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

/** Handles the requests of a server: reads, records, answers and logs each. */
export function requestHandler(handling: Handling): RequestListener {
  const { settings, apis, closing } = handling;
  const { denied, accountId, callsPerSecond, clock } = settings;
  const limits = new Map(apis.map((api) => [api, rateLimit(callsPerSecond, clock)]));
  const tools: Tools = {
    readBody: bodyReader(),
    rulesOf: (api) => ({ denied, accountId, withinRate: limits.get(api) ?? (() => true) }),
  };
  return (request, response) => {
    handle(request, response, handling, tools).catch((error: unknown) => {
      // A client that went away while it was served, or the emulator's own end, leaves no one to answer.
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
  { settings, apis, plan, arrived, closing }: Handling,
  { readBody, rulesOf }: Tools,
): Promise<void> {
  const door = answerAtDoor(request, settings.host);
  if (door !== undefined) {
    request.resume();
    sendAnswer(response, door, { requestId: settings.uuid(), atMilliseconds: settings.signatureClock.now() });
    return;
  }
  const api = apis.find((candidate) => candidate.owns(request.headers)) ?? apis[0];
  const authentic = await authenticate(request, api, settings, readBody);
  const call: ApiCall =
    'kind' in authentic
      ? { operation: '', target: undefined, input: undefined, problem: api.refusal(authentic.kind, authentic.message) }
      : api.read(authentic);
  const { operation, target, input, problem } = call;
  const requestId = settings.uuid();
  const atMilliseconds = settings.clock.now();
  const recorded: WritableRecord = {
    operation,
    target,
    input,
    atMilliseconds,
    answer: 'pending',
    requestId,
    headers: request.headers,
  };
  arrived(recorded);
  const { answer, delayMilliseconds, clockSkewMilliseconds } =
    problem === undefined
      ? answerCall(api, call, plan.faultsOfCall(call, api), rulesOf(api), requestId)
      : { answer: failure(api, problem, requestId), delayMilliseconds: 0, clockSkewMilliseconds: 0 };
  await finish(answer, settings.latencyMilliseconds + delayMilliseconds);

  async function finish(decided: Answer, milliseconds: number): Promise<void> {
    recorded.answer = decided.word;
    settings.log(logLine(recorded));
    if (milliseconds > 0) {
      await sleep(milliseconds, undefined, { signal: closing });
    }
    sendAnswer(response, decided, { requestId, atMilliseconds: settings.signatureClock.now() + clockSkewMilliseconds });
  }
}
