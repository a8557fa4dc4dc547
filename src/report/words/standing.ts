import { type DeploymentStatus, isEndStage, stageOf } from '../../cancellation/model/deployment.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { FailureKind } from '../../cancellation/ports.ts';

/**
 * What may be said about a cancellation that did not come to its end (`error`, `interrupted`):
 *
 * - `not-sent`: no request reached Proton, so that nothing changed;
 * - `refused`: Proton turned the request down;
 * - `accepted`: Proton was seen cancelling, and carries on;
 * - `unknown`: the request went out, and whether it was carried out was never learned.
 */
export type Standing = 'not-sent' | 'refused' | 'accepted' | 'unknown';

/** How far the cancellation of one service got, by its timeline and failure. */
export function standingOf(result: ServiceResult): Standing {
  if (lastStageOf(result) === 'cancelling') return 'accepted';
  if (!result.timeline.some(({ state }) => state === 'REQUESTED')) return 'not-sent';
  const { failure, inDoubt } = result;
  if (inDoubt || failure?.operation !== 'CancelServicePipelineDeployment') return 'unknown';
  return standingAfter(failure.kind);
}

/** Whether Proton is cancelling, or may be, for all that anybody knows. */
export function mayBeCancelling(result: ServiceResult): boolean {
  switch (standingOf(result)) {
    case 'accepted':
    case 'unknown':
      return true;
    case 'not-sent':
    case 'refused':
      return false;
  }
}

/** The last status seen of the deployment, as the API gave it; undefined where none was. */
export function lastStateOf(result: ServiceResult): string | undefined {
  return result.timeline.findLast(({ state }) => state !== 'REQUESTED')?.state ?? result.pipeline?.deploymentStatus;
}

/** Whether a deployment with this status goes on no more. */
export function isEndState(state: string | undefined): state is DeploymentStatus {
  return isEndStage(stageOf(state));
}

function lastStageOf(result: ServiceResult): string {
  return stageOf(lastStateOf(result));
}

/** What a failed cancel request, the only one, has left behind. */
function standingAfter(kind: FailureKind): Standing {
  switch (kind) {
    case 'credentials-missing':
    case 'region-missing':
    case 'unreachable':
      return 'not-sent';
    case 'conflict':
    case 'validation':
    case 'not-found':
    case 'access-denied':
    case 'throttled':
    case 'credentials-refused':
    case 'clock-skewed':
      return 'refused';
    case 'server-fault':
    case 'connection-lost':
    case 'unreadable':
    case 'interrupted':
    case 'unexpected':
      return 'unknown';
  }
}
