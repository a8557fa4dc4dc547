import type { Detail, FailedResource, Stage } from './deployment.ts';
import type { Failure } from './failure.ts';
import type { Outcome } from './outcome.ts';
import type { Target } from './plan.ts';
import type { Reason } from './reason.ts';

/**
 * What became of this step's cancel request:
 *
 * - `nothing-sent`: no request has left this machine;
 * - `refused`: AWS turned it down, so that nothing changed;
 * - `accepted`: AWS took it;
 * - `in-doubt`: it left, and whether AWS carried it out was never learned.
 */
export type RequestState = 'nothing-sent' | 'refused' | 'accepted' | 'in-doubt';

/** A moment in the history of a target. */
export interface StateChange {
  /** The stage that was seen, or that the request left. */
  readonly stage: Stage | 'requested';
  /** AWS's word for it; undefined for `requested`, or if AWS gave none. Outside text. */
  readonly status: string | undefined;
  /** Milliseconds since the step began its work, the same origin for all targets of the step. */
  readonly atMilliseconds: number;
}

/** The state of the followed deployment when it was last read. */
export interface LastSeen {
  readonly stage: Stage;
  /** AWS's word for it. Outside text. */
  readonly status: string | undefined;
  /** AWS's message about it. Outside text. */
  readonly message: string | undefined;
  /** Milliseconds since the step began its work. */
  readonly atMilliseconds: number;
}

/** What is known about one target. */
export interface TargetResult {
  readonly target: Target;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** The deployment that was cancelled, or that the request was meant for. */
  readonly deploymentId: string | undefined;
  readonly requestState: RequestState;
  /** Undefined if no state was ever read. */
  readonly lastSeen: LastSeen | undefined;
  /** Milliseconds from the request to the end of the wait; 0 if there was no wait. */
  readonly waitedMilliseconds: number;
  /** When this result was made: milliseconds since the step began its work. */
  readonly endedAtMilliseconds: number;
  /** What the reports show of the target, as last seen while it was about `deploymentId`. */
  readonly detail: Detail | undefined;
  /** The id of the root stack, if the target is a nested one. Outside text. */
  readonly nestedIn: string | undefined;
  /** Whether AWS says that resources were left behind which it could not delete. */
  readonly hasLeftovers: boolean;
  /** Of a deployment that failed: the resource that failed first, and up to two more. Empty where the record could not be read. */
  readonly failedResources: readonly FailedResource[];
  /** Whether the target takes the next deployment; undefined where that was not waited for. */
  readonly isAtRest: boolean | undefined;
  /** The pipeline's spec. Sensitive: for the `spec` output alone. */
  readonly spec: string | undefined;
  /**
   * The failure behind an `error`; with `timed-out` and `superseded`, why the last read failed; with an outcome that
   * follows from a refusal, undefined.
   */
  readonly failure: Failure | undefined;
  /** The states seen, in order. Bounded by the number of changes, not by the length of the wait. */
  readonly timeline: readonly StateChange[];
}
