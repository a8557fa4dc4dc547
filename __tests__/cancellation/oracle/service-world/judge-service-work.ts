import { must } from '../must.ts';
import { certaintyAt } from '../world/certainty.ts';
import { type ServiceJudge, subjects } from './service-facts.ts';

/** What is said about the request has to be what Proton saw of it. */
const judgeRequestState: ServiceJudge = ({ aftermath, cancels, accepted, hits }) => {
  const hasLeft = cancels.some(({ leftAt }) => leftAt !== undefined);
  switch (aftermath.result.requestState) {
    case 'nothing-sent':
      return must(!hasLeft, 'a request was sent');
    case 'refused':
      return must(hits.length === 0, 'a request was carried out');
    case 'accepted':
      return must(accepted !== undefined, 'no request was accepted');
    case 'in-doubt':
      return must(hasLeft, 'no request was sent') ?? must(accepted === undefined, 'a request was accepted');
  }
};

/** A dry run and a guard keep requests from being sent, and nothing follows an accepted one. */
const judgeRequests: ServiceJudge = ({ aftermath, cancels, guarded, states }) => {
  const { scene } = aftermath;
  const sent = cancels.filter(({ leftAt }) => leftAt !== undefined);
  if (scene.dryRun && cancels.length > 0) return 'a dry run sent a request';
  if (sent.some(({ failure }, at) => failure === undefined && at < sent.length - 1)) {
    return 'a request followed an accepted one';
  }
  if (scene.guard === 'none') return undefined;
  const unguarded = sent.find((request) => {
    const before = cancels.filter(({ startedAt }) => startedAt < request.startedAt).at(-1);
    const look = states.findLast(
      ({ request: read }) => (read.endedAt ?? Number.POSITIVE_INFINITY) <= request.startedAt,
    );
    const isFresh = look !== undefined && look.request.startedAt >= (before?.endedAt ?? 0);
    return guarded === undefined || look?.view.deployment !== guarded || !isFresh;
  });
  return must(unguarded === undefined, 'a request was sent without a look at the guarded deployment');
};

/** A request whose fate is unknown is not repeated blindly, nor where another deployment has begun since. */
const judgeRepeats: ServiceJudge = ({ cancels, states, aftermath: { requests } }) => {
  for (const [at, request] of cancels.slice(1).entries()) {
    const before = cancels[at];
    const isLost =
      before?.leftAt !== undefined && ['connection-lost', 'unreadable', 'server-fault'].includes(before.failure ?? '');
    if (!isLost) continue;
    const look = states.findLast(
      ({ request: read }) => read.startedAt >= (before.endedAt ?? 0) && (read.endedAt ?? 0) <= request.startedAt,
    );
    if (look === undefined) return 'a request of unknown fate was repeated blindly';
    if (look.view.deployment.begunAt > (before.leftAt ?? 0) + certaintyAt(requests, request.startedAt)) {
      return 'a request of unknown fate was repeated at a successor';
    }
  }
  return undefined;
};

/** The id that is told is that of the deployment that was cancelled, or that the request was meant for; it is told where it was read. */
const judgeId: ServiceJudge = (facts) => {
  const { aftermath, guarded, accepted, states, hits } = facts;
  const { outcome, deploymentId, detail } = aftermath.result;
  if (outcome === 'nothing-to-cancel' || outcome === 'not-found') {
    return must(deploymentId === undefined, 'an id is told, though nothing was cancelled');
  }
  if (deploymentId !== undefined) {
    // Stopped by then, the step tells what its request was meant for, as a look that lags has shown it.
    const meant = outcome === 'interrupted' ? states.map(({ view }) => view.deployment) : [];
    const known = [...subjects(facts), ...hits, ...meant].map(({ id }) => id);
    const isHonest =
      outcome === 'error' || outcome === 'would-cancel' || outcome === 'deleted' || outcome === 'superseded';
    if (!known.includes(deploymentId) && deploymentId !== aftermath.guardedId && !isHonest) {
      return `the id is ${deploymentId}`;
    }
    if (!isHonest && guarded !== undefined && deploymentId !== guarded.id) return 'the id is not the guarded one';
  }
  const isRead = states.some(
    ({ view, request }) =>
      view.hasId && view.deployment === accepted?.hit && request.startedAt >= (accepted.request.endedAt ?? 0),
  );
  if (isRead && deploymentId === undefined) return 'the id was read, and is not told';
  return must(accepted === undefined || detail !== undefined, 'the pipeline was read, and is not told');
};

/** Times: no run is too long, outputs come early, the end is noticed within a tenth, and what was waited is what was waited. */
const judgeTimes: ServiceJudge = (facts) => {
  const { aftermath, accepted } = facts;
  const { scene, events, result, endedAt } = aftermath;
  if (endedAt > Math.min(scene.wait + 24_000, (scene.stoppedAt ?? Number.POSITIVE_INFINITY) + 500)) {
    return `it took ${endedAt} ms`;
  }
  const early = events.find(({ type }) => type === 'first-accepted')?.atMilliseconds;
  if (early !== accepted?.request.endedAt) return `early outputs at ${String(early)} ms`;
  const sentAt = accepted?.request.leftAt;
  if (accepted === undefined || sentAt === undefined) return undefined;
  if (result.waitedMilliseconds > endedAt - sentAt) {
    return `it waited ${endedAt - sentAt} ms, not ${result.waitedMilliseconds} ms`;
  }
  const { endsAt } = accepted.hit;
  const isEnd = result.reason.kind === 'ended' && scene.hasIds;
  if (!facts.isCalm || !isEnd || endsAt > endedAt || scene.wait === 0 || endedAt >= scene.wait) return undefined;
  const late = endedAt - endsAt;
  return must(late <= Math.max(1_000, endedAt / 10) + 300, `the end was noticed ${late} ms late`);
};

/** Calls are few. */
const judgeCalls: ServiceJudge = ({ aftermath: { requests, scene } }) => {
  const reads = requests.filter(({ call }) => call === 'read-state').length;
  return must(reads <= 45 + scene.wait / Math.min(scene.longestPoll, 9_000), `${reads} reads`);
};

/** What the step did, whatever it said about the end. */
export const workJudges: readonly ServiceJudge[] = [
  judgeRequestState,
  judgeRequests,
  judgeRepeats,
  judgeId,
  judgeTimes,
  judgeCalls,
];
