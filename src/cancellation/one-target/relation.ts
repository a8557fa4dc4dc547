import type { DeploymentRecord, Reading } from '../ports.ts';
import { endResolutionMilliseconds } from './record-of-ours.ts';
import type { TargetRun } from './run.ts';

/** No rollback of a stack, and no update after it, comes about in less than this. Milliseconds. */
const shortestRollbackMilliseconds = 3_000;

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
    return run.followed.isHitCertain || !run.isLagging(readAt) ? 'another' : 'unsure';
  }
  if (deploymentId !== undefined && deploymentId === run.followed.unconfirmedId) return 'ours';
  if (isByTimeAnother(run, reading)) {
    return run.followed.isHitCertain || isSuccessor(run, reading, readAt) ? 'another' : 'unsure';
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
  const { begunAtEpoch } = reading;
  const expected = run.followed.begunAtEpoch;
  const isDated = begunAtEpoch !== undefined && expected !== undefined && begunAtEpoch !== expected;
  if (isDated) return begunAtEpoch > expected;
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
  if (deploymentId === undefined || isSameDeployment(record, reading)) return undefined;
  // Without ids, the newest of the records is the one that is read, unless that was begun later.
  const isNewest = record.deploymentId === undefined && record === records[0];
  if (isNewest && !isBegunAfterAnswer(run, reading)) return undefined;
  const place = records.findIndex((each) => each.deploymentId === deploymentId);
  const isNewer = place === -1 ? isSuccessor(run, reading, readAt) : place < records.indexOf(record);
  return isNewer ? deploymentId : undefined;
}

function isByTimeAnother(run: TargetRun, reading: Reading): boolean {
  const { stage, begunAtEpoch } = reading;
  // What is rolled back never succeeds.
  if ((stage === 'succeeded' || stage === 'cleaning-up') && run.timeline.hasRollback) return true;
  if (begunAtEpoch === undefined) return false;
  if (run.followed.begunAtEpoch !== undefined) return begunAtEpoch !== run.followed.begunAtEpoch;
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
  if (deploymentId !== undefined || run.followed.begunAtEpoch !== undefined) return false;
  if (reading.begunAtEpoch !== undefined) return reading.begunAtEpoch > traffic.awsTime.at(acceptance.sentAt).earliest;
  return reading.deploymentId !== undefined && readAt - acceptance.sentAt > shortestRollbackMilliseconds;
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
