import type { StackStatus } from '@aws-sdk/client-cloudformation';

/** An operation as `LastOperations` has it. */
export interface Operation {
  readonly type: 'CREATE_STACK' | 'UPDATE_STACK' | 'DELETE_STACK' | 'ROLLBACK' | 'CONTINUE_ROLLBACK';
  readonly id: string;
}

/** How an update goes. Durations in milliseconds. */
export interface UpdatePlan {
  readonly deploy: number;
  /** `rolls-back`: it fails and is rolled back; `stays-failed`: it was begun without a rollback; `parent-rolls-back`: of a nested stack. */
  readonly ending: 'succeeds' | 'rolls-back' | 'stays-failed' | 'parent-rolls-back';
  readonly cleanup: number;
  readonly rollback: number;
  readonly rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';
  readonly rollbackCleanup: number;
}

/** An update as it truly is. Times in milliseconds since the step began. */
export interface Update {
  readonly id: string;
  readonly begunAt: number;
  readonly plan: UpdatePlan;
  /** When a user's cancellation was accepted, and the token that it carried. */
  cancelledAt: number | undefined;
  cancelToken: string | undefined;
  /** Whether that cancellation came too late: the update had ended before the rollback could begin. */
  isCancelIdle: boolean;
}

/** A change of the stack's status, which is an event as well. */
export interface Change {
  readonly at: number;
  readonly status: StackStatus;
  readonly reason: string | undefined;
  readonly token: string | undefined;
  readonly operationId: string;
  /** `LastOperations` from here on. */
  readonly chain: readonly Operation[];
  /** The update that it belongs to. */
  readonly update: Update | undefined;
}

/** What AWS does with a request to cancel. */
export type CancelVerdict = 'accepted' | 'duplicate' | 'refused';

/** What is not documented about CloudFormation, so that it may be either way. */
export interface Customs {
  /** Whether a rollback has an operation of its own. */
  readonly rollbackOperation: 'own' | 'shared';
  /** What a request gets whose token was carried out before. */
  readonly repeatedToken: 'duplicate' | 'refused';
  /** From an accepted cancellation to the rollback, in milliseconds: an update that ends meanwhile has ended first. */
  readonly cancelDelay: number;
  readonly acceptsNested: boolean;
  /** Whether a rollback moves `LastUpdatedTime`: one recording says that it doesn't. */
  readonly rollbackMovesTime: boolean;
}

/** The states from which an update can begin (user guide, "Stack status codes"). */
export const updatable: ReadonlySet<StackStatus> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
]);

/** Whether a stack in this state changes no more by itself. */
export function isAtRest(status: StackStatus): boolean {
  return !status.endsWith('_IN_PROGRESS');
}

/** Whether a stack in the status of a change says when its update was begun. */
export function isDated({ status }: Change): boolean {
  return /^UPDATE_(IN_PROGRESS|COMPLETE_CLEANUP_IN_PROGRESS|COMPLETE|FAILED)$/.test(status);
}
