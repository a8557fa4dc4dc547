import { duration } from '../../text/time.ts';
import { deployedByFate, fateOf, isRollingBack, unknownAnswer } from '../sentences/fate.ts';
import { deploymentOfTarget, lastStateOf, runAgain, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The wait ended first. AWS carries on. */
export const timedOut: OutcomeWords = {
  label: 'timed out',
  title: ({ api, deployment }) => `${api}: ${deployment} not cancelled in time`,
  answer: ({ reason, failure, lastSeen }) => {
    if (reason.kind === 'timed-out' && reason.isRollback) return 'Still rolling back';
    // A state that could not be read lately may have changed by now.
    return failure === undefined && lastSeen !== undefined ? 'Not cancelled yet' : unknownAnswer;
  },
  headline: (context) => `: ${endOfWait(context)}`,
  deployedNow: deployedByFate,
  nextStep: ({ result, facts }) => {
    const wait = `${runAgain(facts)} to keep waiting for the ${isRollingBack(result) ? 'rollback' : 'cancellation'}.`;
    const isJobOver = facts.guard?.moment === 'after' && facts.guard.isJobCancelled;
    return isJobOver
      ? `${wait} GitHub leaves a cancelled job no more time.`
      : `${wait} A longer \`wait-for-minutes\` gives it more time.`;
  },
};

/** Said of a rollback that was in progress before this step asked for one. */
export const rollbackOfOthers = 'This step did not start that rollback.';

/** How the wait ended: the state, how old it is, and what AWS goes on doing. May begin with a small letter. */
export function endOfWait(context: SentenceContext): string {
  const { result, facts } = context;
  const { lastSeen } = result;
  const over = `the ${lengthOf(facts.waitMilliseconds)} wait ended`;
  const isWaiting = facts.waitMilliseconds > 0;
  if (lastSeen === undefined) {
    return `the state of ${deploymentOfTarget(context)} could not be read${isWaiting ? ` before ${over}` : ''}.`;
  }
  // Both count from the start of the step, as the wait does: what is asked after it makes no state older.
  const age = Math.min(result.endedAtMilliseconds, facts.waitMilliseconds) - lastSeen.atMilliseconds;
  const isOld = isWaiting && age >= 1_000;
  const when = isOld
    ? `when last read, ${duration(age)} before ${over}`
    : isWaiting
      ? `when ${over}`
      : 'when last read';
  return `${lastStateOf(lastSeen, context)} ${when}.${fateOf(result) === 'accepted' ? ' AWS carries on.' : ''}`;
}

/** `30-minute`, as `wait-for-minutes` says it. */
function lengthOf(milliseconds: number): string {
  const isShort = milliseconds < 60_000;
  return `${Number((milliseconds / (isShort ? 1_000 : 60_000)).toFixed(1))}-${isShort ? 'second' : 'minute'}`;
}
