import type { TargetResult } from '../../cancellation/model/result.ts';
import { duration } from '../../text/time.ts';
import { deployedByFate, fateOf, isRollingBack, unknownAnswer } from '../sentences/fate.ts';
import { deploymentOfTarget, lastStateOf, runAgain, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** The wait ended first. AWS carries on. */
export const timedOut: OutcomeWords = {
  label: 'timed out',
  title: ({ deployment }) => `${deployment} not cancelled in time`,
  answer: (result) => {
    const { reason, failure, lastSeen } = result;
    if ((reason.kind === 'timed-out' || reason.kind === 'waiting') && reason.isRollback) return 'Still rolling back';
    if (rootOfCleanup(result) !== undefined) return 'Not cancelled';
    // A state that could not be read lately may have changed by now.
    return failure === undefined && lastSeen !== undefined ? 'Not cancelled yet' : unknownAnswer;
  },
  headline: (context) => `: ${endOfWait(context)}`,
  deployedNow: deployedByFate,
  nextStep: ({ result, facts, words, medium }) => {
    const root = rootOfCleanup(result);
    if (root !== undefined) {
      return `See how the root stack ends: ${medium.prose(root)}. To cancel the whole ${words.short}, give it as \`${words.input}\`.`;
    }
    const wait = `${runAgain(facts)} to keep waiting for the ${isRollingBack(result) ? 'rollback' : 'cancellation'}.`;
    if (result.reason.kind === 'waiting') return wait;
    const isJobOver = facts.guard?.moment === 'after' && facts.guard.isJobCancelled;
    return isJobOver
      ? `${wait} GitHub leaves a cancelled job no more time.`
      : `${wait} A longer \`wait-for-minutes\` gives it more time.`;
  },
};

/** The root of a nested stack that has finished and that its root may still roll back; undefined for all others. */
function rootOfCleanup({ lastSeen, nestedIn }: TargetResult): string | undefined {
  return lastSeen?.stage === 'cleaning-up' ? nestedIn : undefined;
}

/** Said of a rollback that was in progress before this step asked for one. A request in doubt may have begun it. */
export function whoseRollback(
  { isRollback }: ReasonOf<'timed-out' | 'waiting'>,
  { result }: SentenceContext,
): string | undefined {
  return isRollback && result.requestState !== 'in-doubt' ? 'This step did not start that rollback.' : undefined;
}

/** How the wait ended: the state, how old it is, and what AWS goes on doing. May begin with a small letter. */
export function endOfWait(context: SentenceContext): string {
  const { result, facts } = context;
  const { lastSeen } = result;
  const over = `the ${lengthOf(facts.waitMilliseconds)} wait ended`;
  // The wait that the early outputs tell of is not over.
  const isOver = facts.waitMilliseconds > 0 && result.reason.kind !== 'waiting';
  if (lastSeen === undefined) {
    return `the state of ${deploymentOfTarget(context)} could not be read${isOver ? ` before ${over}` : ''}.`;
  }
  // Both count from the start of the step, as the wait does: what is asked after it makes no state older.
  const age = Math.min(result.endedAtMilliseconds, facts.waitMilliseconds) - lastSeen.atMilliseconds;
  const isOld = isOver && age >= 1_000;
  const when = isOld ? `when last read, ${duration(age)} before ${over}` : isOver ? `when ${over}` : 'when last read';
  const state = `${lastStateOf(lastSeen, context)} ${when}.`;
  if (rootOfCleanup(result) !== undefined) return `${state} Its root stack may still roll it back.`;
  return `${state}${fateOf(result) === 'accepted' ? ' AWS carries on.' : ''}`;
}

/** `30-minute`, as `wait-for-minutes` says it. */
function lengthOf(milliseconds: number): string {
  const isShort = milliseconds < 60_000;
  return `${Number((milliseconds / (isShort ? 1_000 : 60_000)).toFixed(1))}-${isShort ? 'second' : 'minute'}`;
}
