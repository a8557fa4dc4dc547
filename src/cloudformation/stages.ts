import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../cancellation/model/deployment.ts';

/** Every `StackStatus` of the API, and what it means for the cancellation of an update. */
const stages: Readonly<Record<StackStatus, Stage>> = {
  UPDATE_IN_PROGRESS: 'in-progress',
  UPDATE_ROLLBACK_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE: 'rolled-back',
  // The point of no return, but not for a nested stack. What is left to do is to delete what the update replaced.
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'cleaning-up',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_ROLLBACK_FAILED: 'stuck',
  UPDATE_FAILED: 'stuck',
  DELETE_IN_PROGRESS: 'deleted',
  DELETE_FAILED: 'deleted',
  DELETE_COMPLETE: 'deleted',
  CREATE_IN_PROGRESS: 'other-operation',
  IMPORT_IN_PROGRESS: 'other-operation',
  CREATE_COMPLETE: 'at-rest',
  CREATE_FAILED: 'at-rest',
  IMPORT_COMPLETE: 'at-rest',
  IMPORT_ROLLBACK_COMPLETE: 'at-rest',
  IMPORT_ROLLBACK_FAILED: 'at-rest',
  IMPORT_ROLLBACK_IN_PROGRESS: 'other-rollback',
  REVIEW_IN_PROGRESS: 'at-rest',
  ROLLBACK_COMPLETE: 'at-rest',
  ROLLBACK_FAILED: 'at-rest',
  ROLLBACK_IN_PROGRESS: 'other-rollback',
};

const stageByStatus: ReadonlyMap<string, Stage> = new Map(Object.entries(stages));

/** The stage of a stack whose status is `status`. */
export function stageOf(status: string | undefined): Stage {
  return stageByStatus.get(status ?? '') ?? 'unknown';
}
