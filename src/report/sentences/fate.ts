import { isGoingOn } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { lastStateOf, type SentenceContext } from './sentence.ts';

/**
 * What may be said about a cancellation that this step did not follow to its end:
 *
 * - `nothing-sent`: no request has left, so nothing has changed;
 * - `refused`: AWS turned the request down;
 * - `accepted`: AWS took the request, or was seen cancelling or rolling back, and carries on;
 * - `ended`: the deployment was seen to have ended, but the result could not be confirmed;
 * - `in-doubt`: a request left, and its effect could not be determined.
 */
export type Fate = 'nothing-sent' | 'refused' | 'accepted' | 'ended' | 'in-doubt';

/** How far the cancellation of one target got: what was seen last counts for more than what became of the request. */
export function fateOf({ requestState, lastSeen }: TargetResult): Fate {
  if (lastSeen === undefined) return requestState;
  if (lastSeen.stage === 'cancelling' || lastSeen.stage === 'rolling-back') return 'accepted';
  if (isGoingOn(lastSeen.stage) || requestState === 'nothing-sent' || requestState === 'refused') return requestState;
  return 'ended';
}

/** Whether this step has changed nothing. */
export function isUnchanged(result: TargetResult): boolean {
  const fate = fateOf(result);
  return fate === 'nothing-sent' || fate === 'refused';
}

/** Was it cancelled? The answer where nobody knows. */
export const unknownAnswer = 'Unknown whether it was cancelled';
/** What is deployed where this step has changed nothing. */
export const unchanged = 'unchanged by this step';
/** What is deployed while AWS is cancelling. */
export const unsettled = 'unknown until AWS finishes cancelling';

/** Was it cancelled, and what is deployed now? */
const fates: Readonly<Record<Fate, { readonly answer: string; readonly deployed: string }>> = {
  'nothing-sent': { answer: 'Not cancelled', deployed: unchanged },
  refused: { answer: 'Not cancelled', deployed: unchanged },
  accepted: { answer: 'Being cancelled', deployed: unsettled },
  ended: { answer: 'Result not confirmed', deployed: 'unknown' },
  'in-doubt': { answer: unknownAnswer, deployed: 'unknown' },
};

/** Was it cancelled? The answer for a cancellation that was not followed to its end. */
export function answerByFate(result: TargetResult): string {
  // Where this step's request did not start the rollback, perhaps nobody has cancelled anything.
  return isRollingBack(result) && result.requestState !== 'accepted' ? 'Rolling back' : fates[fateOf(result)].answer;
}

/** What is deployed now, for a cancellation that was not followed to its end. */
export function deployedByFate(result: TargetResult): string {
  return isRollingBack(result) ? 'unknown until the rollback ends' : fates[fateOf(result)].deployed;
}

/** Whether a rollback was going on when the target was last read. */
export function isRollingBack({ lastSeen }: TargetResult): boolean {
  return lastSeen?.stage === 'rolling-back';
}

/** Whether the deployment has ended and no other was seen to come after it. */
export function isLatest({ reason }: TargetResult): boolean {
  return reason.kind === 'ended' && reason.successor === undefined;
}

/** The state, if AWS was seen cancelling or rolling back: `the pipeline deployment of checkout was CANCELLING`. */
export function stateWhileCancelling(context: SentenceContext): string | undefined {
  const { lastSeen } = context.result;
  const isCancelling = lastSeen?.stage === 'cancelling' || lastSeen?.stage === 'rolling-back';
  return isCancelling ? lastStateOf(lastSeen, context) : undefined;
}

/** A space and the sentence about the state that was last read; nothing if none was. */
export function lastKnown(context: SentenceContext): string {
  const { lastSeen } = context.result;
  return lastSeen === undefined ? '' : ` When last read, ${lastStateOf(lastSeen, context)}.`;
}
