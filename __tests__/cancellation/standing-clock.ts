import type { Clock } from '../../src/cancellation/ports.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to leap to the earliest awakening. */
export class StandingClock implements Clock {
  readonly #epoch: number;
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;

  /** @param epoch milliseconds since 1970 at which the clock begins */
  constructor(epoch: number) {
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

  /** How many sleep. */
  protected get sleeping(): number {
    return this.#sleepers.size;
  }

  protected pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Leaps to the earliest awakening. Returns whether there was one. */
  protected wakeNext(): boolean {
    const next = [...this.#sleepers].reduce<Sleeper | undefined>(
      (first, one) => (first === undefined || one.until < first.until ? one : first),
      undefined,
    );
    this.#now = Math.max(this.#now, next?.until ?? 0);
    next?.wake();
    return next !== undefined;
  }
}
