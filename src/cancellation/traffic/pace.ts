import type { Clock } from '../clock.ts';

const slowestRate = 0.5;
const rateAfterFirstThrottle = 5;
const loweredTo = 0.7;
const raisedBy = 0.1;

/**
 * Spreads calls over time, in the order in which they were asked for. Where Proton throttles one call, all that share
 * the pace slow down together, and speed up again with every call that gets through (additive increase, multiplicative
 * decrease): no call is refused because of the pace, it only comes later.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #fastestRate: number;
  #rate: number;
  #freeAt: number;
  #loweredAt = Number.NEGATIVE_INFINITY;
  #tail: Promise<unknown> = Promise.resolve();
  #throughput: { second: number; count: number; previousCount: number };

  /** @param fastestRate calls a second that are never exceeded; `Infinity` for as fast as they come */
  constructor(clock: Clock, fastestRate: number) {
    this.#clock = clock;
    this.#fastestRate = fastestRate;
    this.#rate = fastestRate;
    this.#freeAt = clock.now();
    this.#throughput = { second: 0, count: 0, previousCount: 0 };
  }

  /**
   * Waits for the caller's turn.
   *
   * @param until time of the clock, in milliseconds, after which the turn is no longer wanted
   * @returns whether the turn has come: false once `signal` is aborted or `until` has passed
   */
  turn(signal: AbortSignal, until: number): Promise<boolean> {
    const turn = this.#tail.then(() => this.#take(signal, until));
    this.#tail = turn;
    return turn;
  }

  /** Tells the pace that a call was throttled. `sentAt`: when it went out, in milliseconds of the clock. */
  throttled(sentAt: number): void {
    // Calls that went out before the pace was lowered say nothing about the lower pace.
    if (sentAt < this.#loweredAt) return;
    const now = this.#clock.now();
    const current = Math.min(this.#rate, Math.max(this.#recentThroughput(now), rateAfterFirstThrottle));
    this.#rate = Math.max(current * loweredTo, slowestRate);
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
    this.#rate = Math.min(this.#rate + raisedBy, this.#fastestRate);
  }

  async #take(signal: AbortSignal, until: number): Promise<boolean> {
    for (;;) {
      const now = this.#clock.now();
      if (signal.aborted || Math.max(now, this.#freeAt) > until) return false;
      if (this.#freeAt <= now) break;
      await this.#clock.sleep(this.#freeAt - now, signal);
    }
    this.#freeAt = this.#clock.now() + this.#gap();
    return true;
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
