import type { RollbackOrigin } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/reason.ts';
import type { RequestState } from '../model/result.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** What a state means for the wait. */
export type Judgement =
  /** The deployment goes on, as far as is certain. */
  | { readonly kind: 'going-on' }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly reason: Reason }
  /** It has ended, or another has taken its place: its own record has to say how it ended. */
  | { readonly kind: 'ask-how-it-ended' }
  /** It was rolled back: its own record has to say who began that. */
  | { readonly kind: 'ask-who-rolled-back' };

const goingOn: Judgement = { kind: 'going-on' };

/** Judges a reading of the deployment whose cancellation was accepted or joined, by what is known of this step's request. */
export function judgeShown({ request, readings }: TargetRun, reading: Reading): Judgement {
  const { state, sentAt, inDoubtSince = Number.POSITIVE_INFINITY } = request;
  const goingOnSince = readings.goingOnShown?.readAt ?? Number.NEGATIVE_INFINITY;
  const wasGoingOn = state !== 'in-doubt' || goingOnSince - inDoubtSince >= lagMilliseconds;
  return judge(state, reading, wasGoingOn && !readings.wasStuckBy(sentAt, reading));
}

/**
 * Judges a reading of the deployment whose cancellation was accepted or joined.
 *
 * @param requestState what became of this step's request
 * @param isAfterRequest whether it is known to have been going on after the request
 */
export function judge(requestState: RequestState, reading: Reading, isAfterRequest: boolean): Judgement {
  switch (reading.stage) {
    case 'cleaning-up':
      // The root of a nested stack may still roll it back.
      return reading.nestedIn === undefined ? success(requestState, reading.status, isAfterRequest) : goingOn;
    case 'succeeded':
      return success(requestState, reading.status, isAfterRequest);
    case 'cancelled':
    case 'failed':
      return ended(reading.stage, undefined, isAfterRequest);
    case 'stuck':
      return ended('failed', undefined, isAfterRequest);
    case 'rolled-back':
      // AWS accepts a cancellation only while the update is in progress, so an accepted one began the rollback.
      return requestState === 'accepted' ? ended('cancelled') : { kind: 'ask-who-rolled-back' };
    case 'at-rest':
    case 'other-rollback':
      return { kind: 'ask-how-it-ended' };
    case 'absent':
      return end('deleted', { kind: 'deleted', what: 'pipeline-gone' });
    case 'deleted':
      return end('deleted', { kind: 'deleted', what: 'being-deleted' });
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'other-operation':
    case 'unknown':
      return reading.isBeingDeleted ? end('deleted', { kind: 'deleted', what: 'being-deleted' }) : goingOn;
  }
}

/** What has succeeded without a request that AWS took had nothing to do with one. */
function success(requestState: RequestState, status: string | undefined, isAfterRequest: boolean): Judgement {
  return requestState === 'refused' || requestState === 'nothing-sent'
    ? end('nothing-to-cancel', { kind: 'already-ended', status, endedAt: undefined })
    : ended('succeeded', undefined, isAfterRequest);
}

/** Judges the record of the deployment. `successor`: the one that has taken its place, if there is one. */
export function judgeRecord(
  requestState: RequestState,
  record: DeploymentRecord,
  successor: string | undefined,
): Judgement {
  switch (record.stage) {
    case 'cancelled':
    case 'failed':
      return ended(record.stage, successor);
    case 'cleaning-up':
    case 'succeeded':
      return ended('succeeded', successor);
    case 'stuck':
      return ended('failed', successor);
    case 'deleted':
      return end('deleted', { kind: 'deleted', what: 'being-deleted' });
    case 'rolled-back':
      return requestState === 'accepted'
        ? ended('cancelled', successor)
        : rolledBackByOthers(record.rollbackBy, record.rollbackCause);
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'other-operation':
    case 'other-rollback':
    case 'at-rest':
    case 'absent':
    case 'unknown':
      return goingOn;
  }
}

/**
 * The judgement on a rollback that no cancellation began, or of which nobody can say who began it.
 *
 * @param cause AWS's words
 * @param isAfterRequest whether it is known to have ended after the request
 */
export function rolledBackByOthers(
  by: RollbackOrigin | undefined,
  cause: string | undefined,
  isAfterRequest = true,
): Judgement {
  if (by === 'user') return ended('cancelled', undefined, isAfterRequest);
  return end('nothing-to-cancel', { kind: 'rolled-back-by-others', by, cause });
}

/** The judgement on a deployment that ended; `isAfterRequest`: after the request, as is known. */
export function ended(
  stage: 'cancelled' | 'succeeded' | 'failed',
  successor?: string,
  isAfterRequest = true,
): Judgement {
  return end(stage, { kind: 'ended', stage, successor, isAfterRequest });
}

function end(outcome: Outcome, reason: Reason): Judgement {
  return { kind: 'end', outcome, reason };
}
