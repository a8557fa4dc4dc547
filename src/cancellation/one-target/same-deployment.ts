import type { DeploymentRecord, Reading } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** How far the time of a stack's event may lie from the time that the stack gives. Milliseconds. */
const eventResolutionMilliseconds = 2_000;

/** Whether a record and a reading are about one deployment: by the id, or, without one, by the time at which it was begun or the status. */
export function isSameDeployment(
  record: DeploymentRecord,
  reading: Reading,
  records: readonly DeploymentRecord[],
): boolean {
  const isRollback = reading.stage === 'rolling-back' || reading.stage === 'cancelling';
  const wentThrough = ({ rollbackBy }: DeploymentRecord): boolean => isRollback && rollbackBy !== undefined;
  if (record.deploymentId !== undefined && reading.deploymentId !== undefined) {
    return record.deploymentId === reading.deploymentId;
  }
  if (record.begunAtEpoch === undefined || reading.begunAtEpoch === undefined) {
    return record === (records.find(({ status }) => status === reading.status) ?? records.find(wentThrough));
  }
  if (record.endedAtEpoch !== undefined && reading.begunAtEpoch > record.endedAtEpoch) return false;
  return !isBegunAtAnotherTime(record.begunAtEpoch, reading.begunAtEpoch, records);
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
  if (followed.begunAtEpoch === undefined || begunAtEpoch === undefined) return false;
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
