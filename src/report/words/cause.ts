import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { rollbackOfOthers } from './end-of-wait.ts';
import { failureBehind } from './failure-text.ts';
import { afterTheEnd, reasonSentence } from './reasons.ts';
import { capitalised, sentences } from './sentence.ts';
import { contextOf, type SentenceContext } from './subject.ts';

/** Why the outcome is what it is, beyond what the headline says: whole sentences, or undefined if that says it all. */
export function causeOf(result: TargetResult, facts: ReportFacts, medium: Medium): string | undefined {
  const context = contextOf(result, facts, medium);
  const more = moreOf(context);
  return sentences([messageOfFailed(context), more && capitalised(more), failureBehind(context)]) || undefined;
}

/** What the reason says beyond the headline; may begin with a small letter. */
function moreOf(context: SentenceContext): string | undefined {
  const { reason } = context.result;
  switch (reason.kind) {
    case 'ended':
      return afterTheEnd(reason, context);
    case 'another-deployment':
      return reason.isInProgress
        ? `\`deployment-id\` is ${context.medium.name(reason.wanted)}, which is not in progress.`
        : reasonSentence(reason, context);
    case 'timed-out':
      return reason.isRollback ? rollbackOfOthers : undefined;
    case 'already-ended':
    case 'no-deployment':
    case 'already-cancelling':
    case 'stuck':
    case 'rolled-back-by-itself':
    case 'deleted':
    case 'superseded':
    case 'joined':
    case 'refused-in-progress':
    case 'unknown-status':
    case 'unidentified':
    case 'other-operation':
    case 'nested':
      return reasonSentence(reason, context);
    case 'not-found':
    case 'accepted':
    case 'in-progress':
    case 'interrupted':
    case 'pending':
    case 'failed-call':
      return undefined;
  }
}

/** AWS's own message on a deployment that failed: those on other ends say no more than their outcome. */
function messageOfFailed({ result, medium }: SentenceContext): string | undefined {
  const message = result.outcome === 'failed' ? result.lastSeen?.message : undefined;
  return message === undefined || message === '' ? undefined : medium.prose(message);
}
