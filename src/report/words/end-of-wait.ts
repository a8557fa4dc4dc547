import { duration } from '../../text/time.ts';
import { fateOf } from './fate.ts';
import { deploymentOfTarget, lastStateOf, type SentenceContext } from './subject.ts';

/** Said of a rollback that was going on before this step asked for one. */
export const rollbackOfOthers = 'This step did not begin that rollback.';

/** How the wait ended: the state, how old it is, and what AWS goes on doing. */
export function endOfWait(context: SentenceContext): string {
  const { result, facts } = context;
  const { lastSeen } = result;
  const over = `the wait of ${duration(facts.waitMilliseconds)} was over`;
  const isWaiting = facts.waitMilliseconds > 0;
  if (lastSeen === undefined) {
    return `the state of ${deploymentOfTarget(context)} could not be read${isWaiting ? ` before ${over}` : ''}.`;
  }
  const age = result.endedAtMilliseconds - lastSeen.atMilliseconds;
  const isOld = isWaiting && age >= 1_000;
  const when = isOld
    ? `when last read, ${duration(age)} before ${over}`
    : isWaiting
      ? `when ${over}`
      : 'when last read';
  return `${lastStateOf(lastSeen, context)} ${when}.${fateOf(result) === 'accepted' ? ' AWS carries on.' : ''}`;
}
