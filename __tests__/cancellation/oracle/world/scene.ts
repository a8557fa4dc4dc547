/** Other people's deployment: it begins so long after the target has come to rest. */
export interface Successor<Plan> {
  readonly after: number;
  readonly plan: Plan;
}

/**
 * What AWS is like, what others do, and what the workflow's author asks for, as far as it is the same for each kind of target.
 * Times in milliseconds since the step began.
 */
export interface Scene<Plan> {
  /** How long before the step the latest deployment, or other operation, was begun. */
  readonly begunBefore: number;
  readonly latest: Plan;
  /** The deployment before that, and how long it was over by then; undefined where the target was only created. */
  readonly earlier: { readonly plan: Plan; readonly isCancelled: boolean; readonly restedFor: number } | undefined;
  /** How long before all that the target was created. */
  readonly createdBefore: number;
  /** Other people's deployments, one after the other. */
  readonly successors: readonly Successor<Plan>[];
  readonly cancelledAt: number | undefined;
  readonly deletedAt: number | undefined;
  /** The most that a state falls behind, and a deployment's record or the events, and how many answers do. */
  readonly stateLag: number;
  readonly recordLag: number;
  readonly lagShare: number;
  /** By how much the runner's clock is ahead of AWS's. */
  readonly runnerClockOffset: number;
  readonly guard: 'none' | 'latest' | 'successor' | 'unknown';
  /** How long before the step the guard has looked at the target: only what began since may be cancelled. Undefined without. */
  readonly baselineBefore?: number;
  readonly dryRun: boolean;
  /** When the runner stops the step. */
  readonly stoppedAt: number | undefined;
  readonly wait: number;
  readonly longestPoll: number;
}

/** Nothing lags, nobody interferes, and no guard is asked for. */
export const plainScene = {
  begunBefore: 30_000,
  successors: [],
  cancelledAt: undefined,
  deletedAt: undefined,
  stateLag: 0,
  recordLag: 0,
  lagShare: 0.5,
  runnerClockOffset: 0,
  guard: 'none',
  dryRun: false,
  stoppedAt: undefined,
  wait: 120_000,
  longestPoll: 10_000,
} as const satisfies Partial<Scene<never>>;
