import { isGoingOn, isOpenCleanup } from '../model/deployment.ts';
import type { DeploymentRecord, Reading } from '../ports.ts';
import { mayHaveBeenMet } from './record-of-ours.ts';
import { isOfUnknownHit, orderOf } from './relation.ts';
import type { TargetRun } from './run.ts';
import { isSameDeployment } from './same-deployment.ts';
import { isUndone, wasRefusing } from './undone.ts';

/** Whether AWS has taken the request while another deployment may have been going on than the one that is read now. */
export function mayHaveMetAnother(run: TargetRun, reading: Reading): boolean {
  const { acceptance } = run.request;
  if (acceptance === undefined) return false;
  const isHitUnknown = isOfUnknownHit(run, reading);
  // What this step has cancelled is rolled back, whichever the reading shows.
  if (run.followed.isHitCertain && (!isHitUnknown || reading.stage === 'rolled-back')) return false;
  // What a user has begun to roll back was hit, if nothing else was rolled back.
  const isByUser = !isHitUnknown && run.rollback.of(reading)?.rollbackBy === 'user';
  const isUntold =
    !isByUser && isNewSince(run, reading, acceptance.sentAt) && !isShownUndone(run, reading.deploymentId);
  if (isUntold && isAnotherUndone(run, reading.deploymentId)) return true;
  return !run.followed.isHitCertain && isRecordedOtherwise(run, reading, isByUser);
}

/** Whether a reading names a deployment that was first shown after a moment of the clock. */
function isNewSince({ readings }: TargetRun, { deploymentId }: Reading, moment: number): boolean {
  return deploymentId !== undefined && (readings.shownSince(deploymentId) ?? Number.POSITIVE_INFINITY) > moment;
}

/** Whether the record of another deployment, which has ended, says that it may have been going on. */
function isRecordedOtherwise(run: TargetRun, reading: Reading, isByUser: boolean): boolean {
  const { all } = run.records;
  // What failed may have been repaired since.
  const failed = reading.deploymentId === undefined ? all.find(({ stage }) => stage === 'stuck') : undefined;
  // What was followed and is rolled back was hit, too, if nothing else was rolled back.
  const isFollowed = run.followed.isNamedBy(reading) && !run.followed.isProvisional;
  const isUndoneToo =
    reading.stage === 'rolled-back' || (reading.stage === 'rolling-back' && reading.rollbackBy !== 'itself');
  const isLikely = isByUser || (isFollowed && isUndoneToo);
  const isAsLikely = (each: DeploymentRecord): boolean =>
    !isLikely || (isUndone(each) && !(isByUser && each.rollbackBy === 'itself'));
  const isOther = (each: DeploymentRecord): boolean =>
    each !== failed && !wasRefusing(run, each) && isAsLikely(each) && !isSameDeployment(each, reading, all);
  const isOver = ({ stage }: DeploymentRecord): boolean => !isGoingOn(stage) && !isOpenCleanup(stage, reading.nestedIn);
  // Either says that it is another one, although it goes on.
  const isTold = ({ deploymentId, begunAtEpoch }: DeploymentRecord): boolean =>
    (deploymentId !== undefined && reading.deploymentId !== undefined) ||
    (begunAtEpoch !== undefined && reading.begunAtEpoch !== undefined);
  return all.some((each) => (isOver(each) || isTold(each)) && mayHaveBeenMet(run, each) && isOther(each));
}

/**
 * Whether a reading is of a later deployment than was joined, or than deployment-id names; or, if it names none, comes after one of a later
 * one than that.
 */
export function isAfterFollowed(run: TargetRun, reading: Reading): boolean {
  const { deploymentId } = reading;
  const { namedLast } = run.readings;
  const isGuarded = run.plan.deploymentId !== undefined;
  if ((isGuarded || run.request.acceptance === undefined) && orderOf(run, reading) === 'later') return true;
  return (
    isGuarded && deploymentId === undefined && namedLast !== undefined && orderOf(run, namedLast.reading) === 'later'
  );
}

/** Whether a read since the request left, or since a rollback was joined, has shown a deployment being undone. */
export function isShownUndone(run: TargetRun, deploymentId: string | undefined): boolean {
  return shownUndone(run).some((id) => id === deploymentId);
}

/** Whether such a read has shown another one being undone. */
export function isAnotherUndone(run: TargetRun, deploymentId: string | undefined): boolean {
  return shownUndone(run).some((id) => id !== deploymentId);
}

function shownUndone({ readings, meeting }: TargetRun): readonly string[] {
  return meeting === undefined ? [] : readings.undoneSince(meeting.sentAt);
}
