import { isBeingUndone, isGoingOn } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { ReadingShown } from './readings.ts';
import type { TargetRun } from './run.ts';
import { eventResolutionMilliseconds, isSameDeployment } from './same-deployment.ts';

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
  const isNamed = run.deploymentId !== undefined && deploymentId !== undefined;
  if (isNamed && deploymentId === run.deploymentId) return run.followed.isProvisional ? 'unsure' : 'ours';
  if (isNamed || hasEndedOtherwise(run, reading)) {
    return run.followed.isHitCertain || !run.isLagging(readAt) ? 'another' : 'unsure';
  }
  if (deploymentId !== undefined && deploymentId === run.followed.unconfirmedId) return 'ours';
  if (isOfUnknownHit(run, reading)) return 'unsure';
  const { namedLast } = run.readings;
  if (namedLast !== undefined && isAfterAnother(run, reading, namedLast)) {
    return run.isLagging(namedLast.readAt) ? 'unsure' : 'another';
  }
  if (isByTimeAnother(run, reading)) {
    return run.followed.isHitCertain || isBegunAfterAnswer(run, reading) ? 'another' : 'unsure';
  }
  // What this step has cancelled is rolled back by a user.
  const isFirst = run.request.acceptance !== undefined && run.deploymentId === undefined;
  const isRolledBackOtherwise = isFirst && reading.rollbackBy === 'itself';
  const isOpen = !run.followed.isHitCertain && !run.isIdReliable;
  const isOther = isRolledBackOtherwise || (isOpen && isInProgressStill(run, reading, readAt));
  return isOther || mayBeFirstOfSuccessor(run, reading) ? 'unsure' : 'ours';
}

/** Whether a stack is read in progress 10 s after AWS has taken the request: what that has met is rolled back by then, or over. */
export function isInProgressStill({ request, traffic }: TargetRun, { stage }: Reading, readAt: number): boolean {
  const { acceptance } = request;
  if (acceptance === undefined || !traffic.service.findsByToken) return false;
  return stage === 'in-progress' && readAt - acceptance.answeredAt >= lagMilliseconds;
}

/** Whether nothing says that a reading is about the deployment which the request has hit for certain, whose id isn't known. */
export function isOfUnknownHit({ followed }: TargetRun, { deploymentId, begunAtEpoch }: Reading): boolean {
  return followed.isHitCertain && followed.id === undefined && deploymentId !== undefined && begunAtEpoch === undefined;
}

/** Whether the deployment of a reading was begun before or after the followed one; undefined if nothing says so. */
export function orderOf({ followed }: TargetRun, { begunAtEpoch }: Reading): 'earlier' | 'later' | undefined {
  const { begunAtEpoch: expected, latestBeginning } = followed;
  if (begunAtEpoch === undefined || latestBeginning === undefined || begunAtEpoch === expected) return undefined;
  if (begunAtEpoch > latestBeginning) return 'later';
  return expected === undefined ? undefined : 'earlier';
}

/** Whether the deployment of a reading was begun before that of a record, as both say. */
export function isOlderThan({ begunAtEpoch }: Reading, record: DeploymentRecord): boolean {
  return (begunAtEpoch ?? Number.POSITIVE_INFINITY) < (record.begunAtEpoch ?? 0);
}

/**
 * Whether a reading shows the deployment that a request in doubt has met, by the best estimate of AWS's time: it was begun before that
 * request left, and the one that counts so far, as a reading has shown it which lags, before it.
 */
export function isMetInDoubt(run: TargetRun, reading: Reading): boolean {
  const { plan, request, traffic } = run;
  const { begunAtEpoch } = reading;
  const isOpen =
    request.acceptance === undefined && request.inDoubtSince !== undefined && plan.deploymentId === undefined;
  if (!isOpen || begunAtEpoch === undefined || orderOf(run, reading) !== 'later') return false;
  return begunAtEpoch <= traffic.awsTime.estimate(request.inDoubtSince);
}

/**
 * Whether a reading shows for certain that the request, which AWS has taken, met its deployment or a later one, and not the one that a look
 * had shown before: it was begun after that one, and before the request left, and goes on.
 */
export function isHitForCertain(run: TargetRun, reading: Reading): boolean {
  const { acceptance } = run.request;
  const { stage, begunAtEpoch } = reading;
  if (acceptance === undefined || acceptance.isAfterDoubt || !isGoingOn(stage)) return false;
  if (begunAtEpoch === undefined || orderOf(run, reading) !== 'later') return false;
  return begunAtEpoch < run.traffic.awsTime.at(acceptance.sentAt).earliest;
}

