import { plainScene, type Scene } from '../world/scene.ts';
import type { DeploymentPlan } from './service-life.ts';

/** In what state the step finds the service. */
export type ServiceStart =
  | 'deploying'
  | 'cancelling'
  | 'deployed'
  | 'creating'
  | 'created'
  | 'no-pipeline'
  | 'deleting'
  | 'absent';

/** What Proton is like as well. Times in milliseconds since the step began. */
export interface ServiceScene extends Scene<DeploymentPlan> {
  readonly start: ServiceStart;
  /** How long before the step somebody began the cancellation that the step finds. */
  readonly cancelledBefore: number;
  /** What Proton answers where nothing can be cancelled: it is not documented. */
  readonly refusal: 'conflict' | 'validation';
  /** Whether a service that is being deleted shows that in the status of its pipeline, too. */
  readonly showsDeletion: boolean;
  readonly hasIds: boolean;
}

export const plainDeployment: DeploymentPlan = {
  deploy: 300_000,
  ending: 'SUCCEEDED',
  cancel: 5_000,
  cancelEnding: 'CANCELLED',
};

/** A deployment that can be cancelled, where nothing goes wrong. */
export const plainServiceScene: ServiceScene = {
  ...plainScene,
  start: 'deploying',
  latest: plainDeployment,
  earlier: { plan: { ...plainDeployment, deploy: 5_000 }, isCancelled: false, restedFor: 60_000 },
  createdBefore: 86_400_000,
  cancelledBefore: 2_000,
  refusal: 'conflict',
  showsDeletion: false,
  hasIds: true,
};
