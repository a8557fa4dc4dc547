import { StandingClock } from './standing-clock.ts';

/** A clock that stands still until all that runs on it sleeps, and then leaps to the earliest awakening. */
export class FakeClock extends StandingClock {
  /** @param epoch milliseconds since 1970 at which the clock begins */
  constructor(epoch = Date.UTC(2026, 8, 1)) {
    super(epoch);
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
      if (!this.wakeNext()) throw new Error('Nothing sleeps, and nothing ends.');
    }
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
