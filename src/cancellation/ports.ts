import type { Pipeline } from './model/deployment.ts';

/** The operations of the Proton API that this action sends. */
export type Operation = 'CancelServicePipelineDeployment' | 'GetService' | 'GetDeployment';

/**
 * What a failed call means for the one who made it:
 *
 * - `conflict`, `validation`, `not-found`, `access-denied`, `throttled`, `server-fault`: as the API's error says;
 * - `credentials-missing`, `credentials-refused`, `region-missing`: nothing can be sent, or nothing will be believed;
 * - `unreachable`: no connection, so that nothing has been sent;
 * - `connection-lost`: sent, and no answer came: Proton may have carried the request out;
 * - `unreadable`: an answer came that is not Proton's (a proxy's page, a cut-off body): likewise;
 * - `clock-skewed`: refused for the signature's time; the SDK has corrected its clock since;
 * - `interrupted`: given up because the workflow run was cancelled;
 * - `unexpected`: anything else.
 */
export type FailureKind =
  | 'conflict'
  | 'validation'
  | 'not-found'
  | 'access-denied'
  | 'throttled'
  | 'server-fault'
  | 'credentials-missing'
  | 'credentials-refused'
  | 'region-missing'
  | 'unreachable'
  | 'connection-lost'
  | 'unreadable'
  | 'clock-skewed'
  | 'interrupted'
  | 'unexpected';

/**
 * Whether a failure may pass by itself, so that the same call can succeed a little later: throttling, server faults,
 * connection faults, unreadable answers.
 */
export function mayPass(kind: FailureKind): boolean {
  switch (kind) {
    case 'throttled':
    case 'server-fault':
    case 'unreachable':
    case 'connection-lost':
    case 'unreadable':
    case 'clock-skewed':
      return true;
    case 'conflict':
    case 'validation':
    case 'not-found':
    case 'access-denied':
    case 'credentials-missing':
    case 'credentials-refused':
    case 'region-missing':
    case 'interrupted':
    case 'unexpected':
      return false;
  }
}

/** A call that did not get what it asked for. */
export interface Failure {
  readonly kind: FailureKind;
  readonly operation: Operation;
  /** The error's name as AWS, the SDK or Node gave it, such as `AccessDeniedException` or `ECONNREFUSED`. */
  readonly name: string;
  /** What happened, in the words of whoever reported it. Outside text. */
  readonly message: string;
  /** What to do about it: one or more sentences for the workflow's author. */
  readonly remedy: string;
  /** The AWS request id, where an answer carried one. */
  readonly requestId: string | undefined;
}

/** What a call brought: the answer, or the reason why there is none. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly requestId: string | undefined }
  | { readonly ok: false; readonly failure: Failure };

/** A pipeline in an answer, and, apart from it, its spec, which only the `spec` output may show. */
export interface PipelineReading {
  readonly pipeline: Pipeline | undefined;
  readonly spec: string | undefined;
}

/** A service as GetService describes it. */
export interface ServiceReading extends PipelineReading {
  /** ServiceStatus of the API, such as `ACTIVE` or `DELETE_IN_PROGRESS`. */
  readonly serviceStatus: string | undefined;
}

/** A deployment as GetDeployment describes it. */
export interface DeploymentReading {
  readonly deploymentStatus: string | undefined;
  readonly deploymentStatusMessage: string | undefined;
  /** ISO 8601 in UTC; absent while the deployment goes on. */
  readonly completedAt: string | undefined;
}

/** How long a call may take, in milliseconds, and what ends it early. */
export interface CallLimits {
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

/**
 * Proton, as the cancellation sees it. Each method makes one attempt, never throws, and is done soon after the limits
 * say so: retries are the caller's, since only it knows whether repeating is right.
 */
export interface Proton {
  cancelServicePipelineDeployment(serviceName: string, limits: CallLimits): Promise<Answer<PipelineReading>>;
  getService(serviceName: string, limits: CallLimits): Promise<Answer<ServiceReading>>;
  getDeployment(deploymentId: string, serviceName: string, limits: CallLimits): Promise<Answer<DeploymentReading>>;
}
