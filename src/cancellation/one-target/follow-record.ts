import { isGoingOn } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { isAnotherUndone, isShownUndone } from './met-another.ts';
import type { Question } from './question.ts';
import type { ReadingShown } from './readings.ts';
import type { TargetRun } from './run.ts';
import { idOf, isOfAnotherTime, recordShown } from './same-deployment.ts';
import { isUndone } from './undone.ts';

/** The record of the deployment whose end counts, beside the reading that has raised the question. */
export interface Told {
  /** With that reading. */
  readonly question: Question;
  /** Newest first. */
  readonly records: readonly DeploymentRecord[];
  readonly record: DeploymentRecord;
  /** Whether the reading is about another deployment than the record. */
  readonly isOther: boolean;
}

/** The record may say that the request has hit another deployment than the one followed so far. */
export function followRecord(run: TargetRun, told: Told): void {
  const { followed, plan, request } = run;
  const { question, records, record } = told;
  const { reading } = question;
  const id = idOf(run, question, record, records);
  const isReadToo = id !== undefined && id === reading.deploymentId && !isGoingOn(record.stage);
  if (record.isCancelledByStep) {
    // An id that was read while reads lag may be that of the deployment before.
    const isUnsure = !run.isIdReliable && followed.begunAtEpoch === undefined;
    if (isUnsure || (id !== undefined && id !== run.deploymentId)) followed.forget();
    establishRecord(run, record, records);
    request.markCarriedOut(run.traffic.clock.now());
    if (isReadToo) followed.establish(reading.deploymentId, reading.begunAtEpoch);
    return;
  }
  if (plan.deploymentId !== undefined) return;
  if (isOfOther(run, told)) followed.forget();
  if (isReadToo && !run.isIdReliable) followed.take(reading);
}

/** Whether the followed id isn't that of the record's deployment, or may not be. */
function isOfOther(run: TargetRun, { question: { reading }, records, record, isOther }: Told): boolean {
  const { deploymentId, request } = run;
  if (record.deploymentId !== undefined) {
    const isAnother =
      deploymentId === undefined ? isOfAnotherTime(run, record, records) : record.deploymentId !== deploymentId;
    return request.state === 'accepted' && isAnother;
  }
  const isOver = !isGoingOn(record.stage);
  if (isOfAnotherTime(run, record, records)) return true;
  if (isOver && !isUndone(record) && isShownUndone(run, deploymentId)) return true;
  if (run.isIdReliable) return false;
  if (isAnotherUndone(run, deploymentId)) return true;
  return run.followed.isNamedBy(reading) ? isOther && isOver : !isOther && reading.deploymentId !== undefined;
}

/** A record shows that the request has hit its deployment, for certain. */
export function establishRecord(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): void {
  if (record.deploymentId === undefined && isOfAnotherTime(run, record, records)) run.followed.forget();
  run.followed.establish(record.deploymentId, record.begunAtEpoch);
}

/**
 * Takes in when the followed deployment was begun, of which a reading says only the id: with the newest record, which has none, if that
 * was begun so long ago that the reading can't show an older one.
 *
 * @param askedAt when the records were asked for, in milliseconds of the clock: a later reading may show a newer one
 */
export function noteBeginning(
  run: TargetRun,
  { reading, readAt }: ReadingShown,
  [newest]: readonly DeploymentRecord[],
  askedAt: number,
): void {
  const isOpen = askedAt >= readAt && reading.begunAtEpoch === undefined && run.followed.isNamedBy(reading);
  if (!isOpen || newest?.begunAtEpoch === undefined || newest.deploymentId !== undefined) return;
  const oldest = run.traffic.awsTime.at(readAt - lagMilliseconds).earliest;
  if (newest.begunAtEpoch < oldest) run.followed.see({ ...reading, begunAtEpoch: newest.begunAtEpoch });
}

/** Takes in what records say that aren't about the deployment whose end counts. */
export function noteOthers(run: TargetRun, records: readonly DeploymentRecord[], { reading }: ReadingShown): void {
  const shown = recordShown(records, reading);
  const isSameId = reading.deploymentId !== undefined && shown?.deploymentId === reading.deploymentId;
  const isNewest = reading.deploymentId === undefined && shown === records[0];
  const isNamed = shown !== undefined && (isSameId || isNewest);
  // The reading says "User Initiated" of a repair as well.
  const isRepair = shown?.rollbackBy === 'repair' && run.rollback.of(reading)?.rollbackBy === 'user';
  const deploymentId = reading.deploymentId ?? shown?.deploymentId;
  if (isNamed || isRepair) run.rollback.markRecord({ ...shown, deploymentId });
  const [newest] = records;
  if (newest !== undefined && isRepairOf(run, newest, reading)) {
    run.rollback.markRecord({ ...newest, deploymentId, rollbackBy: 'repair' });
  }
}

/** Whether a rollback that nobody has asked this step for repairs the failure that the newest record tells of, which has no id: most likely. */
function isRepairOf({ request, rollback }: TargetRun, newest: DeploymentRecord, reading: Reading): boolean {
  const isOfOthers = request.acceptance === undefined && request.inDoubtSince === undefined;
  const isFailed = newest.deploymentId === undefined && newest.stage === 'stuck' && newest.rollbackBy !== 'user';
  return isOfOthers && isFailed && rollback.of(reading)?.rollbackBy === 'user';
}
