import type { DeploymentRecord } from '../ports.ts';
import type { TargetRun } from './run.ts';
import { eventResolutionMilliseconds, isOfAnother, isOfAnotherTime } from './same-deployment.ts';
import { isRefusing, isUndone, wasRefusing } from './undone.ts';

/** Times of ends come in whole seconds: one may lie up to this much later than it says. Milliseconds. */
export const endResolutionMilliseconds = 1_000;

/**
 * Which of the records is about the deployment whose end counts: the one that carries this step's token; else the one that the id
 * names; else the one that was going on when the request was answered, or the cancellation was joined.
 *
 * @param isComplete whether none is missing that the request may have met
 * @returns undefined if none is, or if it isn't certain which one
 */
export function recordOfOurs(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  isComplete: boolean,
): DeploymentRecord | undefined {
  const cancelled = records.find(({ isCancelledByStep }) => isCancelledByStep);
  if (cancelled !== undefined) return cancelled;
  const named =
    records.find(({ deploymentId }) => deploymentId !== undefined && deploymentId === run.deploymentId) ??
    records.find((record) => isBegunThen(run, record, records));
  const hasIds = records.some(({ deploymentId }) => deploymentId !== undefined);
  const met = perhapsMet(run, records, isComplete);
  const isSure = run.isIdReliable && hasIds;
  const isElsewhere = isComplete && named !== undefined && isMetElsewhere(run, named, met);
  const isJoined = run.isJoined && run.request.acceptance === undefined;
  // A state without an id may have shown the rollback of a later one.
  const isOld = isJoined && isComplete && named !== undefined && isEndedBeforeRequest(run, named) && met.length > 0;
  if (isSure && !isElsewhere && !isOld) return named;
  if (named !== undefined && isJoined && !isOld) return named;
  if (!isComplete) {
    // What was joined isn't among them yet.
    if (run.isJoined && run.deploymentId !== undefined && hasIds) return named;
    // Had somebody else begun its rollback, AWS would have refused the request: it has met another one, which the records don't show yet.
    const [only, another] = run.request.acceptance === undefined ? mostTouched(run, met) : met;
    const isOfOthers =
      only !== undefined && (run.request.acceptance === undefined ? wasOver(run, only) : wasRefusing(run, only));
    return another === undefined && !isOfOthers ? only : undefined;
  }
  const undone = mostTouched(run, met);
  const touched = isOld && undone.length === 0 ? met : undone;
  const followed = touched.find((record) => record === named);
  // The request met the first of them; what was joined is the last.
  const [newest] = touched;
  const fallback = run.isJoined ? newest : touched.at(-1);
  return touched.find((record) => wasGoingOnAtRequest(run, record)) ?? followed ?? fallback;
}

/** Whether a record is about the followed deployment by the time at which it was begun, as one of both has no id. */
function isBegunThen(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): boolean {
  const isUnnamed = run.deploymentId === undefined || record.deploymentId === undefined;
  const isDated = run.followed.begunAtEpoch !== undefined && record.begunAtEpoch !== undefined;
  return isUnnamed && isDated && !isOfAnotherTime(run, record, records);
}

/** The records of the deployments that the request may have met, none of which carries its token. */
function perhapsMet(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  isComplete: boolean,
): readonly DeploymentRecord[] {
  const { acceptance, sentAt: firstSentAt } = run.request;
  // Without a request, the rollback that was joined is that of the one which was read.
  const isAnother = (record: DeploymentRecord): boolean =>
    isOfAnother(run, record, records) || (firstSentAt === undefined && isOfAnotherTime(run, record, records));
  const open = records.filter((record) => acceptance !== undefined || !isAnother(record));
  // One that was carried out in doubt would carry the token, unless it was too late for a rollback: then AWS takes it again.
  const sentAt = isComplete ? acceptance?.sentAt : undefined;
  const met = open.filter((record) => mayHaveBeenMet(run, record, sentAt));
  return met.some((each) => isUndone(each) && each.rollbackBy !== 'user' && !isRefusing(run, each))
    ? met
    : open.filter((record) => mayHaveBeenMet(run, record));
}

