import type { Failure } from '../model/failure.ts';
import type { Reason } from '../model/reason.ts';
import type { TargetResult } from '../model/result.ts';
import type { TargetRun } from './run.ts';

/** The result of a call that failed for good, or could not be made; `interrupted` if the step was stopped. */
export function failedResult(run: TargetRun, failure: Failure, reason: Reason = { kind: 'failed-call' }): TargetResult {
  return run.traffic.signal.aborted ? interruptedResult(run) : run.result('error', reason, failure);
}

/** The result of a step that was stopped. */
export function interruptedResult(run: TargetRun): TargetResult {
  return run.result('interrupted', { kind: 'interrupted' });
}
