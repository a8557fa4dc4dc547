import type { Failure } from '../../cancellation/model/failure.ts';
import type { TargetKind } from '../../cancellation/model/plan.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { type SentenceContext, sentences } from '../sentences/sentence.ts';
import { vocabulary } from '../sentences/vocabulary.ts';
import { failureWords } from './failure-words.ts';

/** What became of a call, without a full stop: `GetService failed with ThrottlingException`. */
export function failureInShort({ kind, call, name }: Failure, targetKind: TargetKind, medium: Medium): string {
  const errorName = name === '' ? '' : medium.name(name);
  return `${vocabulary[targetKind].operations[call]} ${failureWords[kind].happened(errorName)}`;
}

/** The same with what AWS, the SDK or Node said, and with AWS's request id if there is one. Whole sentences. */
export function failureText(failure: Failure, { targetKind }: ReportFacts, medium: Medium): string {
  const { message, requestId } = failure;
  const happened = failureInShort(failure, targetKind, medium);
  return sentences([
    message === '' ? happened : `${happened}: ${medium.prose(message)}`,
    requestId === undefined ? undefined : `Request id: ${medium.name(requestId)}`,
  ]);
}

/** The failure behind a result, unless the reason has said it already; undefined if there is none. */
export function failureBehind({ result, facts, medium }: SentenceContext): string | undefined {
  const { outcome, reason, failure } = result;
  if (failure === undefined) return undefined;
  const text = failureText(failure, facts, medium);
  switch (outcome) {
    case 'error':
      // A failure of our own without an error to show is what the reason says already.
      return failure.name === '' && reason.kind !== 'failed-call' ? undefined : text;
    case 'timed-out':
    case 'superseded':
      return `Last error: ${text}`;
    default:
      return undefined;
  }
}
