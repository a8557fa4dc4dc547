import { isBeingUndone, isGoingOn, isWithoutUpdate, type Stage } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { Reading } from '../ports.ts';
import { hasBegunSince } from './baseline.ts';
import type { TargetRun } from './run.ts';

/** What a read of a target showed. */
export type Observation = Reading | 'missing';

/**
 * The fact that an observation contradicts, as the moment since which it is known (milliseconds of the clock); undefined if it
 * contradicts none. AWS's reads lag, so such an observation is no verdict until it is confirmed: by the deployment's id or its record
 * where one is known, else by time.
 */
export function contradictedFact(run: TargetRun, observed: Observation): number | undefined {
  const { request, plan } = run;
  const isRequested = request.acceptance !== undefined || request.inDoubtSince !== undefined;
  const beginning = isRequested ? undefined : unseenBeginning(run, observed, plan.lookAgainMilliseconds ?? 0);
  if (beginning !== undefined) return beginning;
  const { lastAnsweredAt } = run.readings;
  const overSince = observed === 'missing' ? undefined : run.readings.overSince(observed);
  if (overSince !== undefined) return overSince;
  if (observed === 'missing') return latest(request.acceptance?.answeredAt, request.metTargetAt, lastAnsweredAt);
  if (observed.stage === 'absent') return latest(request.acceptance?.answeredAt, lastAnsweredAt);
  if (observed.isBeingDeleted) return undefined;
  if (request.acceptance !== undefined) return isGoingOn(observed.stage) ? undefined : request.acceptance.answeredAt;
  if (isOlderThanShown(run, observed) || isBaselineAgain(run, observed)) return run.readings.goingOnShown?.answeredAt;
  // What others have cancelled a moment ago still reads as in progress.
  if (observed.stage === 'in-progress' && observed.isFirstDeployment !== true) return request.refusedAt;
  // Nothing has told yet which deployment the request in doubt was meant for.
  const isUnnamed = run.deploymentId === undefined && plan.deploymentId === undefined;
  if (isUnnamed && isWithoutUpdate(observed.stage)) return request.inDoubtSince;
  return contradictedGuard(run, observed);
}

/**
 * With a baseline, a deployment may have begun a moment ago that a reading doesn't show yet, one after another that has ended, too. Where
 * none has begun, one may be about to: a deploying tool can outlive its step.
 *
 * @param lookAgainMilliseconds by how much it may do that
 */
function unseenBeginning(run: TargetRun, observed: Observation, lookAgainMilliseconds: number): number | undefined {
  const { target, plan, traffic } = run;
  if (target.baseline === undefined || plan.dryRun) return undefined;
  if (observed !== 'missing' && hasBegun(run, observed)) {
    return mayBeFollowed(observed) ? traffic.limits.startedAt : undefined;
  }
  return traffic.limits.startedAt + Math.max(lookAgainMilliseconds - lagMilliseconds, 0);
}

/** Whether another deployment may have begun since, for all that a reading shows which may lag. */
function mayBeFollowed({ stage }: Reading): boolean {
  return !isGoingOn(stage) || isBeingUndone(stage);
}

/** Whether a reading shows an earlier deployment than one that an earlier reading has shown going on. */
export function isOlderThanShown(run: TargetRun, observed: Reading): boolean {
  const { goingOnShown } = run.readings;
  if (goingOnShown === undefined) return false;
  const { stage, deploymentId, begunAtEpoch } = goingOnShown.reading;
  // The creation, before the first update.
  if (observed.stage === 'other-operation') return stage !== 'other-operation';
  if (run.request.inDoubtSince !== undefined) return false;
  if (observed.begunAtEpoch !== undefined && begunAtEpoch !== undefined) return observed.begunAtEpoch < begunAtEpoch;
  if (isGoingOn(observed.stage)) return false;
  // At rest without an update, as before the first one.
  if (isWithoutUpdate(observed.stage)) return true;
  if (observed.deploymentId !== undefined && deploymentId !== undefined) return observed.deploymentId !== deploymentId;
  // Nothing says whether a nested stack that was refused in progress is over, or is shown as it was before.
  return observed.nestedIn !== undefined && shownSinceRefusal(run) !== undefined;
}

/** The latest reading since AWS refused the request for the target's state that has shown a deployment going on; undefined if none has. */
export function shownSinceRefusal({
  request: { metTargetAt },
  readings: { goingOnShown },
}: TargetRun): Reading | undefined {
  const isSince = metTargetAt !== undefined && goingOnShown !== undefined && goingOnShown.readAt >= metTargetAt;
  return isSince ? goingOnShown.reading : undefined;
}

/** Whether a reading shows a deployment that began since the baseline: by itself, or as an earlier reading has shown it in progress. */
export function hasBegun({ target, readings }: TargetRun, observed: Reading): boolean {
  if (hasBegunSince(target.baseline, observed)) return true;
  const shown = readings.goingOnShown?.reading;
  const isSame = observed.deploymentId !== undefined && observed.deploymentId === shown?.deploymentId;
  return isSame && hasBegunSince(target.baseline, shown);
}

/** Whether a reading shows the baseline's deployment, although a request was sent for one that had begun since. */
function isBaselineAgain(run: TargetRun, observed: Reading): boolean {
  return run.request.sentAt !== undefined && !hasBegun(run, observed);
}

/** The deployment that the guard names exists, so a reading that shows another one that is over may be too old to show it. */
function contradictedGuard({ plan, request, traffic, readings }: TargetRun, observed: Reading): number | undefined {
  if (plan.deploymentId === undefined || plan.dryRun || observed.deploymentId === plan.deploymentId) return undefined;
  // The record tells more of a request in doubt.
  if (request.inDoubtSince !== undefined) return undefined;
  const mayBeOurs = observed.deploymentId === undefined && isGoingOn(observed.stage);
  if (mayBeOurs) return undefined;
  const wantedShownAt = readings.shownSince(plan.deploymentId);
  const isPlain: readonly Stage[] = ['in-progress', 'other-operation', 'unknown'];
  return isPlain.includes(observed.stage) ? wantedShownAt : (wantedShownAt ?? traffic.limits.startedAt);
}

/**
 * The fact that an observation contradicts even where there is no time to read again: no end is told of the deployment that the guard names
 * and nothing has shown, and no beginning since the baseline is denied that reads may not show yet.
 */
export function contradictedAtLast(run: TargetRun, observed: Reading): number | undefined {
  const beginning = run.request.sentAt === undefined ? unseenBeginning(run, observed, 0) : undefined;
  return contradictedGuard(run, observed) ?? beginning;
}

/** Whether a read that was sent at `readAt` (milliseconds of the clock) is recent enough to have seen the fact that it contradicts. */
export function isConfirmedByTime(fact: number | undefined, readAt: number): boolean {
  return fact === undefined || readAt - fact >= lagMilliseconds;
}

function latest(...moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
