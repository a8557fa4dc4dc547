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

/** What CloudFormation is like, what others do, and what the workflow's author asks for. Times in milliseconds since the step began. */
export interface StackScene {
  readonly start: StackStart;
  /** How long before the step the latest update, or other operation, was begun. */
  readonly begunBefore: number;
  readonly latest: UpdatePlan;
  /** The update before that, and how long it was over by then; undefined where the stack was only created. */
  readonly earlier:
    | { readonly plan: UpdatePlan; readonly isCancelled: boolean; readonly restedFor: number }
    | undefined;
  /** How long before all that the stack was created. */
  readonly createdBefore: number;
  /** How long before the step somebody began the rollback that the step finds. */
  readonly rolledBackBefore: number;
  /** Other people's updates: each begins so long after the stack has come to rest. */
  readonly successors: readonly { readonly after: number; readonly plan: UpdatePlan }[];
  readonly cancelledAt: number | undefined;
  readonly deletedAt: number | undefined;
  /** How long after a failure somebody has it rolled back (once more). */
  readonly repairedAfter: number | undefined;
  readonly nested: boolean;
  readonly customs: Customs;
  readonly eventsHaveIds: boolean;
  readonly statesHaveIds: boolean;
  readonly pageSize: number;
  readonly resources: number;
  /** The most that an answer falls behind, and how many answers do. */
  readonly stateLag: number;
  readonly eventLag: number;
  readonly lagShare: number;
  /** By how much the runner's clock is ahead of AWS's. */
  readonly runnerClockOffset: number;
  readonly guard: 'none' | 'latest' | 'successor' | 'unknown';
  /** How long before the step the guard has looked at the target: only what began since may be cancelled. Undefined without. */
  readonly baselineBefore?: number;
  readonly dryRun: boolean;
  /** When the runner stops the step. */
  readonly stoppedAt: number | undefined;
  readonly byId: boolean;
  readonly wait: number;
  readonly longestPoll: number;
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
  start: 'updating',
  begunBefore: 30_000,
  latest: plainUpdate,
  earlier: { plan: { ...plainUpdate, deploy: 5_000 }, isCancelled: false, restedFor: 60_000 },
  createdBefore: 3_600_000,
  rolledBackBefore: 2_000,
  successors: [],
  cancelledAt: undefined,
  deletedAt: undefined,
  repairedAfter: undefined,
  nested: false,
  customs: { rollbackOperation: 'own', repeatedToken: 'duplicate', cancelDelay: 0, acceptsNested: true },
  eventsHaveIds: true,
  statesHaveIds: true,
  pageSize: 100,
  resources: 5,
  stateLag: 0,
  eventLag: 0,
  lagShare: 0.5,
  runnerClockOffset: 0,
  guard: 'none',
  dryRun: false,
  stoppedAt: undefined,
  byId: false,
  wait: 120_000,
  longestPoll: 10_000,
};
