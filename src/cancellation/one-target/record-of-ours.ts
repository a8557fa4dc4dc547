import { isGoingOn } from '../model/deployment.ts';
import type { DeploymentRecord } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** Times of ends come in whole seconds: one may lie up to this much later than it says. Milliseconds. */
export const endResolutionMilliseconds = 1_000;

/** How far the time of a stack's event may lie from the time that the stack gives. Milliseconds. */
const eventResolutionMilliseconds = 2_000;

/**
 * Which of the records is about the deployment whose end counts: the one that carries this step's token; else the one that the id
 * names; else the one that was going on when the request was answered, or the cancellation was joined.
 *
 * @param askedAt when they were asked for, in milliseconds of the clock
 * @returns undefined if none is, or if it isn't certain which one
 */
export function recordOfOurs(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  askedAt: number,
): DeploymentRecord | undefined {
  const cancelled = records.find(({ isCancelledByStep }) => isCancelledByStep);
  if (cancelled !== undefined) return cancelled;
  const candidates =
    run.request.acceptance === undefined ? records.filter((each) => !isOfAnother(run, each, records)) : records;
  const named = records.find(({ deploymentId }) => deploymentId !== undefined && deploymentId === run.deploymentId);
  const hasIds = records.some(({ deploymentId }) => deploymentId !== undefined);
  if (run.isIdReliable && (named !== undefined || hasIds) && !mayHaveMetAnother(run, named)) return named;
  const met = candidates.filter((record) => mayHaveBeenMet(run, record));
  if (run.isLagging(askedAt)) {
    // A rollback that somebody else has begun was over, or refused the request.
    const [only, another] = met;
    const isOfOthers =
      run.request.acceptance !== undefined &&
      only !== undefined &&
      isGoingOn(only.stage) &&
      only.rollbackBy !== undefined;
    return another === undefined && !isOfOthers ? only : undefined;
  }
  // What AWS has taken a request for doesn't stay in progress.
  const touched = run.request.acceptance === undefined ? met : met.filter(({ stage }) => stage !== 'in-progress');
  const followed = touched.find(({ deploymentId }) => deploymentId !== undefined && deploymentId === run.deploymentId);
  return touched.find((record) => wasGoingOnAtRequest(run, record)) ?? followed ?? touched.at(-1);
}

/**
 * Whether the request, which AWS has taken, may have met another deployment than the one that a look has shown before it: that one may
 * have ended while the request travelled. With a guard, the outcome is about that one nevertheless.
 */
function mayHaveMetAnother(run: TargetRun, record: DeploymentRecord | undefined): boolean {
  const { plan, request, followed } = run;
  if (plan.deploymentId !== undefined || request.acceptance === undefined || followed.isHitCertain) return false;
  return record?.endedAtEpoch !== undefined && !wasMetForCertain(run, record);
}

/** A record shows that the request has hit its deployment, for certain. */
export function establishRecord(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): void {
  if (record.deploymentId === undefined && isOfAnotherTime(run, record, records)) run.followed.forget();
  run.followed.establish(record.deploymentId, record.begunAtEpoch);
}

/** Whether a record is about another deployment than the one that the guard names. */
export function isOfAnother(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): boolean {
  const wanted = run.plan.deploymentId;
  if (wanted === undefined) return false;
  return record.deploymentId === undefined ? isOfAnotherTime(run, record, records) : record.deploymentId !== wanted;
}

/** Whether a record without an id is about another deployment than the followed one: by the time at which it was begun, where that is known. */
export function isOfAnotherTime(
  { followed }: TargetRun,
  { begunAtEpoch }: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const expected = followed.begunAtEpoch;
  if (expected === undefined || begunAtEpoch === undefined) return false;
  const distance = Math.abs(begunAtEpoch - expected);
  const isCloser = (other: number): boolean => Math.abs(other - expected) < distance;
  return (
    distance > eventResolutionMilliseconds ||
    records.some((each) => each.begunAtEpoch !== undefined && isCloser(each.begunAtEpoch))
  );
}

/** Whether a deployment had ended before a request left that AWS has not accepted. */
export function isEndedBeforeRequest({ request, traffic }: TargetRun, { endedAtEpoch }: DeploymentRecord): boolean {
  if (request.sentAt === undefined || request.acceptance !== undefined || endedAtEpoch === undefined) return false;
  return endedAtEpoch + endResolutionMilliseconds < traffic.awsTime.at(request.sentAt).earliest;
}

/** Whether a deployment was going on when the request left, by the best estimate of AWS's time. */
function wasGoingOnAtRequest(
  { meeting, traffic }: TargetRun,
  { begunAtEpoch, endedAtEpoch }: DeploymentRecord,
): boolean {
  if (meeting === undefined) return false;
  const { earliest, latest } = traffic.awsTime.at(meeting.sentAt);
  const sentAtEpoch = (earliest + latest) / 2;
  return (begunAtEpoch ?? 0) <= sentAtEpoch && (endedAtEpoch === undefined || endedAtEpoch >= sentAtEpoch);
}

/** Whether a deployment was going on all the time from the request to its answer, so that the request can't have met another one. */
export function wasMetForCertain(
  { meeting, traffic }: TargetRun,
  { begunAtEpoch, endedAtEpoch }: DeploymentRecord,
): boolean {
  if (meeting === undefined || begunAtEpoch === undefined || endedAtEpoch === undefined) return false;
  return (
    begunAtEpoch < traffic.awsTime.at(meeting.sentAt).earliest &&
    endedAtEpoch >= traffic.awsTime.at(meeting.answeredAt).latest
  );
}

/** Whether a deployment was going on at some time between the request and its answer, for all that is known. */
function mayHaveBeenMet(run: TargetRun, { begunAtEpoch, endedAtEpoch }: DeploymentRecord): boolean {
  const { meeting, traffic } = run;
  if (meeting === undefined) return true;
  const { latest } = traffic.awsTime.at(meeting.answeredAt);
  const { earliest } = traffic.awsTime.at(meeting.sentAt);
  const isBegunBefore = begunAtEpoch === undefined || begunAtEpoch <= latest;
  return isBegunBefore && (endedAtEpoch === undefined || endedAtEpoch + endResolutionMilliseconds >= earliest);
}
