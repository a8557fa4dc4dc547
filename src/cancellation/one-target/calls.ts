import { type Failure, isTransient } from '../model/failure.ts';
import type { Answer, EndReading, Reading } from '../ports.ts';
import type { Priority } from '../traffic/pace.ts';
import type { Attempted } from '../traffic/traffic.ts';
import type { TargetRun } from './run.ts';

/** One read of the state before the wait: it goes before all status reads. Undefined if its turn never came. */
export function readToDecide(run: TargetRun): Promise<Attempted<Reading> | undefined> {
  const { traffic, target, reference } = run;
  return traffic.call<Reading>({
    targetName: target.name,
    call: 'read-state',
    priority: 'urgent',
    until: traffic.limits.hardEnd,
    timeoutMilliseconds: run.retryBudget.attemptMilliseconds,
    send: (limits): Promise<Answer<Reading>> => traffic.service.readState(reference, limits),
  });
}

/**
 * One question of how the followed deployment ended. Undefined if its turn never came.
 *
 * @param until time of the clock, in milliseconds, after which the answer is no longer wanted
 */
export function readEnd(run: TargetRun, priority: Priority, until: number): Promise<Attempted<EndReading> | undefined> {
  const { traffic, target, reference, token } = run;
  return traffic.call<EndReading>({
    targetName: target.name,
    call: 'read-end',
    priority,
    until,
    send: (limits): Promise<Answer<EndReading>> =>
      traffic.service.readEnd(reference, { deploymentId: run.deploymentId, token }, limits),
  });
}

/**
 * Tells of a failed call before the wait, and pauses before its retry.
 *
 * @returns whether to make the call again: false if the failure can't pass, the retry budget is spent, or the step was stopped
 */
export async function pauseBeforeRetry(run: TargetRun, failure: Failure, startedAt: number): Promise<boolean> {
  const { traffic, retryBudget } = run;
  const isWorthIt = isTransient(failure.kind) && !traffic.signal.aborted;
  const delay = isWorthIt ? retryBudget.delayAfter(failure, startedAt) : undefined;
  if (delay === undefined) {
    run.tellFailure(failure, 'end');
    return false;
  }
  run.tellFailure(failure, 'retry', delay);
  if (delay > 0) await traffic.clock.sleep(delay, traffic.signal);
  return !traffic.signal.aborted;
}
