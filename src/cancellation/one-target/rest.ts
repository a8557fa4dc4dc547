import { isAtRest } from '../model/deployment.ts';
import { isTransient } from '../model/failure.ts';
import { lagMilliseconds } from '../model/lag.ts';
import type { TargetResult } from '../model/result.ts';
import { pauseBeforeRead, readState } from './calls.ts';
import { completed } from './dating.ts';
import { orderOf } from './relation.ts';
import type { TargetRun } from './run.ts';

/**
 * Waits until a target is at rest whose verdict is certain: while AWS still cleans up after an update, or rolls something back, it
 * refuses the next deployment. The verdict stays what it is, also where the wait ends first.
 *
 * @param onVerdict called once, if there is something to wait for
 * @returns the verdict, with the state as last read
 */
export async function untilAtRest(
  run: TargetRun,
  verdict: TargetResult,
  onVerdict: (verdict: TargetResult) => void,
): Promise<TargetResult> {
  const { traffic, plan } = run;
  if (!isWaitedFor(verdict)) return verdict;
  if (plan.waitMilliseconds === 0 || plan.dryRun) return { ...verdict, isAtRest: false };
  onVerdict({ ...verdict, isAtRest: false });
  const followed = { since: traffic.clock.now(), deploymentId: verdict.deploymentId ?? run.seen.shownId };
  while (!traffic.signal.aborted && traffic.clock.now() < traffic.limits.deadline) {
    const waited = Math.max(verdict.waitedMilliseconds, traffic.clock.now() - followed.since);
    await pauseBeforeRead(run, waited, traffic.limits.deadline);
    const step = await readOnce(run, followed);
    if (step === 'at-rest') return restated(run, verdict, true);
    if (step === 'give-up') break;
  }
  return restated(run, verdict, false);
}

/** A deletion or a successor is not waited for, nor what can't be cancelled. */
function isWaitedFor({ outcome, lastSeen }: TargetResult): boolean {
  const isVerdict = outcome === 'succeeded' || outcome === 'nothing-to-cancel';
  return isVerdict && (lastSeen?.stage === 'cleaning-up' || lastSeen?.stage === 'other-rollback');
}

/** @param followed which update is waited for, and since when, in milliseconds of the clock */
async function readOnce(
  run: TargetRun,
  { since, deploymentId }: { readonly since: number; readonly deploymentId: string | undefined },
): Promise<'at-rest' | 'go-on' | 'give-up'> {
  const { traffic } = run;
  const attempted = await readState(run, 'ordinary', traffic.limits.deadline);
  if (attempted === undefined) return 'go-on';
  const { answer } = attempted;
  const isLagging = (attempted.sentAt ?? attempted.startedAt) - since < lagMilliseconds;
  if (!answer.ok) {
    if (traffic.signal.aborted) return 'give-up';
    const isPassing = isTransient(answer.failure.kind) || (answer.failure.kind === 'not-found' && isLagging);
    run.tellFailure(answer.failure, isPassing ? 'retry' : 'end');
    return isPassing ? 'go-on' : 'give-up';
  }
  const reading = completed(run, answer.value);
  // A newer deployment isn't this step's to wait for; an older one, or an older state, is a reading that lags, as the verdict's may be.
  const isNamed = reading.deploymentId !== undefined && deploymentId !== undefined;
  const { begunAtEpoch = Number.POSITIVE_INFINITY } = reading;
  const isBegunBefore = orderOf(run, reading) === 'later' && begunAtEpoch < traffic.awsTime.at(since).earliest;
  const isAnother = isNamed && reading.deploymentId !== deploymentId && !isBegunBefore;
  if (isAnother || reading.stage === 'in-progress') return isLagging ? 'go-on' : 'give-up';
  if (reading.stage === 'cleaning-up') run.followed.follow(reading.deploymentId);
  run.see(reading);
  return isAtRest(reading.stage) ? 'at-rest' : 'go-on';
}

function restated(run: TargetRun, verdict: TargetResult, isAtRestNow: boolean): TargetResult {
  const { deploymentId, lastSeen, detail, hasLeftovers, timeline } = run.result(verdict.outcome, verdict.reason);
  return {
    ...verdict,
    deploymentId: verdict.deploymentId ?? deploymentId,
    lastSeen,
    detail,
    hasLeftovers,
    timeline,
    isAtRest: isAtRestNow,
  };
}
