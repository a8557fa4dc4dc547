import { isBeingUndone, isGoingOn } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { ReadingShown } from './readings.ts';
import type { TargetRun } from './run.ts';

/** How far the time of a stack's event may lie from the time that the stack gives. Milliseconds. */
export const eventResolutionMilliseconds = 2_000;

/** Whether a record and a reading are about one deployment: by the id, or, without one, by the time at which it was begun or the status. */
export function isSameDeployment(
  record: DeploymentRecord,
  reading: Reading,
  records: readonly DeploymentRecord[],
): boolean {
  const isRollback = isBeingUndone(reading.stage);
  const isByOthers = ({ rollbackBy }: DeploymentRecord): boolean =>
    rollbackBy === undefined || (rollbackBy === 'user' && reading.rollbackBy === 'itself');
  const wentThrough = (each: DeploymentRecord): boolean => isRollback && !isByOthers(each) && !isGoingOn(each.stage);
  if (record.deploymentId !== undefined && reading.deploymentId !== undefined) {
    return record.deploymentId === reading.deploymentId;
  }
  // What a user has begun to roll back never succeeds.
  const isSuccess = reading.stage === 'succeeded' || reading.stage === 'cleaning-up';
  if (isSuccess && record.rollbackBy === 'user') return false;
  if (record.begunAtEpoch === undefined || reading.begunAtEpoch === undefined) {
    const isAlike = (each: DeploymentRecord): boolean =>
      each.status === reading.status && mayBeSameRollback(each, reading);
    return record === (records.find(isAlike) ?? records.find(wentThrough));
  }
  if (record.endedAtEpoch !== undefined && reading.begunAtEpoch > record.endedAtEpoch) return false;
  return !isBegunAtAnotherTime(record.begunAtEpoch, reading.begunAtEpoch, records);
}

/** Whether those who began a rollback, as a record and a reading say, may be the same. A reading says "User Initiated" of a repair as well. */
function mayBeSameRollback({ rollbackBy }: DeploymentRecord, reading: Reading): boolean {
  if (rollbackBy === undefined || reading.rollbackBy === undefined) return true;
  const isByUser = [rollbackBy, reading.rollbackBy].map((by) => by === 'user' || by === 'repair');
  return rollbackBy === reading.rollbackBy || isByUser.every(Boolean);
}

/** The record of the deployment that a reading shows. */
export function recordShown(records: readonly DeploymentRecord[], reading: Reading): DeploymentRecord | undefined {
  return records.find((each) => isSameDeployment(each, reading, records));
}

/** Whether a record is about another deployment than the one that the guard names. */
export function isOfAnother(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): boolean {
  const wanted = run.plan.deploymentId;
  if (wanted === undefined) return false;
  const id = record.deploymentId ?? idBegunWith(run, record, records);
  return id === undefined ? isOfAnotherTime(run, record, records) : id !== wanted;
}

/** Whether a record without an id is about another deployment than the followed one: by the time at which it was begun, where that is known. */
export function isOfAnotherTime(
  { followed }: TargetRun,
  { begunAtEpoch }: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  if (followed.latestBeginning === undefined || begunAtEpoch === undefined) return false;
  if (followed.begunAtEpoch === undefined) return begunAtEpoch > followed.latestBeginning + eventResolutionMilliseconds;
  return isBegunAtAnotherTime(begunAtEpoch, followed.begunAtEpoch, records);
}

/** Whether a record that says `begunAtEpoch` isn't about the deployment that a reading says was begun at `expected`: another record is closer. */
export function isBegunAtAnotherTime(
  begunAtEpoch: number,
  expected: number,
  records: readonly DeploymentRecord[],
): boolean {
  const distance = Math.abs(begunAtEpoch - expected);
  const isCloser = (other: number): boolean => Math.abs(other - expected) < distance;
  // Updates don't overlap.
  const isBetween = (end: number): boolean => expected < end && end <= begunAtEpoch;
  return (
    distance > eventResolutionMilliseconds ||
    records.some((each) => each.begunAtEpoch !== undefined && isCloser(each.begunAtEpoch)) ||
    records.some((each) => each.endedAtEpoch !== undefined && isBetween(each.endedAtEpoch))
  );
}

/** The records but for that of the deployment that is read, where it is certain that it isn't the one whose end counts. */
export function withoutOther(
  run: TargetRun,
  { reading, readAt }: ReadingShown,
  records: readonly DeploymentRecord[],
): readonly DeploymentRecord[] {
  const isCertain = run.request.acceptance === undefined ? run.isJoined : run.followed.isHitCertain;
  const isOther = reading.deploymentId !== undefined && reading.deploymentId !== run.deploymentId;
  if (!isCertain || !isOther || run.deploymentId === undefined) return records;
  // A reading that lags shows the oldest of those which have its status.
  const oldest = run.isLagging(readAt) ? records.findLast(({ status }) => status === reading.status) : undefined;
  const isShown = (each: DeploymentRecord): boolean =>
    each.deploymentId === undefined && oldest !== undefined
      ? each === oldest
      : isSameDeployment(each, reading, records);
  return records.filter((each) => each.isCancelledByStep || !isShown(each));
}

