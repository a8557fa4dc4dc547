/** The states of a deployment that the API's model declares. */
export type DeploymentStatus =
  | 'IN_PROGRESS'
  | 'FAILED'
  | 'SUCCEEDED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE'
  | 'CANCELLING'
  | 'CANCELLED';

/** How a deployment can end if it is not cancelled. */
export type DeployEnding = 'SUCCEEDED' | 'FAILED';

/**
 * How a cancellation can end: `SUCCEEDED` is the deployment that succeeded before the attempt to cancel it began
 * (API reference, CancelServicePipelineDeployment).
 */
export type CancelEnding = 'CANCELLED' | 'FAILED' | 'SUCCEEDED';

/** The state in which a deployment has come to rest. */
export type TerminalStatus = DeployEnding | CancelEnding;

/** What a deployment puts in place. */
export type PipelineVersion = {
  readonly templateMajorVersion: string;
  readonly templateMinorVersion: string;
  readonly spec: string;
};

/** One deployment of a pipeline: what was decided about it, from which its state at any time follows. */
export interface Deployment {
  /** A lower-case UUID. */
  readonly id: string;
  readonly serviceName: string;
  /** Only the first deployment of a pipeline is begun by CreateService; it can't be cancelled. */
  readonly begunBy: 'CreateService' | 'UpdateServicePipeline';
  readonly target: PipelineVersion;
  /** What was in place when the deployment began; nothing, for the first. */
  readonly initial: PipelineVersion | undefined;
  /** The deployment that last succeeded before this one. */
  readonly previousSucceededId: string | undefined;
  readonly createdAtMilliseconds: number;
  readonly cancelRequestedAtMilliseconds: number | undefined;
  /** When it ends; infinity for never. */
  readonly endsAtMilliseconds: number;
  readonly ending: TerminalStatus;
}

/** The state of a deployment at a time, in milliseconds since 1970. */
export function statusAt(deployment: Deployment, milliseconds: number): TerminalStatus | 'IN_PROGRESS' | 'CANCELLING' {
  if (milliseconds >= deployment.endsAtMilliseconds) return deployment.ending;
  return deployment.cancelRequestedAtMilliseconds === undefined ? 'IN_PROGRESS' : 'CANCELLING';
}

/** The sentence that goes with the state, if there is one. The first is Proton's own (user guide, ag-svc-pipeline-update). */
export function statusMessageAt(deployment: Deployment, milliseconds: number): string | undefined {
  const status = statusAt(deployment, milliseconds);
  if (status === 'CANCELLED') return 'User initiated cancellation.';
  if (status === 'FAILED') {
    return deployment.cancelRequestedAtMilliseconds === undefined
      ? 'The deployment failed: the stack of the pipeline could not be updated.'
      : 'The cancellation failed: the stack of the pipeline could not be rolled back.';
  }
  return undefined;
}
