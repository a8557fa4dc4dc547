import type { EndStage } from '../../cancellation/model/deployment.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { isEndOfProton, protonEnded } from '../failures/end-of-proton.ts';
import { failureBehind } from '../failures/failure-text.ts';
import { wasCancelled } from '../outcomes/cancelled.ts';
import { deletionOf, wasDeleted } from '../outcomes/deleted.ts';
import { brokeDown, hasUnknownStatus, isStillInProgress, isUnidentified, isUnknownId } from '../outcomes/error.ts';
import { firstFailure, hasFailed } from '../outcomes/failed.ts';
import { isPending, wasStopped } from '../outcomes/interrupted.ts';
import { isBusyOtherwise, isFirstDeployment, refusedNested } from '../outcomes/not-cancellable.ts';
import { isNotFound } from '../outcomes/not-found.ts';
import {
  hadEnded,
  isAnother,
  isAtRest,
  isBeingCancelled,
  isNotWanted,
  isStuck,
  nothingBegan,
  rolledBackByOthers,
} from '../outcomes/nothing-to-cancel.ts';
import type { ReasonOf } from '../outcomes/outcome-words.ts';
import { wasAccepted, wasJoined } from '../outcomes/requested.ts';
import { hasSucceeded } from '../outcomes/succeeded.ts';
import { tookItsPlace } from '../outcomes/superseded.ts';
import { endOfWait, rollbackOfOthers } from '../outcomes/timed-out.ts';
import { isInProgress, isNestedIn } from '../outcomes/would-cancel.ts';
import { capitalised, contextOf, type SentenceContext, sentences } from '../sentences/sentence.ts';
import { leftOpen } from './left-open.ts';

const ends: Readonly<Record<EndStage, (context: SentenceContext) => string>> = {
  cancelled: wasCancelled,
  succeeded: hasSucceeded,
  failed: hasFailed,
  deleted: wasDeleted,
};

/** Why the target has its outcome: one or more whole sentences, for `results` and wherever a reason stands alone. */
export function reasonText(result: TargetResult, facts: ReportFacts, medium: Medium): string {
  const context = contextOf(result, facts, medium);
  const end = isEndOfProton(result.failure, facts) ? protonEnded : undefined;
  const fate = isRefusalOfOurs(result.reason) ? capitalised(brokeDown(context)) : undefined;
  const reason = capitalised(reasonSentence(result.reason, context));
  return sentences([end, fate, reason, firstFailure(context), leftOpen(context), failureBehind(context)]);
}

/** Why the outcome is what it is, beyond what the headline says: whole sentences, or undefined if that says it all. */
export function causeOf(result: TargetResult, facts: ReportFacts, medium: Medium): string | undefined {
  const context = contextOf(result, facts, medium);
  const more = moreOf(context);
  const parts = [messageOfFailed(context), more && capitalised(more), firstFailure(context), failureBehind(context)];
  return sentences(parts) || undefined;
}

/** The reason alone, without the failure behind it. May begin with a small letter. */
function reasonSentence(reason: Reason, context: SentenceContext): string {
  switch (reason.kind) {
    case 'ended':
      return sentences([ends[reason.stage](context), afterTheEnd(reason, context)]);
    case 'already-ended':
      return hadEnded(reason, context);
    case 'no-deployment':
      return isAtRest(reason, context);
    case 'already-cancelling':
      return isBeingCancelled(reason, context);
    case 'stuck':
      return isStuck(reason, context);
    case 'rolled-back-by-others':
      return rolledBackByOthers(reason, context);
    case 'another-deployment':
      return isAnother(reason, context);
    case 'nothing-began':
      return nothingBegan(reason, context);
    case 'deleted':
      return deletionOf(reason, context);
    case 'not-found':
      return isNotFound(context);
    case 'superseded':
      return tookItsPlace(reason, context);
    case 'timed-out':
    case 'waiting':
      return sentences([endOfWait(context), reason.isRollback ? rollbackOfOthers : undefined]);
    case 'accepted':
      return wasAccepted(context);
    case 'joined':
      return wasJoined(context);
    case 'in-progress':
      return isInProgress(reason, context);
    case 'interrupted':
      return wasStopped(context);
    case 'pending':
      return isPending(context);
    case 'failed-call':
      return brokeDown(context);
    case 'refused-in-progress':
      return isStillInProgress(reason, context);
    case 'unknown-status':
      return hasUnknownStatus(reason, context);
    case 'unidentified':
      return isUnidentified(reason, context);
    case 'id-unknown':
      return isUnknownId(context);
    case 'other-operation':
      return isBusyOtherwise(reason, context);
    case 'first-deployment':
      return isFirstDeployment(context);
    case 'nested':
      return refusedNested(reason, context);
  }
}

/** What the reason says beyond the headline; may begin with a small letter. */
function moreOf(context: SentenceContext): string | undefined {
  const { reason } = context.result;
  switch (reason.kind) {
    case 'ended':
      return afterTheEnd(reason, context);
    case 'another-deployment':
      return reason.isInProgress ? isNotWanted(reason, context) : reasonSentence(reason, context);
    case 'timed-out':
    case 'waiting':
      return reason.isRollback ? rollbackOfOthers : undefined;
    case 'in-progress':
      return reason.nestedIn === undefined ? undefined : isNestedIn(reason.nestedIn, context.medium);
    case 'not-found':
    case 'accepted':
    case 'interrupted':
    case 'pending':
    case 'failed-call':
    // What to do names the root stack.
    case 'nested':
      return undefined;
    case 'already-ended':
    case 'no-deployment':
    case 'already-cancelling':
    case 'stuck':
    case 'rolled-back-by-others':
    case 'nothing-began':
    case 'deleted':
    case 'superseded':
    case 'joined':
    case 'refused-in-progress':
    case 'unknown-status':
    case 'unidentified':
    case 'id-unknown':
    case 'other-operation':
    case 'first-deployment':
      return reasonSentence(reason, context);
  }
}

/** What there is to say about a deployment's end besides the end itself: nothing or one or more sentences. */
function afterTheEnd(
  { successor, isAfterRequest }: ReasonOf<'ended'>,
  { medium, words }: SentenceContext,
): string | undefined {
  const isBefore = 'It could not be determined whether it ended before or after the cancel request';
  const next = successor && `Another ${words.short}, ${medium.name(successor)}, has started since`;
  return sentences([isAfterRequest ? undefined : isBefore, next]) || undefined;
}

/** AWS's own message on a deployment that failed: those on other ends say no more than their outcome. */
function messageOfFailed({ result, medium }: SentenceContext): string | undefined {
  const message = result.outcome === 'failed' ? result.lastSeen?.message : undefined;
  return message === undefined || message === '' ? undefined : medium.prose(message);
}

/** Whether a deployment ended after the request and nothing has come since: the outcome says it all. */
export function isPlainEnd(reason: Reason): boolean {
  return reason.kind === 'ended' && reason.successor === undefined && reason.isAfterRequest;
}

/** Whether the reason says why this step went no further, but not what became of its request. */
function isRefusalOfOurs({ kind }: Reason): boolean {
  switch (kind) {
    case 'refused-in-progress':
    case 'unknown-status':
    case 'unidentified':
    case 'id-unknown':
      return true;
    default:
      return false;
  }
}
