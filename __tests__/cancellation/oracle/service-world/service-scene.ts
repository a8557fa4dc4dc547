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

/** What Proton is like, what others do, and what the workflow's author asks for. Times in milliseconds since the step began. */
export interface ServiceScene {
  readonly start: ServiceStart;
  /** How long before the step the latest deployment was begun. */
  readonly begunBefore: number;
  readonly latest: DeploymentPlan;
  /** The deployment before that, and how long it was over by then. */
  readonly earlier:
    | { readonly plan: DeploymentPlan; readonly isCancelled: boolean; readonly restedFor: number }
    | undefined;
  /** How long before all that the service was created. */
  readonly createdBefore: number;
  /** How long before the step somebody began the cancellation that the step finds. */
  readonly cancelledBefore: number;
  /** Other people's deployments: each begins so long after the one before has ended. */
  readonly successors: readonly { readonly after: number; readonly plan: DeploymentPlan }[];
  readonly cancelledAt: number | undefined;
  readonly deletedAt: number | undefined;
  /** What Proton answers where nothing can be cancelled: it is not documented. */
  readonly refusal: 'conflict' | 'validation';
  /** Whether a service that is being deleted shows that in the status of its pipeline, too. */
  readonly showsDeletion: boolean;
  readonly hasIds: boolean;
  /** The most that an answer falls behind, and how many answers do. */
  readonly stateLag: number;
  readonly recordLag: number;
  readonly lagShare: number;
  /** By how much the runner's clock is ahead of AWS's. */
  readonly runnerClockOffset: number;
  readonly guard: 'none' | 'latest' | 'successor' | 'unknown';
  /** How long before the step the guard has looked at the target: only what began since may be cancelled. Undefined without. */
  readonly baselineBefore?: number;
  readonly dryRun: boolean;
  /** When the runner stops the step. */
  readonly stoppedAt: number | undefined;
  readonly wait: number;
  readonly longestPoll: number;
}

export const plainDeployment: DeploymentPlan = {
  deploy: 300_000,
  ending: 'SUCCEEDED',
  cancel: 5_000,
  cancelEnding: 'CANCELLED',
};

/** A deployment that can be cancelled, where nothing goes wrong. */
export const plainServiceScene: ServiceScene = {
  start: 'deploying',
  begunBefore: 30_000,
  latest: plainDeployment,
  earlier: { plan: { ...plainDeployment, deploy: 5_000 }, isCancelled: false, restedFor: 60_000 },
  createdBefore: 86_400_000,
  cancelledBefore: 2_000,
  successors: [],
  cancelledAt: undefined,
  deletedAt: undefined,
  refusal: 'conflict',
  showsDeletion: false,
  hasIds: true,
  stateLag: 0,
  recordLag: 0,
  lagShare: 0.5,
  runnerClockOffset: 0,
  guard: 'none',
  dryRun: false,
  stoppedAt: undefined,
  wait: 120_000,
  longestPoll: 10_000,
};
