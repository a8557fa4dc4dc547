import { isGoingOn } from '../model/deployment.ts';
import type { DeploymentRecord } from '../ports.ts';
import type { ReadingShown } from './readings.ts';
import { mayHaveBeenMet } from './record-of-ours.ts';
import { isBegunAfterAnswer, isInProgressStill } from './relation.ts';
import type { TargetRun } from './run.ts';
import { isSameDeployment } from './same-deployment.ts';

/**
 * Whether records tell of every deployment that the request may have met, although AWS's events lag: they are recent enough, or the
 * newest of them was begun later, or is the one that a reading shows which is recent enough.
 *
 * @param askedAt when they were asked for, in milliseconds of the clock
 */
export function areComplete(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  askedAt: number,
  { reading, readAt }: ReadingShown,
): boolean {
  const [newest] = records;
  if (!run.isLagging(askedAt)) return true;
  if (newest === undefined || !run.traffic.service.findsByToken) return false;
  if (isBegunAfterAnswer(run, newest)) return true;
  return (
    !run.isLagging(readAt) &&
    isSameDeployment(newest, reading, records) &&
    !run.readings.beginnings.mayBeNewer(newest, reading)
  );
}

/** Records that lagged may lack the deployment that the request met, but nothing says so where all are over and a later one was read. */
export function areEnough(
  run: TargetRun,
  records: readonly DeploymentRecord[],
  { reading, readAt }: ReadingShown,
): boolean {
  const isOver = records.every(({ stage }) => !isGoingOn(stage));
  const isMet = records.some((record) => mayHaveBeenMet(run, record));
  return isOver && isMet && (isBegunAfterAnswer(run, reading) || isInProgressStill(run, reading, readAt));
}
