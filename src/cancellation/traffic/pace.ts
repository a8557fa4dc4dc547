import type { Clock } from '../ports.ts';

/** Rates in calls a second. */
export interface PaceSettings {
  /** The rate at first; `Infinity` for as fast as they come. */
  readonly startRate: number;
  /** The rate that is never exceeded. */
  readonly topRate: number;
}

/** What a call is for: an urgent one decides whether something is cancelled, an ordinary one looks how it goes. */
export type Priority = 'urgent' | 'ordinary';

interface Waiter {
  readonly until: number;
  readonly resolve: (isTurn: boolean) => void;
}

const slowestRate = 0.5;
const rateAfterFirstThrottle = 5;
const loweredTo = 0.7;
/** Until the first throttling, each call that gets through raises the rate by one: it doubles every second. */
const raisedByUnthrottled = 1;
/** After it, each call raises the rate by this part of a call, and looks for the limit slowly. */
const raisedByThrottled = 0.1;

/**
 * Spreads the calls of one operation over time. Throttling slows all of them down together, and every call that gets
 * through speeds them up again (additive increase, multiplicative decrease). Urgent calls go first, and do not keep to
 * the start rate: only throttling slows them.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #topRate: number;
  /** First come, first served. Not sets: what has left a set stays in memory until several collections of garbage later. */
  readonly #waiting: Readonly<Record<Priority, Waiter[]>> = { urgent: [], ordinary: [] };
  #rate: number;
  #isThrottled = false;
  #freeAt: number;
  #loweredAt = Number.NEGATIVE_INFINITY;
  #isServing = false;
  #wake = new AbortController();
  #throughput = { second: 0, count: 0, previousCount: 0 };

  /** @param signal once it is aborted, there are no turns any more */
  constructor(clock: Clock, signal: AbortSignal, { startRate, topRate }: PaceSettings) {
    this.#clock = clock;
    this.#signal = signal;
    this.#topRate = topRate;
    this.#rate = startRate;
    this.#freeAt = clock.now();
    // One listener for all that wait: a signal looks through its listeners to add or remove one.
    signal.addEventListener('abort', () => this.#dropAll(), { once: true });
  }

  /**
   * Waits for the caller's turn.
   *
   * @param until time of the clock, in milliseconds, after which the turn is no longer wanted
   * @returns whether the turn has come: false once the signal is aborted or `until` has passed
   */
  turn(priority: Priority, until: number): Promise<boolean> {
    if (this.#signal.aborted || this.#clock.now() > until) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting[priority].push({ until, resolve });
      this.#wakeUp();
    });
  }

  /** Tells the pace that a call was throttled. `sentAt`: when it went out, in milliseconds of the clock. */
  throttled(sentAt: number): void {
    // Calls that went out before the pace was lowered say nothing about the lower pace.
    if (sentAt < this.#loweredAt) return;
    const now = this.#clock.now();
    const current = Math.min(this.#rate, Math.max(this.#recentThroughput(now), rateAfterFirstThrottle));
    this.#rate = Math.max(current * loweredTo, slowestRate);
    this.#isThrottled = true;
    this.#loweredAt = now;
    this.#freeAt = Math.max(this.#freeAt, now + this.#gap());
  }

  /** Tells the pace that a call was not throttled. */
  passed(): void {
    const second = Math.floor(this.#clock.now() / 1_000);
    const { second: last, count } = this.#throughput;
    this.#throughput =
      second === last
        ? { ...this.#throughput, count: count + 1 }
        : { second, count: 1, previousCount: second === last + 1 ? count : 0 };
    const raise = this.#isThrottled ? raisedByThrottled : raisedByUnthrottled;
    this.#rate = Math.min(this.#rate + raise, this.#topRate);
  }

  #wakeUp(): void {
    if (!this.#isServing) {
      this.#isServing = true;
      // Serving never rejects: the clock's sleep does not, and settling only resolves promises.
      void this.#serve();
    } else {
      this.#wake.abort();
    }
  }

  #dropAll(): void {
    for (const waiting of Object.values(this.#waiting)) for (const { resolve } of waiting.splice(0)) resolve(false);
    this.#wake.abort();
  }

  async #serve(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { queue, first, isFree } = next;
      const now = this.#clock.now();
      const turnAt = isFree ? now : Math.max(this.#freeAt, now);
      if (turnAt > first.until) {
        queue.shift();
        first.resolve(false);
      } else if (turnAt > now) {
        this.#wake = new AbortController();
        await this.#clock.sleep(turnAt - now, this.#wake.signal);
      } else {
        if (!isFree) this.#freeAt = now + this.#gap();
        queue.shift();
        first.resolve(true);
      }
    }
    this.#isServing = false;
  }

  /** Who comes next, and whether the pace does not hold for them. */
  #next(): { readonly queue: Waiter[]; readonly first: Waiter; readonly isFree: boolean } | undefined {
    const { urgent, ordinary } = this.#waiting;
    if (urgent[0] !== undefined) return { queue: urgent, first: urgent[0], isFree: !this.#isThrottled };
    return ordinary[0] === undefined ? undefined : { queue: ordinary, first: ordinary[0], isFree: false };
  }

  #gap(): number {
    return 1_000 / this.#rate;
  }

  #recentThroughput(now: number): number {
    const { second, count, previousCount } = this.#throughput;
    const age = Math.floor(now / 1_000) - second;
    if (age > 1) return 0;
    return age === 1 ? count : Math.max(count, previousCount);
  }
}
