import type { TargetResult } from '../model/result.ts';

/** What follows from a look at a target: send the request, wait for what is under way, or nothing more. */
export type Next =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'result'; readonly result: TargetResult };

/** What one reading means: that, or that it has to be read again. */
export type NextOrAgain = Next | { readonly kind: 'again' };

/** Wraps a result as what follows. */
export function finish(result: TargetResult): Extract<Next, { readonly kind: 'result' }> {
  return { kind: 'result', result };
}
