import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { certainty, certaintyAt } from '../world/certainty.ts';
import type { StackFacts } from './stack-facts.ts';
import type { Update } from './stack-update.ts';

/** The updates that the result may be about. */
export function subjects(facts: StackFacts): readonly Update[] {
  const { aftermath, met, guarded } = facts;
  const { life, latest, guardedId } = aftermath;
  if (guardedId !== undefined) return guarded === undefined ? [] : [guarded];
  // A cancellation without an effect leaves no trace in the events, and without ids there is none in the states.
  const isWithoutTrace = met?.isCancelIdle === true && !aftermath.scene.statesHaveIds;
  if (met !== undefined && facts.isMetKnown && !facts.isAskedInVain && !isWithoutTrace) {
    const named = life?.updates.filter((update) => isNamedBefore(facts, update)) ?? [];
    return [met, ...facts.untraceable.filter((update) => update !== met), ...undatedOf(facts), ...named];
  }
  // Nothing has told the step which one it is: the one that was there at the beginning, or that a request or a read has found.
  const found = facts.cancels.flatMap(({ arrivedAt }) =>
    arrivedAt === undefined ? [] : [facts.at(arrivedAt)?.update],
  );
  const shown = facts.states.flatMap(({ view: { at, change } }) =>
    at >= 0 || isFoundLate(facts, change.update) ? [change.update] : [],
  );
  const known = [latest, ...found, ...shown, ...facts.untraceable];
  const isKnown = (update: Update): boolean => known.includes(update) || isNamedBefore(facts, update);
  return life?.updates.filter((update) => isKnown(update) || isPerhapsMet(facts, update)) ?? [];
}

/**
 * The updates of which nothing says when they were begun, where the cancellation has left no trace: neither the events, nor a state, which says
 * it only of what was not rolled back.
 */
function undatedOf(facts: StackFacts): readonly Update[] {
  if (facts.untraceable.length === 0) return [];
  const shown = facts.states.map(({ view }) => view.change).filter(({ status }) => status.includes('ROLLBACK'));
  const undated = shown.flatMap(({ update }) => update ?? []);
  return undated.filter((update) => !facts.hasRead((change) => change.update === update));
}

/** Whether an update was going on while requests of unknown fate travelled, as well as AWS's time can be known. */
function isPerhapsMet(facts: StackFacts, update: Update): boolean {
  const { accepted, cancels } = facts;
  const [leftAt, endedAt] = [facts.firstSentAt, cancels.at(-1)?.endedAt];
  if (accepted !== undefined || leftAt === undefined || endedAt === undefined) return false;
  const rest = facts.restOf(update) ?? Number.POSITIVE_INFINITY;
  const margin = Math.max(certainty, certaintyAt(facts.aftermath.requests, facts.aftermath.endedAt));
  return update.begunAt <= endedAt + margin && rest >= leftAt - margin;
}

/**
 * A step that AWS has not accepted a request of may follow an update that is over by then, where a read that lags shows it
 * going on: nothing contradicts that, unless the step has read when it ended. The same holds for an end that is told without
 * saying that it came after the request, once there was time enough to read again.
 */
export function isFoundLate(facts: StackFacts, update: Update | undefined): boolean {
  const { firstSentAt = 0, accepted, aftermath } = facts;
  if (update === undefined || accepted !== undefined) return false;
  const shown = facts.states.filter(
    ({ request, view: { change } }) => change.update === update && request.startedAt >= firstSentAt,
  );
  const { reason } = aftermath.result;
  const isAdmitted = reason.kind === 'ended' && !reason.isAfterRequest;
  if (isAdmitted && facts.isPatient) return shown.length > 0;
  const end = facts.restOf(update);
  const isEndKnown =
    end !== undefined &&
    end < firstSentAt - certainty &&
    facts.hasRead((change) => change.update === update && change.at === end);
  return !isEndKnown && shown.some(({ view: { change } }) => isGoingOn(change.status));
}

/**
 * By the contract, the id that the last state before the accepted request has given confirms the end that is read after it, unless events
 * or a later state show another update.
 */
export function isNamedBefore(facts: StackFacts, update: Update): boolean {
  const { accepted, aftermath, met, states } = facts;
  const leftAt = accepted?.leftAt;
  if (leftAt === undefined || !aftermath.scene.statesHaveIds) return false;
  const isBefore = ({ request }: (typeof states)[number]): boolean => request.startedAt < leftAt;
  const isOther = states.some((each) => !isBefore(each) && each.view.change.update !== update);
  const isMetRead = met !== update && facts.hasRead((change) => change.update === met);
  return states.findLast(isBefore)?.view.change.update === update && !isOther && !isMetRead;
}

export function isRollingBack(status: StackStatus): boolean {
  return status === 'UPDATE_ROLLBACK_IN_PROGRESS' || status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
}

export function isGoingOn(status: StackStatus): boolean {
  return status === 'UPDATE_IN_PROGRESS' || isRollingBack(status);
}
