import { must } from '../must.ts';
import { stepToken } from './act-stack.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';
import { subjects } from './stack-subjects.ts';
import { type Change, isAtRest, isDated } from './stack-update.ts';

/** What is said about the request has to be what CloudFormation saw of it. */
const judgeRequestState: StackJudge = (facts) => {
  const { aftermath, cancels, accepted, met } = facts;
  const hasLeft = cancels.some(({ leftAt }) => leftAt !== undefined);
  switch (aftermath.result.requestState) {
    case 'nothing-sent':
      return must(!hasLeft, 'a request was sent');
    case 'refused':
      return must(met === undefined, 'a request was carried out');
    case 'accepted':
      // The events say so as well.
      return must(accepted !== undefined || facts.isMetRead, 'no request was accepted');
    case 'in-doubt':
      return must(hasLeft, 'no request was sent') ?? must(accepted === undefined, 'a request was accepted');
  }
};

/** A dry run and a guard keep requests from being sent, and a repeated one carries the token of the first. */
const judgeRequests: StackJudge = ({ aftermath, cancels, guarded, states }) => {
  const { scene } = aftermath;
  const sent = cancels.filter(({ leftAt }) => leftAt !== undefined);
  if (scene.dryRun && cancels.length > 0) return 'a dry run sent a request';
  if (cancels.some(({ token }) => token !== stepToken)) return 'a request was repeated with another token';
  if (sent.some(({ failure }, at) => failure === undefined && at < sent.length - 1)) {
    return 'a request followed an accepted one';
  }
  if (scene.guard === 'none' || sent.length === 0) return undefined;
  // Each request needs a look of its own that shows the guarded update.
  const isGuarded = sent.every((request) => {
    const look = states.findLast(
      ({ request: read }) => (read.endedAt ?? Number.POSITIVE_INFINITY) <= request.startedAt,
    );
    return (
      guarded !== undefined &&
      look?.view.change.update === guarded &&
      isFreshFor(look.request.startedAt, request.startedAt)
    );
  });
  return must(isGuarded, 'a request was sent without a look at the guarded update');

  function isFreshFor(lookedAt: number, sentAt: number): boolean {
    const before = cancels.filter(({ startedAt }) => startedAt < sentAt).at(-1);
    return before === undefined || lookedAt >= (before.endedAt ?? 0);
  }
};

/** A request whose fate is unknown is not repeated blindly. */
const judgeRepeats: StackJudge = ({ cancels, states, aftermath: { scene } }) => {
  const blind = cancels.slice(1).find((request, at) => {
    const before = cancels[at];
    const isLost =
      before?.leftAt !== undefined && ['connection-lost', 'unreadable', 'server-fault'].includes(before.failure ?? '');
    const looked = states.some(
      ({ request: read }) => read.startedAt >= (before?.endedAt ?? 0) && (read.endedAt ?? 0) <= request.startedAt,
    );
    return isLost && !looked;
  });
  return must(blind === undefined || scene.dryRun, 'a request of unknown fate was repeated blindly');
};

/** From the first read on, the stack id counts, not the name. */
const judgeReferences: StackJudge = ({ aftermath, states }) => {
  const knownAt = aftermath.scene.byId ? 0 : states[0]?.request.endedAt;
  const wrong = aftermath.requests.find(
    ({ reference, startedAt }) => knownAt !== undefined && startedAt > knownAt && reference !== aftermath.stackId,
  );
  return must(wrong === undefined, `the stack was named ${String(wrong?.reference)}`);
};

/** The id that is told is that of the deployment that was cancelled, or that the request was meant for; it is told where it was read. */
const judgeId: StackJudge = (facts) => {
  const { aftermath, met, guarded, accepted, states } = facts;
  const { scene } = aftermath;
  const { outcome, deploymentId, detail } = aftermath.result;
  if (outcome === 'nothing-to-cancel' || outcome === 'not-found') {
    return must(deploymentId === undefined, 'an id is told, though nothing was cancelled');
  }
  if (deploymentId !== undefined) {
    const about = [...subjects(facts), ...facts.twins].map(({ id }) => id);
    const known = [...about, aftermath.guardedId, met?.id, ...idsOfLag(facts)];
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
      ((isOwnRollback(view.change) && isRecognised) ||
        (request.startedAt >= since + 10_000 && (isRecognised || isDated(view.change))) ||
        (facts.isMetRead && scene.eventsHaveIds)),
  );
  const isKnown = met !== undefined && !met.isCancelIdle;
  if (isKnown && isTold && deploymentId === undefined) return 'the id was read, and is not told';
  const stackId = detail?.kind === 'stack' ? detail.stack.stackId : undefined;
  return must(
    read.length === 0 || stackId !== undefined || guarded !== undefined,
    'the stack id was read, and is not told',
  );
};

