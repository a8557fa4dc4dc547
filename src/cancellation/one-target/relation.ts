import { isGoingOn } from '../model/deployment.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** No rollback of a stack, and no update after it, comes about in less than this. Milliseconds. */
const shortestRollbackMilliseconds = 3_000;

/** Times of ends come in whole seconds: one may lie up to this much later than it says. Milliseconds. */
export const endResolutionMilliseconds = 1_000;

/** How far the time of a stack's event may lie from the time that the stack gives. Milliseconds. */
const eventResolutionMilliseconds = 2_000;

/**
 * Which deployment a reading is about:
 *
 * - `ours`: the followed one, whose end counts;
 * - `another`: one that has taken its place, or, if the reading lags, the one before it;
 * - `unsure`: it may be either. The record, or a later reading, has to say.
 */
export type Relation = 'ours' | 'another' | 'unsure';

/**
 * Which deployment a reading is about. An id says so, once it is certain which deployment the request has hit; without one, a
 * success after a rollback, or the time at which it was begun.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 */
export function relationOf(run: TargetRun, reading: Reading, readAt: number): Relation {
  const { deploymentId } = reading;
  if (run.deploymentId !== undefined && deploymentId !== undefined) {
    if (deploymentId === run.deploymentId) return 'ours';
    return run.isHitCertain || !run.isLagging(readAt) ? 'another' : 'unsure';
  }
  if (deploymentId !== undefined && deploymentId === run.unconfirmedId) return 'ours';
  if (isByTimeAnother(run, reading)) {
    return run.isHitCertain || isSuccessor(run, reading, readAt) ? 'another' : 'unsure';
  }
  // What this step has cancelled is rolled back by a user.
  const isFirst = run.request.acceptance !== undefined && run.deploymentId === undefined;
  const isRolledBackOtherwise = isFirst && reading.rollbackBy === 'itself';
  return isRolledBackOtherwise || mayBeFirstOfSuccessor(run, reading, readAt) ? 'unsure' : 'ours';
}

/**
 * Whether the deployment of a reading has come after the one that the request met, and isn't one before it that a reading shows which
 * lags.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 */
export function isSuccessor(run: TargetRun, reading: Reading, readAt: number): boolean {
  return isBegunAfterAnswer(run, reading) || !run.isLagging(readAt);
}

/**
 * The deployment of a reading, if it has come after the one of a record: the order of the records says so, or else the time.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 */
export function successorOf(
  run: TargetRun,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
  { reading, readAt }: { readonly reading: Reading; readonly readAt: number },
): string | undefined {
  const { deploymentId } = reading;
  if (deploymentId === undefined || deploymentId === record.deploymentId) return undefined;
  const place = records.findIndex((each) => each.deploymentId === deploymentId);
  const isNewer = place === -1 ? isSuccessor(run, reading, readAt) : place < records.indexOf(record);
  return isNewer ? deploymentId : undefined;
}

function isByTimeAnother(run: TargetRun, reading: Reading): boolean {
  const { stage, begunAtEpoch } = reading;
  // What is rolled back never succeeds.
  if ((stage === 'succeeded' || stage === 'cleaning-up') && run.timeline.hasRollback) return true;
  if (begunAtEpoch === undefined) return false;
  if (run.begunAtEpoch !== undefined) return begunAtEpoch !== run.begunAtEpoch;
  return isBegunAfterAnswer(run, reading);
}

/** Whether a deployment was begun when the request had been answered, or had left long ago, so it can't have hit that one. */
function isBegunAfterAnswer({ request, traffic }: TargetRun, { begunAtEpoch }: Reading): boolean {
  const moment = request.acceptance?.answeredAt ?? request.sentAt;
  return begunAtEpoch !== undefined && moment !== undefined && begunAtEpoch > traffic.awsTime.at(moment).latest;
}

/**
 * Whether the first id that is read after an accepted request may be that of a successor: its deployment was begun while the
 * request travelled, or was read so late that a rollback could be over by then. The token finds the right one.
 */
function mayBeFirstOfSuccessor(run: TargetRun, reading: Reading, readAt: number): boolean {
  const { traffic, request, deploymentId } = run;
  const { acceptance } = request;
  if (acceptance === undefined || !traffic.service.findsByToken) return false;
  if (deploymentId !== undefined || run.begunAtEpoch !== undefined) return false;
  if (reading.begunAtEpoch !== undefined) return reading.begunAtEpoch > traffic.awsTime.at(acceptance.sentAt).earliest;
  return reading.deploymentId !== undefined && readAt - acceptance.sentAt > shortestRollbackMilliseconds;
}

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
  const candidates = run.request.acceptance === undefined ? records.filter((each) => !isOfAnother(run, each)) : records;
  const named = records.find(({ deploymentId }) => deploymentId !== undefined && deploymentId === run.deploymentId);
  const hasIds = records.some(({ deploymentId }) => deploymentId !== undefined);
  if (run.isIdReliable && (named !== undefined || hasIds)) return named;
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

/** Whether a record and a reading are about one deployment: by the id, or, without one, by the time at which it was begun or the status. */
export function isSameDeployment(record: DeploymentRecord, reading: Reading): boolean {
  if (record.deploymentId !== undefined && reading.deploymentId !== undefined) {
    return record.deploymentId === reading.deploymentId;
  }
  if (record.deploymentId !== undefined) return false;
  if (record.status === reading.status) return true;
  if (record.begunAtEpoch === undefined || reading.begunAtEpoch === undefined) return false;
  return Math.abs(record.begunAtEpoch - reading.begunAtEpoch) < endResolutionMilliseconds;
}

/**
 * Whether a record is about another deployment than the one that the guard names: by its id, or, where the records have none, by
 * the time at which it was begun.
 */
export function isOfAnother(run: TargetRun, record: DeploymentRecord): boolean {
  const wanted = run.plan.deploymentId;
  if (wanted === undefined) return false;
  if (record.deploymentId !== undefined) return record.deploymentId !== wanted;
  if (run.begunAtEpoch === undefined || record.begunAtEpoch === undefined) return false;
  return Math.abs(record.begunAtEpoch - run.begunAtEpoch) > eventResolutionMilliseconds;
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
