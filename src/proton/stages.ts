import type { DeploymentStatus } from '@aws-sdk/client-proton';
import type { Stage } from '../cancellation/model/deployment.ts';

/** Every `DeploymentStatus` of the API, and what it means. A failed deletion has not ended a deployment: it is one of its own. */
const stages: Readonly<Record<DeploymentStatus, Stage>> = {
  IN_PROGRESS: 'in-progress',
  CANCELLING: 'cancelling',
  CANCELLED: 'cancelled',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  DELETE_IN_PROGRESS: 'deleted',
  DELETE_FAILED: 'deleted',
  DELETE_COMPLETE: 'deleted',
};

const stageByStatus: ReadonlyMap<string, Stage> = new Map(Object.entries(stages));

/** The stage of a deployment whose status is `status`. */
export function stageOf(status: string | undefined): Stage {
  return stageByStatus.get(status ?? '') ?? 'unknown';
}
