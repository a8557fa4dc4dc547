import type { Failure } from '../ports.ts';
import type { Pipeline } from './deployment.ts';
import type { Outcome } from './outcome.ts';

/** A state that was seen, and when. */
export interface StateChange {
  /** A deployment status as the API gave it, or `REQUESTED` for the moment at which the cancellation was sent. */
  readonly state: string;
  /** Milliseconds since the step began its work, the same origin for all services of the step. */
  readonly atMilliseconds: number;
}

/** What is known about one service. */
export interface ServiceResult {
  readonly serviceName: string;
  readonly outcome: Outcome;
  /** Why the outcome is what it is: a sentence. It may hold outside text. */
  readonly reason: string;
  /** The deployment that was cancelled, or was meant to be. */
  readonly deploymentId: string | undefined;
  /** Whether a cancel request went out of which was never learned whether Proton carried it out. */
  readonly inDoubt: boolean;
  /** Milliseconds from the request to the end of the wait; 0 where no request was sent. */
  readonly waitedMilliseconds: number;
  /** The pipeline as last seen while it was about `deploymentId`; absent if never seen. */
  readonly pipeline: Pipeline | undefined;
  /** The pipeline's spec. Sensitive: for the `spec` output alone. */
  readonly spec: string | undefined;
  /** The failure behind an `error`; with `timed-out`, why the deployment could not be read at the end of the wait. */
  readonly failure: Failure | undefined;
  /** The states seen, in order. Bounded by the number of changes, not by the length of the wait. */
  readonly timeline: readonly StateChange[];
}
