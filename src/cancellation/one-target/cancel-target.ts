import type { Failure } from '../model/failure.ts';
import type { TargetResult } from '../model/result.ts';
import { askWhatFailed } from './failed-resources.ts';
import { requestCancellation } from './request.ts';
import { untilAtRest } from './rest.ts';
import type { TargetRun } from './run.ts';
import { Wait } from './wait.ts';

/** Who wants to know how far the work on a target is. */
export interface Progress {
  /** AWS has accepted the request. */
  readonly onAccepted: () => void;
  /** The request was answered, and what had to be decided at once is decided. May be called more than once. */
  readonly onSettled: (failure?: Failure) => void;
  /** The verdict is certain, but the target is not at rest yet. */
  readonly onVerdict: (verdict: TargetResult) => void;
}

/**
 * The story of one target: the request, with a look before it or after it where that decides, the wait for the end of the
 * deployment, and the wait until the target is at rest.
 *
 * @returns the result; never rejects for anything that AWS or the network does
 */
export async function cancelTarget(run: TargetRun, progress: Progress): Promise<TargetResult> {
  const verdict = await verdictOn(run, progress);
  progress.onSettled(verdict.failure);
  return untilAtRest(run, await askWhatFailed(run, verdict), progress.onVerdict);
}

async function verdictOn(run: TargetRun, { onAccepted, onSettled }: Progress): Promise<TargetResult> {
  const requested = await requestCancellation(run, onSettled);
  const wait = new Wait(run);
  switch (requested.kind) {
    case 'result':
      return requested.result;
    case 'wait':
      if (run.plan.waitMilliseconds === 0) return resultSoFar(run);
      onSettled();
      return wait.untilEnd();
    case 'accepted':
      return wait.afterAcceptance(requested.reading, { onAccepted, onSettled });
  }
}

/** What to report while the work goes on, in case nothing later can be, and if nothing is waited for. */
export function resultSoFar(run: TargetRun): TargetResult {
  if (run.request.state === 'accepted') return run.result('requested', { kind: 'accepted' });
  if (!run.isJoined) return run.result('interrupted', { kind: 'pending' });
  if (run.seen.last?.stage === 'cancelling') return run.result('requested', { kind: 'joined' });
  // Perhaps nobody has cancelled what is rolled back.
  const kind = run.plan.waitMilliseconds === 0 ? 'timed-out' : 'waiting';
  return run.result('timed-out', { kind, isRollback: run.seen.last?.stage === 'rolling-back' });
}
