import type { EndStage, RollbackOrigin } from './deployment.ts';

/** Why a target has its outcome: facts, for which the reports have the words. */
export type Reason =
  /** `cancelled`, `succeeded`, `failed`, `deleted`: the deployment ended so. */
  | {
      readonly kind: 'ended';
      readonly stage: EndStage;
      /** The deployment that has come after it since, if one was seen. */
      readonly successor: string | undefined;
      /** Whether it is known that it ended after the cancel request, and not before. */
      readonly isAfterRequest: boolean;
    }
  /** `nothing-to-cancel`: the last deployment had ended before the request. `status`: AWS's word. */
  | { readonly kind: 'already-ended'; readonly status: string | undefined; readonly endedAt: string | undefined }
  /** `nothing-to-cancel`: there is no pipeline, or the target is at rest. `status`: AWS's word, if it gave one. */
  | { readonly kind: 'no-deployment'; readonly status: string | undefined }
  /** `nothing-to-cancel`: a dry run found a cancellation or a rollback that goes on already. */
  | { readonly kind: 'already-cancelling'; readonly status: string | undefined }
  /** `nothing-to-cancel`: the target is stuck after a failure, and needs somebody to repair it. */
  | { readonly kind: 'stuck'; readonly status: string | undefined }
  /**
   * `nothing-to-cancel`: the deployment was rolled back, and no cancellation began that. `by`: who did; undefined if it could not be
   * determined. `cause`: AWS's words for it.
   */
  | {
      readonly kind: 'rolled-back-by-others';
      readonly by: Exclude<RollbackOrigin, 'user'> | undefined;
      readonly cause: string | undefined;
    }
  /** `nothing-to-cancel`: the deployment that the guard names is not the one in progress. */
  | {
      readonly kind: 'another-deployment';
      readonly wanted: string;
      readonly current: string | undefined;
      /** Whether `current` is in progress, so that a deployment goes on that nobody stopped. */
      readonly isInProgress: boolean;
    }
  /** `nothing-to-cancel`: no deployment began since the baseline. `isInProgress`: whether an earlier one goes on, which is left alone. */
  | { readonly kind: 'nothing-began'; readonly status: string | undefined; readonly isInProgress: boolean }
  /** `deleted`: the target or its pipeline is being deleted, or is gone although AWS had taken a request for it or shown it. */
  | { readonly kind: 'deleted'; readonly what: 'being-deleted' | 'pipeline-gone' | 'target-gone' }
  /** `not-found`: AWS knows no such target. */
  | { readonly kind: 'not-found' }
  /** `superseded`: another deployment has taken the place of the followed one. */
  | {
      readonly kind: 'superseded';
      readonly successor: string | undefined;
      readonly followed: string | undefined;
      /** The request hit the successor, or how the followed one ended could not be determined. */
      readonly why: 'request-hit-successor' | 'end-unknown';
    }
  /** `timed-out`: the wait is over. `isRollback`: a rollback is still going on, and AWS has accepted no request of this step for it. */
  | { readonly kind: 'timed-out'; readonly isRollback: boolean }
  /** `timed-out`, in the early outputs alone: what this step did not begin is still waited for. */
  | { readonly kind: 'waiting'; readonly isRollback: boolean }
  /** `requested`: AWS accepted the request. */
  | { readonly kind: 'accepted' }
  /** `requested`: the deployment was being cancelled already. */
  | { readonly kind: 'joined' }
  /** `would-cancel`: a deployment is in progress. `nestedIn`: the root stack's id, if the stack is nested. */
  | { readonly kind: 'in-progress'; readonly nestedIn: string | undefined }
  /** `interrupted`: the step was stopped. */
  | { readonly kind: 'interrupted' }
  /** `interrupted`, in the early outputs alone: nothing had been heard from AWS about this target yet. */
  | { readonly kind: 'pending' }
  /** `error`: a call failed for good; the result's `failure` has the facts. */
  | { readonly kind: 'failed-call' }
  /** `error`: AWS refused the request, and the deployment is still in progress. */
  | { readonly kind: 'refused-in-progress'; readonly status: string | undefined }
  /** `error`: the request met an unknown status, of which nothing can be said. */
  | { readonly kind: 'unknown-status'; readonly status: string | undefined }
  /** `error`: AWS does not say which deployment is in progress, so that the guard can't be checked. */
  | { readonly kind: 'unidentified'; readonly wanted: string }
  /** `error`: AWS says that there is no target of this id, although it has shown it: a deleted one stays readable. */
  | { readonly kind: 'id-unknown' }
  /** `not-cancellable`: an operation is in progress that AWS cancels for nobody: a creation or an import. */
  | { readonly kind: 'other-operation'; readonly status: string | undefined }
  /** `not-cancellable`: the first deployment of a service, of which none has ever succeeded. */
  | { readonly kind: 'first-deployment' }
  /** `not-cancellable`: AWS refused to cancel a nested stack by itself. `root`: the root stack's id. */
  | { readonly kind: 'nested'; readonly root: string };

/**
 * Whether the deployment failed, or was rolled back by itself, so there are resources that failed to name. What the parent of a nested
 * stack rolled back need not have failed, and a failure before a cancellation is no cause of it.
 */
export function isAboutFailure(reason: Reason): boolean {
  switch (reason.kind) {
    case 'ended':
      return reason.stage === 'failed';
    case 'stuck':
      return true;
    case 'rolled-back-by-others':
      return reason.by !== 'parent';
    default:
      return false;
  }
}
