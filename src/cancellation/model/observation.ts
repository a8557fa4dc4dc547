import type { Stage } from './deployment.ts';
import type { Failure } from './failure.ts';
import type { Baseline, Target } from './plan.ts';

/** How a target stood when it was looked at before the job's deployment. */
export type Observation = { readonly target: Target } & (
  | { readonly kind: 'seen'; readonly state: ObservedState; readonly baseline: Baseline }
  /** AWS knows no such target. */
  | { readonly kind: 'missing'; readonly baseline: Baseline }
  /** It was to be waited for, and was still not at rest when the wait was over. */
  | { readonly kind: 'busy'; readonly state: ObservedState }
  | { readonly kind: 'failed'; readonly failure: Failure }
);

/** A state as a read showed it. */
export interface ObservedState {
  readonly stage: Stage;
  /** AWS's word for it. Outside text. */
  readonly status: string | undefined;
}
