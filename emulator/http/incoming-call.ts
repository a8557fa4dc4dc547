import type { IncomingMessage } from 'node:http';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { failure } from './answer.ts';
import { answerCall, type CallRules, type TimedAnswer } from './answer-call.ts';
import type { Api, AuthenticRequest, Service } from './api.ts';
import { ApiError, type Refusal } from './api-error.ts';
import { type Authentication, authenticate, takeUnsigned } from './authenticate.ts';
import { routeOf, type Services } from './route.ts';
import type { SupportingService } from './supporting-service.ts';
import type { UnplayedService } from './unplayed-service.ts';

/** A request that has been read, as the record has it, and how it is answered. */
export interface IncomingCall {
  /** Empty where the request was refused for its address or its signature. */
  readonly operation: string;
  readonly target: string | undefined;
  readonly input: unknown;
  /** Carries it out. */
  answer(requestId: string): TimedAnswer;
}

/** What requests are read and answered with. */
export interface Receiving extends Authentication {
  readonly services: Services;
  readonly plan: FaultPlan;
  /** Each API has a rate of its own. */
  readonly rulesOf: (api: Api) => CallRules;
}

/** Reads a request. Rejects when the client goes away before its end. */
export async function receiveCall(request: IncomingMessage, receiving: Receiving): Promise<IncomingCall> {
  const { services } = receiving;
  const service = routeOf(request.headers, services);
  if (service.kind === 'unplayed') {
    request.resume();
    return unplayedCall(service);
  }
  const unsigned = await takeUnsigned(request, services.supporting, receiving);
  if (unsigned !== undefined) return supportingCall(unsigned.service, unsigned.request);
  const authentic = await authenticate(request, service, receiving);
  if ('kind' in authentic) return refusedCall(service, authentic);
  return service.kind === 'api' ? apiCall(service, authentic, receiving) : supportingCall(service, authentic);
}

function apiCall(api: Api, request: AuthenticRequest, { plan, rulesOf }: Receiving): IncomingCall {
  const call = api.read(request);
  const { problem } = call;
  return {
    ...call,
    answer: (requestId) =>
      problem === undefined
        ? answerCall(api, call, request.caller, plan.faultsOfCall(call, api), rulesOf(api), requestId)
        : timely(failure(api, problem, requestId)),
  };
}

function supportingCall(service: SupportingService, request: AuthenticRequest): IncomingCall {
  const call = service.read(request);
  return {
    ...call,
    answer: (requestId) => {
      try {
        return timely({ kind: 'send', word: 'ok', status: 200, ...call.carryOut(requestId) });
      } catch (error) {
        if (error instanceof ApiError) return timely(failure(service, error, requestId));
        throw error;
      }
    },
  };
}

function refusedCall(service: Service, { kind, message }: Refusal): IncomingCall {
  return {
    operation: '',
    target: undefined,
    input: undefined,
    answer: (requestId) => timely(failure(service, service.refusal(kind, message), requestId)),
  };
}

function unplayedCall({ operation, error, refuse }: UnplayedService): IncomingCall {
  return {
    operation,
    target: undefined,
    input: undefined,
    answer: (requestId) => timely({ kind: 'send', word: error.name, ...refuse(requestId) }),
  };
}

function timely(answer: TimedAnswer['answer']): TimedAnswer {
  return { answer, delayMilliseconds: 0, clockSkewMilliseconds: 0 };
}
