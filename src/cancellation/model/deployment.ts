/**
 * What a status means for a cancellation. The adapter of each AWS API says which stage a status is; the core never looks
 * at status words.
 *
 * - `in-progress`: a deployment that can be cancelled is going on;
 * - `cancelling`: it is being cancelled, by a user;
 * - `rolling-back`: it is being undone, and whether a user or a failure of its own began that has to be asked;
 * - `cancelled`, `succeeded`, `failed`: it has ended so;
 * - `rolled-back`: it has been undone; who began that has to be asked, as for `rolling-back`;
 * - `stuck`: it failed, and the target stays unusable until somebody repairs it;
 * - `deleted`: the target or its pipeline is being or has been deleted;
 * - `other-operation`: an operation is going on that is no update, so that it can't be cancelled;
 * - `at-rest`: no deployment is going on, and the state says nothing of an earlier one;
 * - `absent`: there is nothing that could be deployed (a service without a pipeline);
 * - `unknown`: a status that this version does not know. Never at rest, never a pass.
 */
export type Stage =
  | 'in-progress'
  | 'cancelling'
  | 'rolling-back'
  | 'cancelled'
  | 'rolled-back'
  | 'succeeded'
  | 'failed'
  | 'stuck'
  | 'deleted'
  | 'other-operation'
  | 'at-rest'
  | 'absent'
  | 'unknown';

/** The ends of a deployment that are outcomes as well. */
export type EndStage = Extract<Stage, 'cancelled' | 'succeeded' | 'failed' | 'deleted'>;

/** Whether a deployment in this stage goes on, as far as is known. */
export function isGoingOn(stage: Stage): boolean {
  switch (stage) {
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'other-operation':
    case 'unknown':
      return true;
    case 'cancelled':
    case 'rolled-back':
    case 'succeeded':
    case 'failed':
    case 'stuck':
    case 'deleted':
    case 'at-rest':
    case 'absent':
      return false;
  }
}

/**
 * The pipeline of a service as the API describes it (ServicePipeline), with its field names. Times are ISO 8601 in UTC.
 * The spec, which the API marks as sensitive, is no part of it, so that whatever shows a pipeline can't show the spec.
 */
export interface Pipeline {
  readonly arn?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly deploymentStatus?: string | undefined;
  readonly deploymentStatusMessage?: string | undefined;
  readonly lastAttemptedDeploymentId?: string | undefined;
  readonly lastDeploymentAttemptedAt?: string | undefined;
  readonly lastDeploymentSucceededAt?: string | undefined;
  readonly lastSucceededDeploymentId?: string | undefined;
  readonly templateName?: string | undefined;
  readonly templateMajorVersion?: string | undefined;
  readonly templateMinorVersion?: string | undefined;
}

/**
 * A stack as DescribeStacks describes it, with its field names. Times are ISO 8601 in UTC. Parameters, outputs and
 * template are no part of it, so that nothing can show them.
 */
export interface Stack {
  readonly stackId?: string | undefined;
  readonly stackStatus?: string | undefined;
  readonly stackStatusReason?: string | undefined;
  readonly creationTime?: string | undefined;
  readonly lastUpdatedTime?: string | undefined;
}

/** What the reports show of a target. The core hands it on. Every field may be absent: an answer is outside data. */
export type Detail =
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'stack'; readonly stack: Stack };