/** Whether a deployment without an id was over when a rollback was read which was joined: that of a newer one, perhaps. */
function wasOver({ isJoined, meeting, traffic }: TargetRun, { deploymentId, endedAtEpoch }: DeploymentRecord): boolean {
  if (!isJoined || deploymentId !== undefined || meeting === undefined || endedAtEpoch === undefined) return false;
  return endedAtEpoch + endResolutionMilliseconds < traffic.awsTime.at(meeting.sentAt).earliest;
}

/**
 * Those that a cancellation has touched, for all that their records say: what AWS has taken a request for doesn't stay in progress, and is
 * rolled back, unless none is; what was joined was rolled back.
 */
function mostTouched(run: TargetRun, records: readonly DeploymentRecord[]): readonly DeploymentRecord[] {
  const undone = records.filter(isUndone);
  if (run.request.acceptance === undefined) {
    return run.isRollbackJoined && run.traffic.service.findsByToken ? undone : records;
  }
  // What somebody else has cancelled carries another token.
  const byRequest = undone.filter(({ rollbackBy }) => rollbackBy === undefined);
  if (byRequest.length > 0) return byRequest;
  const others = records.filter(({ stage }) => stage !== 'in-progress');
  const taken = others.filter((each) => !isRefusing(run, each));
  return taken.length > 0 ? taken : others;
}

/** Whether an accepted request has touched another deployment than this one, as the records of all that it may have met show. */
function isMetElsewhere(run: TargetRun, named: DeploymentRecord, met: readonly DeploymentRecord[]): boolean {
  if (run.request.acceptance === undefined || run.followed.isHitCertain) return false;
  if (!met.includes(named)) return met.length > 0;
  const touched = mostTouched(run, met);
  return touched.some(isUndone) && !touched.includes(named);
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
  const sentAtEpoch = traffic.awsTime.estimate(meeting.sentAt);
  return (begunAtEpoch ?? 0) <= sentAtEpoch && (endedAtEpoch === undefined || endedAtEpoch >= sentAtEpoch);
}

/**
 * Whether the request can't have met another deployment than that of a record: it was going on until the request was answered, or the
 * next one was begun later.
 */
export function wasMetForCertain(
  { meeting, traffic }: TargetRun,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const { begunAtEpoch, endedAtEpoch } = record;
  if (meeting === undefined || begunAtEpoch === undefined || endedAtEpoch === undefined) return false;
  const answered = traffic.awsTime.at(meeting.answeredAt).latest;
  const next = records[records.indexOf(record) - 1]?.begunAtEpoch;
  const isLast = endedAtEpoch >= answered || (next !== undefined && next > answered);
  return begunAtEpoch < traffic.awsTime.at(meeting.sentAt).earliest && isLast;
}

/**
 * Whether a deployment was going on at some time between the request and its answer, for all that is known.
 *
 * @param since when that request left, if it isn't the first one, in milliseconds of the clock
 */
export function mayHaveBeenMet(
  run: TargetRun,
  { begunAtEpoch, endedAtEpoch }: DeploymentRecord,
  since?: number,
): boolean {
  const { meeting, traffic } = run;
  if (meeting === undefined) return true;
  const { latest } = traffic.awsTime.at(meeting.answeredAt);
  const { earliest } = traffic.awsTime.at(since ?? meeting.since);
  const { begunUntilEpoch = latest } = meeting;
  const begunUntil = Math.min(latest, begunUntilEpoch + eventResolutionMilliseconds);
  const isBegunBefore = begunAtEpoch === undefined || begunAtEpoch <= begunUntil;
  // What was read before the request had ended the ones before it.
  const isOver =
    begunAtEpoch !== undefined &&
    begunAtEpoch + eventResolutionMilliseconds < run.readings.beginnings.newestBeforeRequest;
  return (
    isBegunBefore && !isOver && (endedAtEpoch === undefined || endedAtEpoch + endResolutionMilliseconds >= earliest)
  );
}
