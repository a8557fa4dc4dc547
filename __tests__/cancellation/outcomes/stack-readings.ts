import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import type { Baseline } from '../../../src/cancellation/model/plan.ts';
import type { Answer, DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { deployment, type ReadingFields, reading } from '../scripted-service.ts';

/** What each StackStatus means, by this test's own reading of the contract. */
export const stackStages = {
  UPDATE_IN_PROGRESS: 'in-progress',
  UPDATE_ROLLBACK_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'rolling-back',
  UPDATE_ROLLBACK_COMPLETE: 'rolled-back',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'cleaning-up',
  UPDATE_ROLLBACK_FAILED: 'stuck',
  UPDATE_FAILED: 'stuck',
  DELETE_IN_PROGRESS: 'deleted',
  DELETE_COMPLETE: 'deleted',
  DELETE_FAILED: 'deleted',
  CREATE_IN_PROGRESS: 'other-operation',
  IMPORT_IN_PROGRESS: 'other-operation',
  CREATE_COMPLETE: 'at-rest',
  CREATE_FAILED: 'at-rest',
  ROLLBACK_IN_PROGRESS: 'other-rollback',
  ROLLBACK_COMPLETE: 'at-rest',
  ROLLBACK_FAILED: 'at-rest',
  REVIEW_IN_PROGRESS: 'at-rest',
  IMPORT_COMPLETE: 'at-rest',
  IMPORT_ROLLBACK_IN_PROGRESS: 'other-rollback',
  IMPORT_ROLLBACK_COMPLETE: 'at-rest',
  IMPORT_ROLLBACK_FAILED: 'at-rest',
} as const satisfies Record<string, Stage>;

export type StackStatus = keyof typeof stackStages;

export const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/web/0a1b2c3d';

/** The stack as the guard saw it before the deployment: at rest, with no update of its own. */
export const atRest: Baseline = {
  exists: true,
  reference: stackId,
  deploymentId: undefined,
  begunAtEpoch: undefined,
  readAtEpoch: Date.parse('2026-08-31T22:00:00.000Z'),
  isGoingOn: false,
};
/** What the guard saw before the deployment where there was no stack. */
export const missing: Baseline = {
  exists: false,
  reference: undefined,
  deploymentId: undefined,
  begunAtEpoch: undefined,
  readAtEpoch: undefined,
  isGoingOn: false,
};

/** A stack in a status. It says when its update was begun only while that is in progress: here, an hour ago. */
export function stack(status: StackStatus, fields: ReadingFields = {}): Answer<Reading> {
  const begun = status === 'UPDATE_IN_PROGRESS' ? { begunAt: '2026-08-31T23:00:00.000Z' } : { begunAtEpoch: undefined };
  return reading(status, { stage: stackStages[status], ...begun, ...fields });
}

/** What the stack's events say of an update. */
export function events(
  status: StackStatus,
  by: 'user' | 'itself',
  fields: Partial<DeploymentRecord> = {},
): Answer<readonly DeploymentRecord[]> {
  const stage = stackStages[status];
  const told = by === 'user' && stage === 'rolled-back' ? 'cancelled' : stage;
  const rollbackBy = status.includes('ROLLBACK') ? by : undefined;
  const rollbackCause = by === 'itself' ? 'The following resource(s) failed to update: [Topic].' : undefined;
  return deployment(status, undefined, { stage: told, rollbackBy, rollbackCause, ...fields });
}

/** The records of several updates in one answer, newest first; none yet, where the events lag. */
export function recordsOf(
  ...answers: readonly Answer<readonly DeploymentRecord[]>[]
): Answer<readonly DeploymentRecord[]> {
  const value = answers.flatMap((each) => (each.ok ? each.value : []));
  return { ok: true, dateEpoch: undefined, value, requestId: 'r-5' };
}
