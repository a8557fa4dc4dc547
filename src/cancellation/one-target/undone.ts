import { isGoingOn } from '../model/deployment.ts';
import type { DeploymentRecord } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** Whether a deployment was undone, or is being. What failed and stays so wasn't, for all that a record of its end says. */
export function isUndone({ stage, rollbackBy, endedAtEpoch }: DeploymentRecord): boolean {
  const isUntouched = stage === 'in-progress' || stage === 'cleaning-up' || stage === 'succeeded';
  return !isUntouched && (stage !== 'stuck' || rollbackBy !== undefined || endedAtEpoch === undefined);
}

/** Whether AWS would have refused a request for the rollback that a record tells of. One that a failure has begun may have come after it. */
export function wasRefusing(run: TargetRun, record: DeploymentRecord): boolean {
  const { stage, rollbackBy, rollbackBegunAtEpoch } = record;
  if (rollbackBy !== 'itself') return rollbackBy !== undefined;
  return rollbackBegunAtEpoch === undefined ? isGoingOn(stage) : isRefusing(run, record);
}

/** Whether a rollback that goes on, and that a failure has begun, was begun before the request left which AWS has taken. */
export function isRefusing(
  { request: { acceptance }, traffic }: TargetRun,
  { stage, rollbackBy, rollbackBegunAtEpoch }: DeploymentRecord,
): boolean {
  if (rollbackBy !== 'itself' || rollbackBegunAtEpoch === undefined || !isGoingOn(stage)) return false;
  return acceptance === undefined || rollbackBegunAtEpoch < traffic.awsTime.at(acceptance.sentAt).earliest;
}
