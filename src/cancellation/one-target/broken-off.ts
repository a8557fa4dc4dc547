import type { Failure } from '../model/failure.ts';
import type { Reason } from '../model/reason.ts';
import type { TargetResult } from '../model/result.ts';
import type { TargetRun } from './run.ts';

/** The result of a call that failed for good, or could not be made; `interrupted` if the step was stopped. */
export function failedResult(run: TargetRun, failure: Failure, reason: Reason = { kind: 'failed-call' }): TargetResult {
  return run.traffic.signal.aborted ? interruptedResult(run) : run.result('error', reason, failure);
}

/** Another deployment has taken the place of the followed one, or was hit in its place. `setback`: why the last read failed, if it did. */
export function supersededResult(
  run: TargetRun,
  successor: string | undefined,
  why: 'request-hit-successor' | 'end-unknown',
  setback?: Failure,
): TargetResult {
  // What was followed for want of anything better has turned out to be the other one.
  if (successor !== undefined && successor === run.deploymentId) run.followed.forget();
  run.followed.follow(undoneByUser(run, successor));
  const reason = { kind: 'superseded', successor, followed: run.deploymentId, why } as const;
  return run.result('superseded', reason, setback);
}

/** The only deployment but the successor whose rollback by a user was read since AWS took the request; undefined if there is none. */
function undoneByUser({ request, readings, rollback }: TargetRun, successor: string | undefined): string | undefined {
  if (request.acceptance === undefined) return undefined;
  const [only, another] = readings.undoneSince(request.acceptance.sentAt).filter((id) => id !== successor);
  const isByUser = only !== undefined && rollback.of({ deploymentId: only })?.rollbackBy === 'user';
  return isByUser && another === undefined ? only : undefined;
}

/** The result of a step that was stopped. */
export function interruptedResult(run: TargetRun): TargetResult {
  return run.result('interrupted', { kind: 'interrupted' });
}

/**
 * AWS knows no such target. If this step has seen it, it was deleted since; but what was deleted stays readable by its id, so an
 * unknown id is an error.
 */
export function missingResult(run: TargetRun, failure: Failure): TargetResult {
  const { baseline } = run.target;
  if (baseline?.exists === false && run.readings.lastAnsweredAt === undefined) {
    return run.result('nothing-to-cancel', { kind: 'nothing-began', status: undefined, isInProgress: false });
  }
  const isKnown =
    run.readings.lastAnsweredAt !== undefined || run.request.acceptance !== undefined || baseline?.exists === true;
  if (!isKnown) return run.result('not-found', { kind: 'not-found' });
  return run.reference.startsWith('arn:')
    ? failedResult(run, failure, { kind: 'id-unknown' })
    : run.result('deleted', { kind: 'deleted', what: 'target-gone' });
}
