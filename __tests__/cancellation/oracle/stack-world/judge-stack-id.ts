import { must } from '../must.ts';
import { certaintyAt } from '../world/certainty.ts';
import { stepToken } from './act-stack.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';
import { subjects } from './stack-subjects.ts';
import { type Change, isAtRest, isDated } from './stack-update.ts';

/** Whether a state that was read before had shown the end of the update that the request met: what goes on after that lags. */
function isBehind({ states, met }: StackFacts, startedAt: number): boolean {
  return states.some(
    ({ request, view: { change } }) =>
      (request.endedAt ?? startedAt) < startedAt && change.update === met && isAtRest(change.status),
  );
}

/** The id that is told is that of the deployment that was cancelled, or that the request was meant for; it is told where it was read. */
export const judgeId: StackJudge = (facts) => {
  const { aftermath, met, guarded, accepted, states, eventPages } = facts;
  const { scene } = aftermath;
  const { outcome, deploymentId, detail } = aftermath.result;
  if (outcome === 'nothing-to-cancel' || outcome === 'not-found') {
    return must(deploymentId === undefined, 'an id is told, though nothing was cancelled');
  }
  if (deploymentId !== undefined) {
    const about = [...subjects(facts), ...facts.twins].map(({ id }) => id);
    const known = [...about, aftermath.guardedId, met?.id, ...idsOfLag(facts), ...idsBefore(facts)];
    const isHonest =
      outcome === 'error' || outcome === 'would-cancel' || outcome === 'deleted' || outcome === 'superseded';
    if (!known.includes(deploymentId) && !isHonest) return `the id is ${deploymentId}`;
    if (!isHonest && guarded !== undefined && deploymentId !== guarded.id) return 'the id is not the guarded one';
  }
  if (accepted === undefined) return undefined;
  const since = accepted.endedAt ?? 0;
  const read = states.filter(({ request }) => request.startedAt >= since);
  // A reading that lags may name the one before, and a late one a successor. One that shows the cancellation doesn't, nor one 10 s later.
  const isSuccessor = aftermath.result.reason.kind === 'superseded' && aftermath.result.reason.successor === met?.id;
  // Events without ids don't say that the rollback which they tell of is the one that was read.
  const isRecognised = scene.eventsHaveIds || !facts.isMetRead;
  // Nor can an id be told apart that was read late, where the events are never answered.
  const isLate = facts.isAskedInVain && (read[0]?.request.endedAt ?? 0) - (accepted.leftAt ?? 0) > 3_000;
  const isTold = read.some(
    ({ request, view }) =>
      view.hasId &&
      view.change.update === met &&
      !isSuccessor &&
      !isLate &&
      ((isOwnRollback(view.change) && isRecognised && !isBehind(facts, request.startedAt)) ||
        (request.startedAt >= since + 10_000 && (isRecognised || isDated(view.change))) ||
        (facts.isMetRead && scene.eventsHaveIds)),
  );
  const isKnown = met !== undefined && !met.isCancelIdle;
  // Events that lag may tell of an earlier one.
  const isMisled = eventPages.length > 0 && !facts.hasRead(({ update }) => update === met);
  if (isKnown && isTold && !isMisled && deploymentId === undefined) return 'the id was read, and is not told';
  const stackId = detail?.kind === 'stack' ? detail.stack.stackId : undefined;
  return must(
    read.length === 0 || stackId !== undefined || guarded !== undefined,
    'the stack id was read, and is not told',
  );
};

/** The rollback that the request began: the reason says so. */
export function isOwnRollback({ status, token }: Change): boolean {
  return status === 'UPDATE_ROLLBACK_IN_PROGRESS' && token === stepToken;
}

/** While no end is told, a read that lags may name the update before, which was going on then; without events, one may name a successor. */
function idsOfLag({
  aftermath,
  states,
  eventPages,
  accepted,
  perhapsMet,
  isAskedInVain,
}: StackFacts): readonly string[] {
  if (!['requested', 'timed-out', 'interrupted'].includes(aftermath.result.outcome)) return [];
  const acceptedAt = accepted?.arrivedAt ?? 0;
  const shown = states.filter(({ view }) => view.at < acceptedAt || isAskedInVain).map(({ view }) => view.change);
  const recorded = eventPages.flatMap(({ view }) => (view.at < acceptedAt ? view.changes : []));
  const late = [...shown, ...recorded].filter(({ status }) => status.endsWith('_IN_PROGRESS'));
  return [...late.flatMap(({ update }) => update?.id ?? []), ...perhapsMet.map(({ id }) => id)];
}

/**
 * Without events, and without ids in the states of rollbacks, the update before may be the one that is rolled back, where the next was begun
 * about when the request left: its time may be that of the rollback, which a state gives, too.
 */
function idsBefore({ aftermath, states, met, accepted, isAskedInVain }: StackFacts): readonly string[] {
  const { scene, requests, endedAt } = aftermath;
  const margin = certaintyAt(requests, endedAt);
  if (!isAskedInVain || scene.rollbacksHaveIds || met === undefined || accepted?.leftAt === undefined) return [];
  if (met.begunAt < accepted.leftAt - margin) return [];
  const before = states.filter(({ view: { change } }) => change.status === 'UPDATE_IN_PROGRESS');
  return before.flatMap(({ view }) => view.change.update?.id ?? []);
}
