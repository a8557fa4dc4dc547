/**
 * What a status means for a cancellation. The adapter of each AWS API says which stage a status is; the core never looks
 * at status words.
 *
 * - `in-progress`: a deployment that can be cancelled is going on;
 * - `cancelling`: it is being cancelled, by a user;
 * - `rolling-back`: it is being undone, and whether a user or a failure of its own began that has to be asked;
 * - `cleaning-up`: it has succeeded, and what it replaced is being deleted;
 * - `cancelled`, `succeeded`, `failed`: it has ended so;
 * - `rolled-back`: it has been undone; who began that has to be asked, as for `rolling-back`;
 * - `stuck`: it failed, and the target stays unusable until somebody repairs it;
 * - `deleted`: the target or its pipeline is being or has been deleted;
 * - `other-operation`: an operation that isn't an update is going on (a creation, an import), so it can't be cancelled;
 * - `other-rollback`: such an operation is being rolled back;
 * - `at-rest`: no deployment is going on, and the state says nothing of an earlier one;
 * - `absent`: there is nothing that could be deployed (a service without a pipeline);
 * - `unknown`: a status that this version does not know. Never at rest, never a pass.
 */
export type Stage =
  | 'in-progress'
  | 'cancelling'
  | 'rolling-back'
  | 'cleaning-up'
  | 'cancelled'
  | 'rolled-back'
  | 'succeeded'
  | 'failed'
  | 'stuck'
  | 'deleted'
  | 'other-operation'
  | 'other-rollback'
  | 'at-rest'
  | 'absent'
  | 'unknown';

/**
 * Who began a rollback: a user who cancelled, a user who repaired a failed one (ContinueUpdateRollback, RollbackStack), a failure
 * of its own, or the parent of a nested stack, of which nobody knows why.
 */
export type RollbackOrigin = 'user' | 'repair' | 'itself' | 'parent';

/** The ends of a deployment that are outcomes as well. */
export type EndStage = Extract<Stage, 'cancelled' | 'succeeded' | 'failed' | 'deleted'>;

/**
 * How far a deployment in a stage has come: it goes on, as far as is known; its result is certain, but the target is not at
 * rest, so AWS refuses the next deployment; or it is over.
 */
const progress: Readonly<Record<Stage, 'going-on' | 'not-at-rest' | 'over'>> = {
  'in-progress': 'going-on',
  cancelling: 'going-on',
  'rolling-back': 'going-on',
  'other-operation': 'going-on',
  unknown: 'going-on',
  'cleaning-up': 'not-at-rest',
  'other-rollback': 'not-at-rest',
  cancelled: 'over',
  'rolled-back': 'over',
  succeeded: 'over',
  failed: 'over',
  stuck: 'over',
  deleted: 'over',
  'at-rest': 'over',
  absent: 'over',
};

/** Whether a deployment in this stage goes on, as far as is known. */
export function isGoingOn(stage: Stage): boolean {
  return progress[stage] === 'going-on';
}

/** Whether a deployment in this stage is being undone, by a user or by itself. */
export function isBeingUndone(stage: Stage): boolean {
  return stage === 'cancelling' || stage === 'rolling-back';
}

/** Whether the target shows no update: it is at rest without one, as after its creation, or rolls something else back. */
export function isWithoutUpdate(stage: Stage): boolean {
  return stage === 'at-rest' || stage === 'other-rollback';
}

/** Whether a deployment in this stage is over for good. What is stuck may be repaired, and goes on then. */
export function isOverForGood(stage: Stage): boolean {
  return stage === 'cancelled' || stage === 'rolled-back' || stage === 'succeeded' || stage === 'failed';
}

/**
 * Whether a cleanup is no end yet: that of a nested stack, which its root may still roll back.
 *
 * @param nestedIn the root stack's id, if the stack is nested
 */
export function isOpenCleanup(stage: Stage, nestedIn: string | undefined): boolean {
  return stage === 'cleaning-up' && nestedIn !== undefined;
}

/** Whether the target takes the next deployment. A deletion doesn't count as work: nothing can be deployed after it. */
export function isAtRest(stage: Stage): boolean {
  return progress[stage] === 'over';
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

/** A resource that failed, as the stack's events tell it. Outside text. */
export interface FailedResource {
  readonly logicalId: string;
  /** Such as `AWS::RDS::DBInstance`. */
  readonly resourceType: string | undefined;
  readonly status: string;
  readonly reason: string | undefined;
}

/** What the reports show of a target. The core hands it on. Every field may be absent: an answer is outside data. */
export type Detail =
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline }
  | { readonly kind: 'stack'; readonly stack: Stack };