/**
 * Whether the deployment of a reading has come after the one that the request met, and isn't one before it that a reading shows which
 * lags.
 *
 * @param readAt when the read was sent, in milliseconds of the clock
 */
export function isSuccessor(run: TargetRun, reading: Reading, readAt: number): boolean {
  const order = orderOf(run, reading);
  if (order !== undefined) return order === 'later';
  const shownSince = run.readings.shownSince(run.deploymentId);
  if (shownSince !== undefined && readAt - shownSince >= lagMilliseconds) return true;
  // What was shown only after a request in doubt may be newer than a reading that shows the state since that request.
  const isShownLater = shownSince !== undefined && run.request.acceptance === undefined;
  return isBegunAfterAnswer(run, reading) || (!isShownLater && !run.isLagging(readAt));
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
  if (deploymentId === undefined || deploymentId === run.deploymentId || isOfUnknownHit(run, reading)) return undefined;
  if (isSameDeployment(record, reading, records)) return undefined;
  // Without ids, the newest of the records is the one that is read, unless that was begun later.
  const isNewest = record.deploymentId === undefined && record === records[0];
  if (isNewest && !isBegunAfterAnswer(run, reading)) return undefined;
  const place = records.findIndex((each) => each.deploymentId === deploymentId);
  const isNewer = place === -1 ? isSuccessor(run, reading, readAt) : place < records.indexOf(record);
  return isNewer ? deploymentId : undefined;
}

/** Whether a reading that names no deployment comes after one that has named another one, since the request was answered. */
function isAfterAnother(
  { deploymentId, request, followed }: TargetRun,
  reading: Reading,
  { reading: named, readAt }: ReadingShown,
): boolean {
  if (reading.deploymentId !== undefined || deploymentId === undefined) return false;
  if (followed.isOfSameBeginning(reading)) return false;
  const since = request.acceptance?.answeredAt;
  return since !== undefined && readAt >= since && named.deploymentId !== deploymentId;
}

/** Whether the followed deployment was seen being undone. A service's deployment may succeed although it was being cancelled. */
function hasRolledBack({ seen, traffic }: TargetRun): boolean {
  return traffic.service.findsByToken
    ? seen.timeline.has('rolling-back', 'cancelling')
    : seen.timeline.has('rolling-back');
}

/** Whether the followed deployment has succeeded, and a reading shows one that was rolled back or failed: what has succeeded stays so. */
function hasEndedOtherwise({ deploymentId, readings }: TargetRun, { stage }: Reading): boolean {
  const isFailed = isBeingUndone(stage) || ['rolled-back', 'cancelled', 'failed', 'stuck'].includes(stage);
  return isFailed && readings.endOf(deploymentId) === 'succeeded';
}

function isByTimeAnother(run: TargetRun, reading: Reading): boolean {
  const { stage, begunAtEpoch } = reading;
  // What is rolled back never succeeds.
  if ((stage === 'succeeded' || stage === 'cleaning-up') && hasRolledBack(run)) return true;
  if (begunAtEpoch === undefined) return false;
  const order = orderOf(run, reading);
  if (order !== undefined || run.followed.begunAtEpoch !== undefined) return order !== undefined;
  const recorded = run.records.of(run.deploymentId)?.begunAtEpoch;
  if (recorded !== undefined) return Math.abs(begunAtEpoch - recorded) > eventResolutionMilliseconds;
  return isBegunAfterAnswer(run, reading);
}

/** Whether a deployment was begun when the request had been answered, or had left long ago, so it can't have hit that one. */
export function isBegunAfterAnswer(
  { request, traffic }: TargetRun,
  { begunAtEpoch }: Pick<Reading, 'begunAtEpoch'>,
): boolean {
  const moment = request.acceptance?.answeredAt ?? request.sentAt;
  return begunAtEpoch !== undefined && moment !== undefined && begunAtEpoch > traffic.awsTime.at(moment).latest;
}

/**
 * Whether the first id that is read after an accepted request may be that of a successor: its deployment was begun while the
 * request travelled, or was answered so late that a rollback could be over by then. The token finds the right one.
 */
function mayBeFirstOfSuccessor(run: TargetRun, reading: Reading): boolean {
  const { traffic, request, deploymentId } = run;
  const { acceptance } = request;
  if (acceptance === undefined || !traffic.service.findsByToken) return false;
  const isDated = reading.begunAtEpoch !== undefined && run.followed.begunAtEpoch !== undefined;
  if (deploymentId !== undefined || isDated) return false;
  if (reading.begunAtEpoch !== undefined) return reading.begunAtEpoch > traffic.awsTime.at(acceptance.sentAt).earliest;
  return reading.deploymentId !== undefined && traffic.clock.now() - acceptance.sentAt > shortestRollbackMilliseconds;
}
