import type { EndStage } from '../../cancellation/model/deployment.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { moment } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { deletionText } from './deletion.ts';
import { protonEnded } from './end-of-support.ts';
import { endOfWait, rollbackOfOthers } from './end-of-wait.ts';
import { failureBehind } from './failure-text.ts';
import { isEndOfProton } from './failures.ts';
import { after, asSentence, capitalised, sentences } from './sentence.ts';
import { stateText } from './stages.ts';
import { contextOf, deploymentById, deploymentOfTarget, type SentenceContext } from './subject.ts';
import { breakdown, interruption } from './unfinished.ts';

type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { readonly kind: Kind }>;

/** Why the target has its outcome: one or more whole sentences, for `results` and wherever a reason stands alone. */
export function reasonText(result: TargetResult, facts: ReportFacts, medium: Medium): string {
  const context = contextOf(result, facts, medium);
  const end = isEndOfProton(result.failure, facts) ? protonEnded : undefined;
  const fate = isRefusalOfOurs(result.reason) ? capitalised(breakdown(context)) : undefined;
  return sentences([end, fate, capitalised(reasonSentence(result.reason, context)), failureBehind(context)]);
}

/** The reason alone, without the failure behind it. May begin with a small letter. */
export function reasonSentence(reason: Reason, context: SentenceContext): string {
  const { result, medium, words } = context;
  const name = medium.name(result.target.name);
  switch (reason.kind) {
    case 'ended':
      return sentences([endSentence(reason.stage, context), afterTheEnd(reason, context)]);
    case 'already-ended':
      return alreadyEnded(reason, context);
    case 'no-deployment':
      return noDeployment(reason, context);
    case 'already-cancelling':
      return `${words.cancellingAlready}${statusInBrackets(reason.status, context)}.`;
    case 'stuck':
      return `no ${words.deployment} was in progress: the ${words.target} is stuck${after(reason.status, (status) => `in ${medium.name(status)}`)} after a failure and can't be updated until it is repaired.`;
    case 'rolled-back-by-itself':
      return reason.cause === undefined
        ? `the ${words.deployment} was rolled back. Whether a user or a failure began that could not be determined.`
        : `the ${words.deployment} failed and was rolled back without being cancelled. AWS gives this cause: ${asSentence(medium.prose(reason.cause))}`;
    case 'another-deployment':
      return anotherDeployment(reason, context);
    case 'deleted':
      return deletionText(reason, context);
    case 'not-found':
      return notFound(context);
    case 'superseded':
      return superseded(reason, context);
    case 'timed-out':
      return sentences([endOfWait(context), reason.isRollback ? rollbackOfOthers : undefined]);
    case 'accepted':
      return `AWS accepted the cancellation of ${deploymentOfTarget(context)}.`;
    case 'joined':
      return `${deploymentOfTarget(context)} was already being cancelled.`;
    case 'in-progress':
      return `a ${words.deployment} is in progress. This is a dry run: no cancel request was sent.`;
    case 'interrupted':
      return interruption(context);
    case 'pending':
      return `AWS has not answered for ${name} yet.`;
    case 'failed-call':
      return breakdown(context);
    case 'refused-in-progress':
      return `${deploymentOfTarget(context)} is still in progress${statusInBrackets(reason.status, context)}.`;
    case 'unknown-status':
      return unknownStatus(reason.status, context);
    case 'unidentified':
      return `AWS does not name the ${words.deployment} in progress, so it is not known whether it is ${medium.name(reason.wanted)}.`;
    case 'other-operation':
      return `the ${words.target} ${name} is ${reason.status === undefined ? 'busy with another operation' : medium.name(reason.status)}: only an update can be cancelled.`;
    case 'nested':
      return `the ${words.target} ${name} is nested: it can only be cancelled through its root stack, ${medium.prose(reason.root)}.`;
  }
}

/** What there is to say about a deployment's end besides the end itself: nothing or one or more sentences. */
export function afterTheEnd(
  { successor, isAfterRequest }: ReasonOf<'ended'>,
  { medium, words }: SentenceContext,
): string | undefined {
  return (
    sentences([
      isAfterRequest ? undefined : 'Whether it ended before or after the cancel request could not be determined',
      successor && `Another ${words.short}, ${medium.name(successor)}, has started since`,
    ]) || undefined
  );
}

function endSentence(stage: EndStage, context: SentenceContext): string {
  const { result, words } = context;
  const subject = deploymentById(result.deploymentId, context);
  switch (stage) {
    case 'cancelled':
      return `${subject} was cancelled.`;
    case 'succeeded':
      return `${subject} finished first: the cancellation had no effect.`;
    case 'failed':
      return `${subject} failed${statusInBrackets(result.lastSeen?.status, context)}.`;
    case 'deleted':
      return `the ${words.target} or its ${words.deployment} was deleted.`;
  }
}

function alreadyEnded({ status, endedAt }: ReasonOf<'already-ended'>, { medium, words }: SentenceContext): string {
  const time = after(moment(endedAt), (at) => `at ${at}`);
  const end = status === undefined || status === '' ? 'ended' : `ended as ${medium.name(status)}`;
  return `no ${words.deployment} was in progress: the last one had already ${end}${time}.`;
}

function noDeployment({ status }: ReasonOf<'no-deployment'>, { medium, words, facts }: SentenceContext): string {
  if (status !== undefined && status !== '') {
    return `no ${words.deployment} is in progress: the ${words.target} is ${medium.name(status)}.`;
  }
  return facts.targetKind === 'service' ? 'the service has no pipeline.' : `no ${words.deployment} is in progress.`;
}

function anotherDeployment(reason: ReasonOf<'another-deployment'>, { medium, words }: SentenceContext): string {
  const wanted = `${words.short} ${medium.name(reason.wanted)}`;
  if (reason.isInProgress) {
    const current = reason.current === undefined ? 'another one is' : `${medium.name(reason.current)} is`;
    return `${wanted} is not the one in progress: ${current}. Nothing was cancelled.`;
  }
  const latest = after(
    reason.current,
    (id) => `The latest one is ${medium.name(id)}, and it is not in progress either.`,
  );
  return `${wanted} is not in progress.${latest}`;
}

function notFound({ result, medium, words, facts }: SentenceContext): string {
  const where = after(facts.region, (region) => `in ${medium.name(region)}`);
  const name = medium.name(result.target.name);
  if (result.lastSeen === undefined) return `${words.api} knows no ${words.target} ${name}${where}.`;
  const state = stateText(result.lastSeen, medium);
  return `${words.api} answered that it knows no ${words.target} ${name}${where}, although it still shows it as ${state}.`;
}

function superseded({ successor, followed, why }: ReasonOf<'superseded'>, { medium, words }: SentenceContext): string {
  const newer = successor === undefined ? `another ${words.short}` : `${words.short} ${medium.name(successor)}`;
  const older = followed === undefined ? 'the one to be cancelled' : medium.name(followed);
  return why === 'end-unknown'
    ? `${newer} has taken the place of ${older}, whose outcome could not be determined.`
    : `the cancel request reached ${newer}, and may have cancelled it: it had started in place of ${older}.`;
}

function unknownStatus(status: string | undefined, { medium }: SentenceContext): string {
  return status === undefined || status === ''
    ? 'AWS gave no status.'
    : `AWS gave the status ${medium.name(status)}, which this version of the action does not know.`;
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
    case 'other-operation':
    case 'nested':
      return true;
    default:
      return false;
  }
}

function statusInBrackets(status: string | undefined, { medium }: SentenceContext): string {
  return after(status, (text) => `(${medium.name(text)})`);
}
