import type { CallLimits } from '../cancellation/ports.ts';

/** What ends a call early: its time limit, or the signal that the step is stopped. */
export interface Limit {
  /** Aborted when the limit is reached. */
  readonly signal: AbortSignal;
  /** Rejects when the limit is reached, and never resolves. To be raced against at once. */
  readonly reached: Promise<never>;
  /** What has ended the call; undefined if the limit was not reached. */
  endedBy(): 'interruption' | 'time' | undefined;
  /** Reaches the limit now. */
  readonly reach: () => void;
  /** Has to be called when the call is over: stops the timer. */
  release(): void;
}

/** Starts the time limit of a call. */
export function startLimit({ signal: outer, timeoutMilliseconds }: CallLimits): Limit {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort();
  const reached = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The limit of the call was reached.')), { once: true });
  });
  const timer = setTimeout(abort, timeoutMilliseconds);
  outer.addEventListener('abort', abort);
  if (outer.aborted) abort();
  return {
    signal,
    reached,
    reach: abort,
    endedBy: () => (outer.aborted ? 'interruption' : signal.aborted ? 'time' : undefined),
    release: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}
