/** The deployment statuses of the Proton API (DeploymentStatus in the API reference). */
export const deploymentStatuses = [
  'IN_PROGRESS',
  'FAILED',
  'SUCCEEDED',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
  'CANCELLING',
  'CANCELLED',
] as const;

/** A deployment status that the Proton API documents. */
export type DeploymentStatus = (typeof deploymentStatuses)[number];

/**
 * A service pipeline as the API describes it (ServicePipeline), with its field names. Times are ISO 8601 in UTC.
 * Every field may be absent: an answer is outside data. The spec, which the API marks as sensitive, is no part of it,
 * so that whatever shows a pipeline can't show the spec.
 */
export interface Pipeline {
  readonly arn?: string | undefined;
  readonly createdAt?: string | undefined;
  /** As the API gave it: a `DeploymentStatus`, or a word from a future API. */
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
 * What a status means for somebody who waits for the end of a deployment: still going on, at one of its ends, or
 * `unknown` where the API has grown a word that this version does not know.
 */
export type Stage = 'in-progress' | 'cancelling' | 'cancelled' | 'succeeded' | 'failed' | 'deleted' | 'unknown';

/** The stages in which a deployment has ended. Each is the outcome of a cancellation that ends there, too (API page). */
export type EndStage = Exclude<Stage, 'in-progress' | 'cancelling' | 'unknown'>;

/** Narrows a stage to one in which a deployment has ended. */
export function isEndStage(stage: Stage): stage is EndStage {
  switch (stage) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'deleted':
      return true;
    case 'in-progress':
    case 'cancelling':
    case 'unknown':
      return false;
  }
}

/** Narrows outside text to a status that the API documents. */
export function isDeploymentStatus(text: string | undefined): text is DeploymentStatus {
  return deploymentStatuses.some((status) => status === text);
}

/** The stage of a deployment, from its status as the API gave it. */
export function stageOf(status: string | undefined): Stage {
  return isDeploymentStatus(status) ? stageOfKnown(status) : 'unknown';
}

function stageOfKnown(status: DeploymentStatus): Stage {
  switch (status) {
    case 'IN_PROGRESS':
      return 'in-progress';
    case 'CANCELLING':
      return 'cancelling';
    case 'CANCELLED':
      return 'cancelled';
    case 'SUCCEEDED':
      return 'succeeded';
    case 'FAILED':
      return 'failed';
    case 'DELETE_IN_PROGRESS':
    case 'DELETE_FAILED':
    case 'DELETE_COMPLETE':
      return 'deleted';
  }
}
