import type { Failure, FailureKind } from '../../cancellation/model/failure.ts';
import type { TargetKind } from '../../cancellation/model/plan.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { type SentenceContext, sentences } from '../sentences/sentence.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

const unsent = 'could not be sent';

/** What became of a call that AWS did not refuse, or failed at: follows the operation's name, says no more than is known. */
const happenings: Readonly<Partial<Record<FailureKind, string>>> = {
  'credentials-missing': unsent,
  'credentials-failed': unsent,
  'credentials-unavailable': unsent,
  'region-missing': unsent,
  misconfigured: unsent,
  unreachable: unsent,
  untrusted: unsent,
  'proxy-failed': unsent,
  'connection-lost': 'got no answer',
  unreadable: 'got an answer that is not from AWS',
  interrupted: 'was abandoned when the step was stopped',
  'out-of-time': 'was not called: `wait-for-minutes` ran out before its turn',
  unidentified: 'did not name the deployment',
};

/** What became of a call, without a full stop: `GetService failed with ThrottlingException`. */
export function failureInShort({ kind, call, name }: Failure, targetKind: TargetKind, medium: Medium): string {
  const happened = happenings[kind];
  const error = name === '' ? '' : medium.name(name);
  const cause = error === '' ? '' : `${happened === undefined ? ' with' : ':'} ${error}`;
  return `${vocabulary[targetKind].operations[call]} ${happened ?? 'failed'}${cause}`;
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
