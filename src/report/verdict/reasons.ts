import type { EndStage } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { isEndOfProton, protonEnded } from '../failures/end-of-proton.ts';
import { failureBehind } from '../failures/failure-text.ts';
import { wasCancelled } from '../outcomes/cancelled.ts';
import { deletionOf, wasDeleted } from '../outcomes/deleted.ts';
import { brokeDown, whyNoFurther } from '../outcomes/error.ts';
import { firstFailure, hasFailed } from '../outcomes/failed.ts';
import { isPending, wasStopped } from '../outcomes/interrupted.ts';
import { whyNotCancellable } from '../outcomes/not-cancellable.ts';
import { isNotFound } from '../outcomes/not-found.ts';
import { isNotWanted, whyNothing } from '../outcomes/nothing-to-cancel.ts';
import type { ReasonOf } from '../outcomes/outcome-words.ts';
import { wasAccepted, wasJoined } from '../outcomes/requested.ts';
import { hasSucceeded } from '../outcomes/succeeded.ts';
import { tookItsPlace } from '../outcomes/superseded.ts';
import { endOfWait, whoseRollback } from '../outcomes/timed-out.ts';
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
  const reason = capitalised(wordsOn(context).whole);
  return sentences([end, reason, firstFailure(context), leftOpen(context), failureBehind(context)]);
}

/** Why the outcome is what it is, beyond what the headline says: whole sentences, or undefined if that says it all. */
export function causeOf(result: TargetResult, facts: ReportFacts, medium: Medium): string | undefined {
  const context = contextOf(result, facts, medium);
  const { more } = wordsOn(context);
  // AWS's own message on other ends says no more than their outcome.
  const message = result.outcome === 'failed' && result.lastSeen?.message;
  const own = message && medium.prose(message);
  const parts = [own, more && capitalised(more), firstFailure(context), failureBehind(context)];
  return sentences(parts) || undefined;
}

/** What a reason says, without the failure behind it. May begin with a small letter. */
interface ReasonWords {
  /** For where it stands alone. */
  readonly whole: string;
  /** What it says beyond the headline; undefined if the headline says it all. */
  readonly more: string | undefined;
}

/** A reason of which the headline says nothing. */
function untold(whole: string): ReasonWords {
  return { whole, more: whole };
}

/** A reason that is the headline's, too, but for what may follow. */
function told(headline: string, more?: string): ReasonWords {
  return { whole: sentences([headline, more]), more };
}

function wordsOn(context: SentenceContext): ReasonWords {
  const { reason } = context.result;
  switch (reason.kind) {
    case 'ended':
      return told(ends[reason.stage](context), afterTheEnd(reason, context));
    case 'already-ended':
    case 'no-deployment':
    case 'already-cancelling':
    case 'stuck':
    case 'rolled-back-by-others':
    case 'nothing-began':
      return untold(whyNothing(reason, context));
    case 'another-deployment': {
      const whole = whyNothing(reason, context);
      return { whole, more: reason.isInProgress ? isNotWanted(reason, context) : whole };
    }
    case 'deleted':
      return untold(deletionOf(reason, context));
    case 'not-found':
      return told(isNotFound(context));
    case 'superseded':
      return untold(tookItsPlace(reason, context));
    case 'timed-out':
    case 'waiting':
      return told(endOfWait(context), whoseRollback(reason, context));
    case 'accepted':
      return told(wasAccepted(context));
    case 'joined':
      return untold(wasJoined(context));
    case 'in-progress':
      return told(isInProgress(context), reason.nestedIn && isNestedIn(reason.nestedIn, context));
    case 'interrupted':
      return told(wasStopped(context));
    case 'pending':
      return told(isPending(context));
    case 'failed-call':
      return told(brokeDown(context));
    case 'refused-in-progress':
    case 'unknown-status':
    case 'unidentified':
    case 'id-unknown': {
      const more = whyNoFurther(reason, context);
      return { whole: sentences([brokeDown(context), capitalised(more)]), more };
    }
    case 'other-operation':
    case 'first-deployment':
      return untold(whyNotCancellable(reason, context));
    case 'nested':
      // What to do names the root stack.
      return told(whyNotCancellable(reason, context));
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
