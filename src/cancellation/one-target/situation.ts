import type { Failure } from '../model/failure.ts';
import type { Reading } from '../ports.ts';

/** What was known when a target was read in order to decide what to do about it. */
export interface Situation {
  readonly reading: Reading;
  /** The error with which AWS refused the cancel request, if it did. */
  readonly refusal: Failure | undefined;
  /** Whether a cancel request has left that AWS may have carried out without an answer. */
  readonly isInDoubt: boolean;
  /** Whether the deployment that is read now was begun after that request, by AWS's clock. */
  readonly isBegunAfterDoubt: boolean;
  /** The deployment that the request in doubt was meant for, as an earlier look or the guard names it. */
  readonly followedId: string | undefined;
  /** The only deployment that may be cancelled, if the workflow's author named one. */
  readonly wantedId: string | undefined;
  /** Whether a read since the refusal has shown the target in progress. */
  readonly wasInProgress: boolean;
  /** Whether an earlier read of this step showed the target with a deployment. */
  readonly wasSeen: boolean;
  /** Whether the reading shows a deployment that began since the target's baseline; true without a baseline. */
  readonly hasBegun: boolean;
  /** Whether it matters who began a rollback that is over. */
  readonly asksWhyRolledBack: boolean;
  readonly dryRun: boolean;
}
