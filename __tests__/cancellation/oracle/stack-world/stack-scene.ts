import { plainScene, type Scene } from '../world/scene.ts';
import type { Customs, UpdatePlan } from './stack-update.ts';

/** In what state the step finds the stack. */
export type StackStart =
  | 'updating'
  | 'rolling-back-by-user'
  | 'rolling-back-by-itself'
  | 'rolling-back-continued'
  | 'rolling-back-from-failure'
  | 'updated'
  | 'creating'
  | 'created'
  | 'creation-rolling-back'
  | 'importing'
  | 'import-rolling-back'
  | 'under-review'
  | 'deleting'
  | 'deleted'
  | 'absent';

/** What CloudFormation is like as well. Times in milliseconds since the step began. */
export interface StackScene extends Scene<UpdatePlan> {
  readonly start: StackStart;
  /** How long before the step somebody began the rollback that the step finds. */
  readonly rolledBackBefore: number;
  /** How long after a failure somebody has it rolled back (once more). */
  readonly repairedAfter: number | undefined;
  readonly nested: boolean;
  readonly customs: Customs;
  readonly eventsHaveIds: boolean;
  readonly statesHaveIds: boolean;
  /** Whether `LastOperations` names the update also while it is rolled back, and after that. */
  readonly rollbacksHaveIds: boolean;
  /** Whether resources stay that AWS could not delete: the reason of the end says so. */
  readonly leavesResources: boolean;
  readonly pageSize: number;
  readonly resources: number;
  readonly byId: boolean;
}

export const plainUpdate: UpdatePlan = {
  deploy: 300_000,
  ending: 'succeeds',
  cleanup: 1_000,
  rollback: 5_000,
  rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE',
  rollbackCleanup: 1_000,
};

/** An update that can be cancelled, where nothing goes wrong. */
export const plainStackScene: StackScene = {
  ...plainScene,
  start: 'updating',
  latest: plainUpdate,
  earlier: { plan: { ...plainUpdate, deploy: 5_000 }, isCancelled: false, restedFor: 60_000 },
  createdBefore: 3_600_000,
  rolledBackBefore: 2_000,
  repairedAfter: undefined,
  nested: false,
  customs: {
    rollbackOperation: 'own',
    repeatedToken: 'duplicate',
    cancelDelay: 0,
    acceptsNested: true,
    rollbackMovesTime: false,
  },
  eventsHaveIds: true,
  statesHaveIds: true,
  rollbacksHaveIds: true,
  leavesResources: false,
  pageSize: 100,
  resources: 5,
  byId: false,
};
