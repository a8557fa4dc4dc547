import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { protonEnded } from './end-of-support.ts';
import { endOfWait } from './end-of-wait.ts';
import { isEndOfProton } from './failures.ts';
import { fateOf } from './fate.ts';
import { outcomeWords, valueAt } from './outcomes.ts';
import { reasonSentence } from './reasons.ts';
import { stateText } from './stages.ts';
import { contextOf, deploymentOfTarget, type SentenceContext } from './subject.ts';
import { breakdown, interruption } from './unfinished.ts';

/** Was it cancelled? The answer and what it is about, short enough for a heading. */
export function headlineOf(result: TargetResult, facts: ReportFacts, medium: Medium): string {
  const context = contextOf(result, facts, medium);
  const headline = `${answerOf(result)}${restOf(context)}`;
  return isEndOfProton(result.failure, facts) ? `${protonEnded}. ${headline}` : headline;
}

/** The words before the colon: those of the outcome, unless the reason or the state calls for others. */
export function answerOf(result: TargetResult): string {
  const { outcome, reason, lastSeen, failure } = result;
  const answer = valueAt(outcomeWords[outcome].answer, fateOf(result));
  switch (reason.kind) {
    case 'another-deployment':
      return reason.isInProgress ? 'Not cancelled' : answer;
    case 'superseded':
      return reason.why === 'request-hit-successor' ? 'Not cancelled' : answer;
    case 'timed-out':
      if (reason.isRollback) return 'Still rolling back';
      // A state that could not be read lately may be another by now.
      return failure === undefined && lastSeen !== undefined ? answer : unknownAnswer;
    case 'pending':
      return 'Not known yet';
    case 'interrupted':
    case 'failed-call':
      return isRollbackOfOthers(result) ? 'Rolling back' : answer;
    default:
      return answer;
  }
}

/** Whether a rollback goes on that this step's request has not begun: perhaps nobody has cancelled anything. */
function isRollbackOfOthers({ requestState, lastSeen }: TargetResult): boolean {
  return lastSeen?.stage === 'rolling-back' && requestState !== 'accepted';
}

const unknownAnswer = valueAt(outcomeWords.superseded.answer, 'in-doubt');

function restOf(context: SentenceContext): string {
  const { result, facts, medium } = context;
  const name = medium.name(result.target.name);
  switch (result.outcome) {
    case 'cancelled':
      return `: ${deploymentOfTarget(context)}${afterWait(result)}.`;
    case 'succeeded':
      return `: ${deploymentOfTarget(context)} finished first, and the cancellation had no effect.`;
    case 'failed':
      return `: ${deploymentOfTarget(context)} ${failedAs(context)}.`;
    case 'nothing-to-cancel':
      return withoutDeployment(context);
    case 'deleted':
      return ` at ${name}.`;
    case 'not-found':
      return `: ${reasonSentence({ kind: 'not-found' }, context)}`;
    case 'superseded':
      return result.reason.kind === 'superseded' && result.reason.why === 'request-hit-successor'
        ? `: the cancel request for ${name} reached another deployment.`
        : `: another deployment has started at ${name} since.`;
    case 'timed-out':
      return `: ${endOfWait(context)}`;
    case 'requested':
      return `: ${deploymentOfTarget(context)}. ${facts.waitMilliseconds === 0 ? 'This step does not wait for the result.' : 'The result is not known yet.'}`;
    case 'would-cancel':
      return `: ${deploymentOfTarget(context)} would be cancelled. Nothing was changed.`;
    case 'interrupted':
      return result.reason.kind === 'pending'
        ? `: AWS has not answered for ${name} yet.`
        : `: ${interruption(context)}`;
    case 'error':
      return `: ${breakdown(context)}`;
  }
}

function withoutDeployment({ result, medium }: SentenceContext): string {
  const { reason } = result;
  const name = medium.name(result.target.name);
  if (reason.kind !== 'another-deployment' || !reason.isInProgress) return ` at ${name}.`;
  const id = reason.current === undefined ? '' : ` (${medium.name(reason.current)})`;
  return `: another deployment${id} is in progress at ${name}.`;
}

function failedAs({ result, medium }: SentenceContext): string {
  const { lastSeen } = result;
  return lastSeen?.status ? `ended as ${stateText(lastSeen, medium)}` : 'failed';
}

function afterWait({ waitedMilliseconds }: TargetResult): string {
  return waitedMilliseconds > 0 ? `, after ${duration(waitedMilliseconds)}` : '';
}
