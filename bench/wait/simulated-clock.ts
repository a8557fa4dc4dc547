import type { Clock } from '../../src/cancellation/ports.ts';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** Time that stands still while anything runs on it, and leaps to the next awakening when everything sleeps. */
export class SimulatedClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { wakeAt: this.#now + milliseconds, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  /** Runs something to its end. Throws if it neither ends nor sleeps. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    let isOver = false;
    const finish = (): void => {
      isOver = true;
    };
    work.then(finish, finish);
    for (;;) {
      // Whatever runs gets as far as its next sleep: it waits for nothing but promises.
      await new Promise((resolve) => setImmediate(resolve));
      if (isOver) return work;
      const next = [...this.#sleepers].toSorted((a, b) => a.wakeAt - b.wakeAt)[0];
      if (next === undefined) throw new Error('Nothing sleeps, and nothing ends.');
      this.#now = next.wakeAt;
      next.wake();
    }
  }
}
