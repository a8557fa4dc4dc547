import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { EmulatorSettings } from '../settings.ts';
import { bodyReader } from './body-reader.ts';
import type { Callers } from './callers.ts';
import { answerAtDoor } from './doorway.ts';
import { type Receiving, receiveCall } from './incoming-call.ts';
import { logLine } from './log-line.ts';
import { rateLimit } from './rate-limit.ts';
import type { RecordedRequest } from './recorded-request.ts';
import type { Services } from './route.ts';
import { sendAnswer } from './send-answer.ts';

/** What requests are handled with. */
export interface Handling {
  readonly settings: EmulatorSettings;
  readonly services: Services;
  readonly callers: Callers;
  readonly plan: FaultPlan;
  /** Called for every request that has arrived, before it is answered; its `answer` changes then. */
  readonly arrived: (request: RecordedRequest) => void;
  /** Aborted when the emulator ends. */
  readonly closing: AbortSignal;
}

type WritableRecord = { -readonly [Member in keyof RecordedRequest]: RecordedRequest[Member] };

/** Handles the requests of a server: reads, records, answers and logs each. */
export function requestHandler(handling: Handling): RequestListener {
  const { settings, services, callers, plan, closing } = handling;
  const { denied, callsPerSecond, clock } = settings;
  const limits = new Map(services.apis.map((api) => [api, rateLimit(callsPerSecond, clock)]));
  const receiving: Receiving = {
    settings,
    services,
    callers,
    plan,
    readBody: bodyReader(),
    rulesOf: (api) => ({ denied, withinRate: limits.get(api) ?? (() => true) }),
  };
  return (request, response) => {
    handle(request, response, handling, receiving).catch((error: unknown) => {
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
  { settings, arrived, closing }: Handling,
  receiving: Receiving,
): Promise<void> {
  const door = answerAtDoor(request, settings.host);
  if (door !== undefined) {
    request.resume();
    sendAnswer(response, door, { requestId: settings.uuid(), atMilliseconds: settings.signatureClock.now() });
    return;
  }
  const call = await receiveCall(request, receiving);
  const { operation, target, input } = call;
  const requestId = settings.uuid();
  const recorded: WritableRecord = {
    operation,
    target,
    input,
    atMilliseconds: settings.clock.now(),
    answer: 'pending',
    requestId,
    headers: request.headers,
  };
  arrived(recorded);
  const { answer, delayMilliseconds, clockSkewMilliseconds } = call.answer(requestId);
  recorded.answer = answer.word;
  settings.log(logLine(recorded));
  const milliseconds = settings.latencyMilliseconds + delayMilliseconds;
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: closing });
  sendAnswer(response, answer, { requestId, atMilliseconds: settings.signatureClock.now() + clockSkewMilliseconds });
}
