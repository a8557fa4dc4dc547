import type { Clock } from '../../src/cancellation/ports.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until all that runs on it sleeps, and then leaps to the earliest awakening. */
export class FakeClock implements Clock {
  readonly #epoch: number;
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;

  /** @param epoch milliseconds since 1970 at which the clock begins */
  constructor(epoch = Date.UTC(2026, 8, 1)) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#epoch + this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#now + Math.max(milliseconds, 0), wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  /** Runs something to its end; throws if it neither ends nor sleeps. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    const state: { done: boolean } = { done: false };
    const finish = (): void => {
      state.done = true;
    };
    work.then(finish, finish);
    for (;;) {
      await idle();
      if (state.done) return work;
      const next = [...this.#sleepers].reduce<Sleeper | undefined>(
        (first, one) => (first === undefined || one.until < first.until ? one : first),
        undefined,
      );
      if (next === undefined) throw new Error('Nothing sleeps, and nothing ends.');
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
