import { type Answer, failure, success } from '../http/answer.ts';
import type { RateLimit } from '../http/rate-limit.ts';
import type { EmulatorSettings } from '../settings.ts';
import { accessDenied } from './access.ts';
import { isOperationName } from './operation-name.ts';
import { OPERATIONS } from './operations/index.ts';
import { ProtonError, protonError } from './proton-error.ts';
import type { ProtonState } from './proton-state.ts';

/** The part of `X-Amz-Target` before the operation's name. */
export const TARGET_PREFIX = 'AwsProton20200720.';

/** What a call is held against before it is carried out. */
export interface CallRules {
  readonly denied: EmulatorSettings['denied'];
  readonly withinRate: RateLimit;
}

/** Carries out a call whose signature is right: the operation and the parsed body in, the answer out. */
export function answerCall(proton: ProtonState, rules: CallRules, operation: string, input: unknown): Answer {
  try {
    if (!isOperationName(operation)) {
      throw protonError('UnknownOperationException', 'The emulator does not know this operation.');
    }
    if (rules.denied.includes(`proton:${operation}`)) {
      throw accessDenied(proton.place, operation, input);
    }
    if (!rules.withinRate()) {
      throw protonError('ThrottlingException', 'Rate exceeded');
    }
    return success(OPERATIONS[operation](proton, input));
  } catch (error) {
    if (error instanceof ProtonError) {
      return failure(error);
    }
    throw error;
  }
}
