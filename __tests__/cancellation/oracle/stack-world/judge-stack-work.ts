import { must } from '../must.ts';
import { stepToken } from './act-stack.ts';
import { isOwnRollback, judgeId } from './judge-stack-id.ts';
import type { StackJudge } from './stack-facts.ts';
import { type Change, isAtRest } from './stack-update.ts';

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
  // Which of several the request has met, nobody may know.
  const end = facts.restOf((met?.isCancelIdle === true ? facts.update(result.deploymentId) : undefined) ?? met);
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
  // The pages of events take their time, those that say what failed as well, and so does the search for a trace that isn't there.
  const pages = aftermath.requests.filter(({ call }) => call === 'read-end').length;
  const late = endedAt - end - 40 * pages - (met?.isCancelIdle === true ? 10_000 : 0);
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
  // What has failed and was repaired is none either.
  const isOurs =
    isLong && facts.states.every(({ view: { change } }) => change.update === facts.met && !isFailed(change));
  return must(!isOurs || requests.every(({ call }) => call !== 'read-end'), 'events were asked for without need');
};

function isFailed({ status }: Change): boolean {
  return status === 'UPDATE_ROLLBACK_FAILED' || status === 'UPDATE_FAILED';
}

/** The step ends when the stack is at rest, unless its time is over, it is stopped, or reading can't help any more. */
const judgeRest: StackJudge = (facts) => {
  const { scene, result, endedAt, requests, latest } = facts.aftermath;
  const isOver = endedAt >= Math.min(scene.wait, scene.stoppedAt ?? Number.POSITIVE_INFINITY);
  const shown = facts.states.at(-1)?.view;
  if (shown !== undefined && shown.at < endedAt - 100 && isAtRest(shown.change.status)) return undefined;
  // Without ids, the cleanup of a successor looks the same.
  if (!scene.eventsHaveIds) return undefined;
  if (scene.dryRun || isOver || requests.some(({ failure }) => failure === 'credentials-refused')) return undefined;
  if (!['cancelled', 'succeeded', 'failed', 'nothing-to-cancel'].includes(result.outcome)) return undefined;
  const left: readonly string[] = ['another-deployment', 'nothing-began'];
  if (left.includes(result.reason.kind)) return undefined;
  const now = facts.at(endedAt);
  const subject = facts.update(result.deploymentId) ?? facts.met ?? latest;
  // What came after an update that was rolled back is a successor.
  const isSuccessor = result.reason.kind === 'rolled-back-by-others' || result.outcome === 'cancelled';
  const isImport = now?.status === 'IMPORT_ROLLBACK_IN_PROGRESS' && !isSuccessor;
  const isRollback = now?.status === 'ROLLBACK_IN_PROGRESS' || isImport;
  const isCleanup = now?.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' && now.update === subject && !isSuccessor;
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