/** Whether a reading gives the deployment of a record without an id another id than that of the one which the guard names. */
export function isReadAsAnother(
  run: TargetRun,
  { reading }: ReadingShown,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const { deploymentId: wanted } = run.plan;
  if (wanted === undefined || record.deploymentId !== undefined || record !== records[0]) return false;
  if (isOfFollowed(run, record, records)) return false;
  const isAnother = reading.deploymentId !== undefined && reading.deploymentId !== wanted;
  return isAnother && isSameDeployment(record, reading, records);
}

/** The records, with the newest one as a later reading shows its deployment. */
export function refreshed(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  { reading, readAt }: ReadingShown,
  askedAt: number,
): readonly DeploymentRecord[] {
  const [newest, ...others] = records;
  const isLater = newest !== undefined && readAt > askedAt && isGoingOn(newest.stage);
  if (!isLater) return records;
  // What is read so much later is none of an older one.
  const isOfAny = reading.deploymentId === undefined && reading.begunAtEpoch === undefined;
  const isNewest = isOfAny && readAt - askedAt >= lagMilliseconds;
  const isShown = isSameDeployment(newest, reading, records) && !run.readings.beginnings.mayBeNewer(newest, reading);
  if (!isNewest && !isShown) return records;
  const { stage, status, message } = reading;
  const known = run.rollback.of(reading)?.rollbackBy;
  // Who has begun the rollback that was repaired, the reading doesn't say; nor whether the user's is the one that this step has requested.
  const isUnsaid = known === 'repair' || (known === 'user' && run.request.acceptance !== undefined);
  const rollbackBy = newest.rollbackBy ?? (isUnsaid ? undefined : known);
  return [{ ...newest, stage, status, message, rollbackBy }, ...others];
}

/** Whether a reading is about another deployment than a record; without an id in the record, one that lags may show the end of the one before. */
export function isAboutOther(
  run: TargetRun,
  { reading, readAt }: ReadingShown,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): boolean {
  const { deploymentId, begunAtEpoch } = reading;
  const isNameless = record.deploymentId === undefined && begunAtEpoch !== undefined;
  if (isNameless && begunAtEpoch === record.begunAtEpoch) return false;
  if (deploymentId !== undefined && isOfFollowed(run, record, records)) return deploymentId !== run.deploymentId;
  if (!isSameDeployment(record, reading, records)) return true;
  if (record.deploymentId !== undefined || !run.isLagging(readAt) || isGoingOn(reading.stage)) return false;
  if (record.begunAtEpoch !== undefined && reading.begunAtEpoch !== undefined) return false;
  // It was begun so long ago that no reading is older.
  const oldest = run.traffic.awsTime.at(readAt - lagMilliseconds).earliest;
  if (record.begunAtEpoch !== undefined && record.begunAtEpoch < oldest) return false;
  // The records reach back to the request alone.
  const isBefore = (records.at(-1)?.begunAtEpoch ?? oldest) >= oldest;
  return isBefore || records.slice(records.indexOf(record) + 1).some(({ status }) => status === reading.status);
}

/**
 * The id of the deployment of a record, or, without one, that of a reading which shows the same one for certain: with the same beginning, or
 * recently, and none of the others.
 */
export function idOf(
  run: TargetRun,
  { reading, readAt }: ReadingShown,
  record: DeploymentRecord,
  records: readonly DeploymentRecord[],
): string | undefined {
  if (record.deploymentId !== undefined) return record.deploymentId;
  const known = idBegunWith(run, record, records);
  if (known !== undefined) return known;
  const isDated = record.begunAtEpoch !== undefined && reading.begunAtEpoch !== undefined;
  const isRecent = !run.isLagging(readAt) && record === records[0];
  const isShown = (isDated || isRecent) && !isAboutOther(run, { reading, readAt }, record, records);
  return isShown ? reading.deploymentId : undefined;
}

/** The id that a reading has given the deployment which was begun when that of a record was: then, or closest, if no reading was begun then. */
function idBegunWith(
  { readings: { beginnings } }: TargetRun,
  { begunAtEpoch, endedAtEpoch = Number.POSITIVE_INFINITY }: DeploymentRecord,
  records: readonly DeploymentRecord[],
): string | undefined {
  if (begunAtEpoch === undefined) return undefined;
  const shown = beginnings.idOf(begunAtEpoch);
  if (shown !== undefined || beginnings.all.has(begunAtEpoch)) return shown;
  const distance = ([, at]: readonly [string, number]): number => Math.abs(at - begunAtEpoch);
  const begun = [...beginnings.byId].filter(([, at]) => at <= endedAtEpoch);
  const [closest] = begun.sort((one, other) => distance(one) - distance(other));
  return closest !== undefined && !isBegunAtAnotherTime(begunAtEpoch, closest[1], records) ? closest[0] : undefined;
}

/** Whether a record is about the followed deployment, whose id is known: the request hit it for certain, or it was begun at that time. */
function isOfFollowed(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): boolean {
  const { id, begunAtEpoch, isHitCertain } = run.followed;
  const isDated = record.deploymentId === undefined && record.begunAtEpoch !== undefined && begunAtEpoch !== undefined;
  return id !== undefined && (isHitCertain || (isDated && !isOfAnotherTime(run, record, records)));
}