/** The rollback that the request began: the reason says so. */
function isOwnRollback({ status, token }: Change): boolean {
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

/** Times: no run is too long, outputs come early, the end is noticed within a tenth, and what was waited is what was waited. */
const judgeTimes: StackJudge = (facts) => {
  const { aftermath, accepted, met } = facts;
  const { scene, events, result, endedAt } = aftermath;
  if (endedAt > Math.min(scene.wait + 24_000, (scene.stoppedAt ?? Number.POSITIVE_INFINITY) + 500)) {
    return `it took ${endedAt} ms`;
  }
  const early = events.find(({ type }) => type === 'first-accepted')?.atMilliseconds;
  if (early !== accepted?.endedAt && !(accepted === undefined && facts.isMetRead)) {
    return `early outputs at ${String(early)} ms, and not at ${String(accepted?.endedAt)} ms`;
  }
  const sentAt = accepted?.leftAt;
  if (sentAt === undefined) return undefined;
  if (result.waitedMilliseconds > endedAt - sentAt) {
    return `it waited ${endedAt - sentAt} ms, not ${result.waitedMilliseconds} ms`;
  }
  const end = met === undefined ? undefined : facts.restOf(met);
  if (
    !facts.isCalm ||
    !scene.statesHaveIds ||
    !scene.rollbacksHaveIds ||
    result.reason.kind !== 'ended' ||
    end === undefined ||
    scene.wait === 0 ||
    endedAt >= scene.wait
  ) {
    return undefined;
  }
  // The pages of events take their time, and so does the search for a trace that isn't there.
  const late = endedAt - end - 40 * facts.eventPages.length - (met?.isCancelIdle === true ? 10_000 : 0);
  return must(late <= Math.max(1_000, endedAt / 10) + 300, `the end was noticed ${late} ms late`);
};

/** Calls are few, and in the ordinary case, a state that shows the cancellation and then its end, no event is asked for. */
const judgeCalls: StackJudge = (facts) => {
  const { requests, scene, result } = facts.aftermath;
  const reads = requests.filter(({ call }) => call === 'read-state').length;
  const shortest = Math.min(scene.longestPoll, 9_000);
  if (reads > 45 + scene.wait / shortest) return `${reads} reads`;
  const [first] = facts.states;
  const hasIds = scene.statesHaveIds && scene.rollbacksHaveIds;
  const isOrdinary = facts.isCalm && hasIds && scene.guard === 'none' && first !== undefined;
  if (!isOrdinary || !isOwnRollback(first.view.change) || result.outcome !== 'cancelled') return undefined;
  // Ten seconds after the acceptance nothing lags any more.
  const isLong = (facts.accepted?.endedAt ?? 0) + 10_000 < (facts.restOf(first.view.change.update) ?? 0);
  const isOurs = isLong && facts.states.every(({ view }) => view.change.update === facts.met);
  return must(!isOurs || requests.every(({ call }) => call !== 'read-end'), 'events were asked for without need');
};

/** The step ends when the stack is at rest, unless its time is over, it is stopped, or reading can't help any more. */
const judgeRest: StackJudge = (facts) => {
  const { scene, result, endedAt, requests, latest } = facts.aftermath;
  const isOver = endedAt >= Math.min(scene.wait, scene.stoppedAt ?? Number.POSITIVE_INFINITY);
  const shown = facts.states.at(-1)?.view;
  if (shown !== undefined && shown.at < endedAt - 100 && isAtRest(shown.change.status)) return undefined;
  if (scene.dryRun || isOver || requests.some(({ failure }) => failure === 'credentials-refused')) return undefined;
  if (!['cancelled', 'succeeded', 'failed', 'nothing-to-cancel'].includes(result.outcome)) return undefined;
  const left: readonly string[] = ['another-deployment', 'nothing-began'];
  if (left.includes(result.reason.kind)) return undefined;
  const now = facts.at(endedAt);
  const subject = facts.update(result.deploymentId) ?? facts.met ?? latest;
  const isRollback = now?.status === 'ROLLBACK_IN_PROGRESS' || now?.status === 'IMPORT_ROLLBACK_IN_PROGRESS';
  const isCleanup = now?.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' && now.update === subject;
  return must(!isRollback && !isCleanup, `the stack is not at rest: ${String(now?.status)}`);
};

/** What the step did, whatever it said about the end. */
export const workJudges: readonly StackJudge[] = [
  judgeRequestState,
  judgeRequests,
  judgeRepeats,
  judgeReferences,
  judgeId,
  judgeTimes,
  judgeCalls,
  judgeRest,
];
