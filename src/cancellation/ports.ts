import type { Detail, FailedResource, RollbackOrigin, Stage } from './model/deployment.ts';
import type { Failure } from './model/failure.ts';

/** Time, handed in, so that the tests can hold it. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; only differences mean something. */
  now(): number;
  /** Milliseconds since 1970 in UTC by this machine, which may be wrong. */
  epoch(): number;
  /** Resolves after `milliseconds`, or as soon as `signal` is aborted. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** What a call brought: the answer, or the reason why there is none. */
export type Answer<Value> = {
  /** AWS's time of the answer, its `Date` header, in milliseconds since 1970 (whole seconds); undefined without an answer. */
  readonly dateEpoch: number | undefined;
} & (
  | { readonly ok: true; readonly value: Value; readonly requestId: string | undefined }
  | { readonly ok: false; readonly failure: Failure }
);

/** The state of a target, as one read shows it. */
export interface Reading {
  /** What the target's status means. */
  readonly stage: Stage;
  /** AWS's word for it, to be handed on. Outside text. */
  readonly status: string | undefined;
  /** AWS's message about it, to be handed on. Outside text. */
  readonly message: string | undefined;
  /** The deployment that the status is about, if AWS names it. */
  readonly deploymentId: string | undefined;
  /** When that deployment was begun, in milliseconds since 1970 by AWS's clock; undefined if AWS does not say. */
  readonly begunAtEpoch: number | undefined;
  /** When the target was last updated, by the same clock: when that deployment was begun, or perhaps its rollback. */
  readonly lastUpdatedAtEpoch: number | undefined;
  /** Who began a rollback, as far as the state itself says it. */
  readonly rollbackBy: RollbackOrigin | undefined;
  /** Whether no deployment of the target has ever succeeded, so the one in progress is the first; undefined if AWS doesn't say. */
  readonly isFirstDeployment: boolean | undefined;
  /** Whether AWS says that resources were left behind which it could not delete. */
  readonly hasLeftovers: boolean;
  /** Whether the target as a whole is being deleted, whatever its deployment does. */
  readonly isBeingDeleted: boolean;
  /** The id of the root stack, if this one is nested: AWS may refuse to cancel it by itself. */
  readonly nestedIn: string | undefined;
  /** What later requests have to name the target by, which may be more exact than the name (a stack's id). */
  readonly reference: string | undefined;
  readonly detail: Detail | undefined;
  /** Sensitive: for the `spec` output alone. */
  readonly spec: string | undefined;
}

/** How one deployment stands or ended, as the API's own record of it shows. */
export interface DeploymentRecord {
  /** `cancelled` only if a user began its cancellation or rollback; `rolled-back` if something else did. */
  readonly stage: Stage;
  readonly status: string | undefined;
  readonly message: string | undefined;
  /** Undefined if the record names none. */
  readonly deploymentId: string | undefined;
  /** When it was begun, in milliseconds since 1970 by AWS's clock; undefined if AWS does not say. */
  readonly begunAtEpoch: number | undefined;
  /** When it ended, in milliseconds since 1970 by AWS's clock; undefined while it goes on, or if AWS does not say. */
  readonly endedAtEpoch: number | undefined;
  /** When its first rollback was begun, by the same clock; undefined if it wasn't, or if AWS does not say. */
  readonly rollbackBegunAtEpoch: number | undefined;
  /** How many states of it the record tells of: of two records of one deployment, the one with fewer lags. 0 if the API tells the last one alone. */
  readonly statesTold: number;
  /** Whether its cancellation carries this step's token: the request was carried out on this deployment. */
  readonly isCancelledByStep: boolean;
  /** Who began its rollback; undefined if there is none, or if nothing says it. */
  readonly rollbackBy: RollbackOrigin | undefined;
  /** AWS's words for why it was rolled back. Outside text. */
  readonly rollbackCause: string | undefined;
  /** The resources that failed, the first one first; not those that were cancelled as a consequence. */
  readonly failedResources: readonly FailedResource[];
}

/** Which deployments the record is asked for. */
export interface RecordQuestion {
  /** The one whose end counts; undefined if it isn't known. */
  readonly deploymentId: string | undefined;
  /** The token that this step's cancel requests carry, by which the record of a cancellation may be found. */
  readonly token: string;
  /**
   * From when on the record matters, in milliseconds since 1970 by AWS's clock: with the deployment that was going on then.
   * Undefined for the latest one alone.
   */
  readonly sinceEpoch: number | undefined;
}

/** How long a call may take, in milliseconds, what ends it early, and who learns when it leaves. */
export interface CallLimits {
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
  /** Called once, when the request has been handed to an open connection. Not called if it never left. */
  readonly onSent: () => void;
}

/**
 * The AWS API that deployments are cancelled at. Each method makes one attempt, never throws, and is done soon after the
 * limits say so: retries are the caller's, since only it knows whether repeating is right.
 */
export interface DeploymentService {
  /** Whether `readRecords` finds a cancelled deployment by the token of its cancellation, without its id. */
  readonly findsByToken: boolean;
  /**
   * Asks for the cancellation of whatever is in progress at the target.
   *
   * @param token the same for every request of one target, so that AWS carries out a repeated one only once
   * @returns the state in the answer; undefined if this API answers nothing
   */
  cancel(reference: string, token: string, limits: CallLimits): Promise<Answer<Reading | undefined>>;
  readState(reference: string, limits: CallLimits): Promise<Answer<Reading>>;
  /** The records of deployments, newest first. An answer without the deployment asked for is an answer. */
  readRecords(
    reference: string,
    question: RecordQuestion,
    limits: CallLimits,
  ): Promise<Answer<readonly DeploymentRecord[]>>;
}
