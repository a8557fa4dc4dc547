import { isBeingUndone, isGoingOn } from '../model/deployment.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import type { Question } from './question.ts';
import type { ReadingShown } from './readings.ts';
import { isAnotherUndone, isShownUndone, isUndone } from './record-of-ours.ts';
import type { TargetRun } from './run.ts';
import { idOf, isOfAnotherTime, recordShown } from './same-deployment.ts';

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
export function followRecord(run: TargetRun, { question, records, record, isOther }: Told): void {
  const { followed, plan, request } = run;
  const { reading } = question;
  const id = idOf(run, question, record, records);
  const isNamed = record.deploymentId === undefined && id !== undefined;
  const isReadToo = isNamed && id === reading.deploymentId && !isGoingOn(record.stage);
  if (record.isCancelledByStep) {
    // An id that was read while reads lag may be that of the deployment before.
    const isUnsure = record.deploymentId === undefined && !run.isIdReliable && followed.begunAtEpoch === undefined;
    if (isUnsure || (isNamed && id !== run.deploymentId)) followed.forget();
    establishRecord(run, record, records);
    request.markCarriedOut(run.traffic.clock.now());
    if (isReadToo) followed.establish(reading.deploymentId, reading.begunAtEpoch);
    return;
  }
  if (plan.deploymentId !== undefined) return;
  const isReadingFollowed = reading.deploymentId !== undefined && reading.deploymentId === run.deploymentId;
  const isUnsure = isOther && isReadingFollowed && !run.isIdReliable && !isGoingOn(record.stage);
  const isReadOtherwise = !isOther && reading.deploymentId !== undefined && !isReadingFollowed && !run.isIdReliable;
  const isUndoneOtherwise = !isGoingOn(record.stage) && !isUndone(record) && isShownUndone(run, run.deploymentId);
  const isOneOfTwo = isOther && !run.isIdReliable && isAnotherUndone(run, run.deploymentId);
  const isElsewhere =
    record.deploymentId === undefined
      ? isUnsure ||
        isOneOfTwo ||
        isUndoneOtherwise ||
        isReadOtherwise ||
        isOfAnotherTime(run, record, records) ||
        (isNamed && !run.isIdReliable && id !== run.deploymentId)
      : request.state === 'accepted' && record.deploymentId !== run.deploymentId;
  if (isElsewhere) followed.forget();
  if (isReadToo && !run.isIdReliable) followed.take(reading);
}

/** A record shows that the request has hit its deployment, for certain. */
export function establishRecord(run: TargetRun, record: DeploymentRecord, records: readonly DeploymentRecord[]): void {
  if (record.deploymentId === undefined && isOfAnotherTime(run, record, records)) run.followed.forget();
  run.followed.establish(record.deploymentId, record.begunAtEpoch);
}

/**
 * Takes in when the followed deployment was begun, of which a reading says only the id: with the newest record, which has none, if that
 * was begun so long ago that the reading can't show an older one.
 */
export function noteBeginning(
  run: TargetRun,
  { reading: { deploymentId, begunAtEpoch }, readAt }: ReadingShown,
  [newest]: readonly DeploymentRecord[],
): void {
  const isOfFollowed = deploymentId !== undefined && deploymentId === run.deploymentId && begunAtEpoch === undefined;
  if (!isOfFollowed || newest?.begunAtEpoch === undefined || newest.deploymentId !== undefined) return;
  const oldest = run.traffic.awsTime.at(readAt - lagMilliseconds).earliest;
  if (newest.begunAtEpoch < oldest) run.followed.see({ deploymentId, begunAtEpoch: newest.begunAtEpoch });
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
  const isOfOthers = request.state === 'refused' || request.state === 'nothing-sent';
  const isFailed = newest.stage === 'stuck' && newest.rollbackBy === undefined && newest.deploymentId === undefined;
  const isRolledBack = isBeingUndone(reading.stage) || reading.stage === 'rolled-back';
  return isOfOthers && isFailed && isRolledBack && rollback.of(reading)?.rollbackBy === 'user';
}
