import { alterMembers } from '../faults/altered-members.ts';
import type { CallFaults } from '../faults/fault.ts';
import { faultyAnswer } from '../faults/faulty-answer.ts';
import type { EmulatorSettings } from '../settings.ts';
import { type Answer, failure, type SentAnswer, success } from './answer.ts';
import type { Api, ApiCall } from './api.ts';
import { ApiError } from './api-error.ts';
import type { Caller } from './callers.ts';
import type { RateLimit } from './rate-limit.ts';

/** What a call is held against before it is carried out. */
export interface CallRules {
  readonly denied: EmulatorSettings['denied'];
  readonly withinRate: RateLimit;
}

/** An answer, how late it comes, and how far the clock of its `Date` header is off. */
export interface TimedAnswer {
  readonly answer: Answer;
  readonly delayMilliseconds: number;
  readonly clockSkewMilliseconds: number;
}

/** Carries out a call whose form and signature are right, with what goes wrong with it. */
export function answerCall(
  api: Api,
  call: ApiCall,
  caller: Caller,
  { accompanying, inPlace }: CallFaults,
  rules: CallRules,
  requestId: string,
): TimedAnswer {
  let delayMilliseconds = 0;
  let staleMilliseconds = 0;
  let clockSkewMilliseconds = 0;
  for (const fault of accompanying) {
    if (fault.kind === 'delay') {
      delayMilliseconds += fault.milliseconds;
    } else if (fault.kind === 'stale') {
      staleMilliseconds += fault.milliseconds;
    } else if (fault.kind === 'clock') {
      clockSkewMilliseconds += fault.milliseconds;
    } else if (fault.kind === 'deletion') {
      api.deleteTarget(call, fault.milliseconds);
    }
  }
  const carryOut = (): SentAnswer => {
    try {
      refuseUnlessAllowed(api, call, caller, rules);
      let members = api.carryOut(call, { staleMilliseconds, clockSkewMilliseconds });
      for (const fault of accompanying) {
        if ('fields' in fault) members = alterMembers(members, fault);
      }
      return success(api, call.operation, members, requestId);
    } catch (error) {
      if (error instanceof ApiError) return failure(api, error, requestId);
      throw error;
    }
  };
  const answer = inPlace === undefined ? carryOut() : faultyAnswer(api, inPlace, requestId, carryOut);
  return { answer, delayMilliseconds, clockSkewMilliseconds };
}

/**
 * @throws the error that IAM answers to a call that the caller's policy does not allow (IAM user guide, "Troubleshoot
 * access denied error messages": implicit denial by an identity-based policy), or the one for a rate exceeded
 */
function refuseUnlessAllowed(api: Api, call: ApiCall, { arn }: Caller, { denied, withinRate }: CallRules): void {
  const action = `${api.signingName}:${call.operation}`;
  if (denied.some((each) => each === action)) {
    const resource = api.resourceArn(call);
    throw api.refusal(
      'access-denied',
      `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
  }
  if (!withinRate()) throw api.refusal('throttled', 'Rate exceeded');
}
