import { isGoingOn } from '../model/deployment.ts';
import { type Failure, isTransient } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import { isAboutFailure } from '../model/reason.ts';
import type { TargetResult } from '../model/result.ts';
import type { DeploymentRecord } from '../ports.ts';
import { pauseBeforeRead, readRecords } from './calls.ts';
import type { TargetRun } from './run.ts';

/**
 * Adds which resources failed, where a deployment has failed or was rolled back by itself and its record wasn't read yet: asked again while
 * the records lag. What can't be read is left out: nothing is guessed.
 */
export async function askWhatFailed(run: TargetRun, verdict: TargetResult): Promise<TargetResult> {
  const { traffic, plan } = run;
  const isKnown = run.seen.failedResourcesOf(run.deploymentId) !== undefined;
  if (!isAboutFailure(verdict.reason) || isKnown || !traffic.service.findsByToken) return verdict;
  const since = traffic.clock.now();
  while (!traffic.signal.aborted) {
    const attempted = await readRecords(run, 'ordinary', run.deploymentId ?? run.seen.shownId);
    if (attempted === undefined) break;
    const { answer } = attempted;
    const failed = answer.ok ? recordOfFailure(run, verdict, answer.value) : undefined;
    if (failed !== undefined) return { ...verdict, failedResources: failed.failedResources };
    const isLate = traffic.clock.now() - since >= lagMilliseconds || plan.dryRun;
    if (isLate || (!answer.ok && !isTransient(answer.failure.kind))) {
      if (!answer.ok) run.tellFailure(answer.failure, 'end');
      break;
    }
    await pause(run, answer.ok ? undefined : answer.failure);
  }
  const known = recordOfFailure(run, verdict, run.records.all);
  return known === undefined ? verdict : { ...verdict, failedResources: known.failedResources };
}

/** The record of the deployment that the state was about which failed; undefined while the records don't tell of its end. */
function recordOfFailure(
  { seen, deploymentId: followed }: TargetRun,
  { reason }: TargetResult,
  records: readonly DeploymentRecord[],
): DeploymentRecord | undefined {
  const id = seen.shownId ?? followed;
  const isStuck = reason.kind !== 'rolled-back-by-others';
  const expected = isStuck ? 'stuck' : 'rolled-back';
  const isIt = ({ deploymentId, stage, failedResources }: DeploymentRecord): boolean =>
    deploymentId !== undefined &&
    deploymentId === id &&
    (seen.shownId !== undefined || stage === expected || (isStuck && failedResources.length > 0));
  const named = records.find(isIt);
  const isNamed = id !== undefined && records.some(({ deploymentId }) => deploymentId !== undefined);
  const record = isNamed ? named : records.find(({ stage }) => stage === expected);
  // What failed is known already where a failure is being repaired.
  const isOpen = record === undefined || (isGoingOn(record.stage) && record.failedResources.length === 0);
  return isOpen ? undefined : record;
}

function pause(run: TargetRun, untold: Failure | undefined): Promise<void> {
  return pauseBeforeRead(run, 0, run.traffic.limits.hardEnd, untold);
}
