import type { DeploymentTruth } from '../../../emulator/proton/service-reader.ts';
import { type Aftermath, sceneStart } from './scene.ts';

/** Everything that is not true about what the step said and did; empty if all is well. */
export function untruths(aftermath: Aftermath): readonly string[] {
  return [outcomeUntruth, idUntruth, standingUntruth, requestUntruth, timeUntruth]
    .map((judge) => judge(aftermath))
    .filter((untruth) => untruth !== undefined);
}

/** Why the outcome is not the truth, by what the emulator knows. */
function outcomeUntruth(aftermath: Aftermath): string | undefined {
  const { scene, result, before, deployments, milliseconds } = aftermath;
  const after = endOf(aftermath);
  const wasGoingOn = before?.status === 'IN_PROGRESS' || before?.status === 'CANCELLING';
  // If the time of an end could not be learned, the reason has to admit it.
  const isAdmitted = result.reason.kind === 'ended' && !result.reason.isAfterRequest;
  const must = (holds: boolean, what: string): string | undefined => (holds ? undefined : what);
  const mustHaveEnded = (status: DeploymentTruth['status']): string | undefined =>
    must((wasGoingOn || isAdmitted) && after?.status === status, `it ended ${String(after?.status)}`);
  switch (result.outcome) {
    case 'cancelled':
      return mustHaveEnded('CANCELLED');
    case 'succeeded':
      return mustHaveEnded('SUCCEEDED');
    case 'failed':
      return mustHaveEnded('FAILED');
    case 'nothing-to-cancel': {
      // A cancellation that somebody else had begun may have ended while ours was refused.
      const wasCarriedOut = before?.status === 'IN_PROGRESS' && after?.cancelRequestedAtMilliseconds !== undefined;
      if (scene.guard === 'wrong') return undefined;
      return (
        must(!wasCarriedOut, 'the cancellation was carried out') ?? must(after?.status !== 'IN_PROGRESS', 'it goes on')
      );
    }
    case 'superseded':
      return must(deployments.at(-1)?.id !== before?.id, 'there is no newer deployment');
    case 'timed-out':
      return must(milliseconds >= scene.waitMilliseconds, 'there was time left');
    case 'requested':
      return must(scene.waitMilliseconds === 0 && after?.status !== 'IN_PROGRESS', `it is ${String(after?.status)}`);
    case 'would-cancel':
      return must(scene.dryRun && wasGoingOn, `it was ${String(before?.status)}`);
    case 'not-found':
      return must(scene.service === 'absent' || wasDeletedBy(aftermath, milliseconds), 'the service is there');
    case 'deleted':
      return must(wasDeletedBy(aftermath, milliseconds), 'nothing was deleted');
    case 'interrupted':
      return 'nobody interrupted it';
    case 'error':
      // Honest whatever happened; how often it may be said is held by tests of its own.
      return undefined;
  }
}

/** An id that is told has to be that of the deployment that was there, unless the request hit another. */
function idUntruth({ result, before, deployments, scene }: Aftermath): string | undefined {
  const { outcome, deploymentId, reason } = result;
  if (deploymentId === undefined) return undefined;
  if (outcome === 'nothing-to-cancel' || outcome === 'not-found') return 'an id is told, though nothing was cancelled';
  const isHit = reason.kind === 'superseded' && reason.why === 'request-hit-successor';
  if (scene.guard === 'wrong' || isHit || outcome === 'error' || outcome === 'superseded') return undefined;
  // Without a guard, a repeated request may rightly cancel whatever is in progress by then.
  const isOfOurs = deployments.some(
    ({ id, cancelRequestedAtMilliseconds: at }) => id === deploymentId && (at ?? 0) > sceneStart,
  );
  const isAdmitted = reason.kind === 'ended' && !reason.isAfterRequest;
  const isOfAnother = scene.guard === 'none' && (isOfOurs || isAdmitted || outcome === 'would-cancel');
  const isRight = deploymentId === before?.id || isOfAnother;
  return isRight ? undefined : `the id is ${deploymentId}, and should be ${String(before?.id)}`;
}

/** What is said about the request has to be what Proton saw of it. */
function standingUntruth({ result, proton, deployments }: Aftermath): string | undefined {
  const touched = deployments.some(({ cancelRequestedAtMilliseconds: at }) => at !== undefined && at > sceneStart);
  switch (result.requestState) {
    case 'nothing-sent':
      return proton.cancelsSent === 0 ? undefined : 'a request was sent';
    case 'refused':
      return touched ? 'a request was carried out' : undefined;
    case 'accepted':
      return proton.firstAcceptedAt === undefined ? 'no request was accepted' : undefined;
    case 'in-doubt':
      return proton.cancelsSent > 0 ? undefined : 'no request was sent';
  }
}

/** A dry run and a guard have to keep requests from being sent. */
function requestUntruth({ scene, before, deployments, proton }: Aftermath): string | undefined {
  if (scene.dryRun && proton.cancelsSent > 0) return 'a dry run sent a request';
  if (scene.guard === 'wrong' && proton.cancelsSent > 0) return 'another deployment than the guarded one was hit';
  const strangers = deployments.filter(
    ({ id, cancelRequestedAtMilliseconds: at }) => id !== before?.id && at !== undefined && at > sceneStart,
  );
  return scene.guard === 'right' && strangers.length > 0 ? 'a successor of the guarded deployment was hit' : undefined;
}

/** Times and counts: no run is too long, outputs come early, the end is noticed within a tenth, reads are few. */
function timeUntruth(aftermath: Aftermath): string | undefined {
  const { scene, events, proton, schedule, result, endedAtMilliseconds, milliseconds } = aftermath;
  if (milliseconds > scene.waitMilliseconds + 24_000) return `it took ${milliseconds} ms`;
  const early = events.find(({ type }) => type === 'first-accepted');
  if (early?.atMilliseconds !== proton.firstAcceptedAt) return `early outputs at ${String(early?.atMilliseconds)} ms`;
  const mostReads = 40 + scene.waitMilliseconds / 9_000;
  if (proton.reads > mostReads) return `${proton.reads} reads`;
  const isPlain = schedule.every((fault) => fault === 'none') && result.reason.kind === 'ended';
  if (!isPlain || endedAtMilliseconds === undefined || result.requestState !== 'accepted') return undefined;
  const lag = milliseconds - endedAtMilliseconds;
  const allowed = Math.max(1_000, milliseconds / 10) + 200;
  return lag <= allowed ? undefined : `the end was noticed ${lag} ms late`;
}

/** The deployment that the result is about, as the emulator knows it. */
function endOf({ before, deployments, result }: Aftermath): DeploymentTruth | undefined {
  return deployments.find(({ id }) => id === (result.deploymentId ?? before?.id));
}

function wasDeletedBy({ scene }: Aftermath, milliseconds: number): boolean {
  return scene.deletedAfterMilliseconds !== undefined && scene.deletedAfterMilliseconds <= milliseconds;
}
