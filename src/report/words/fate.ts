import { isGoingOn } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';

/**
 * What may be said about a cancellation that this step did not follow to its end:
 *
 * - `nothing-sent`: no request has left, so that nothing changed;
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

/** Whether AWS is cancelling, or may be, for all that is known. */
export function mayBeCancelling(result: TargetResult): boolean {
  const fate = fateOf(result);
  return fate === 'accepted' || fate === 'in-doubt';
}
