import type { Failure } from '../ports.ts';
import { attemptMilliseconds, type Tools } from './traffic.ts';

/** How long to go on when there is no connection: a dead endpoint is to fail in seconds. Milliseconds. */
const unreachableMilliseconds = 6_000;

/** How long to go on under throttling in which no call of the step has got through. Milliseconds. */
const throttledMilliseconds = 60_000;

/** How long to go on with faults that may pass: as long as one attempt that hangs. Milliseconds. */
const faultMilliseconds = attemptMilliseconds;

const firstDelayMilliseconds = 250;
const longestDelayMilliseconds = 4_000;
const shortestAttemptMilliseconds = 5_000;

/**
 * How long it is right to repeat a request that decides whether anything is cancelled at all. Unlike the wait, it must
 * not go on in vain until the deadline: somebody has to learn soon that the deployment is still going.
 */
export class Patience {
  readonly #tools: Tools;
  #firstFaultAt: number | undefined;
  #firstThrottleAt: number | undefined;
  #faults = 0;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Milliseconds that the next attempt may take, so that all attempts stay within the bound of one and a connect. */
  get attemptMilliseconds(): number {
    if (this.#firstFaultAt === undefined) return attemptMilliseconds;
    const left = this.#firstFaultAt + faultMilliseconds - this.#tools.clock.now();
    return Math.min(Math.max(left, shortestAttemptMilliseconds), attemptMilliseconds);
  }

  /**
   * Waits as long as it is wise after a failure that may pass. `startedAt` is when the failed attempt began, in
   * milliseconds of the clock.
   *
   * @returns whether to go on; false where patience is at its end, or the run was cancelled
   */
  async allows(failure: Failure, startedAt: number): Promise<boolean> {
    if (failure.kind === 'throttled') return this.#allowsThrottled();
    return this.#allowsFault(failure, startedAt);
  }

  #allowsThrottled(): boolean {
    const { clock, lastAnswerAt, signal } = this.#tools;
    this.#firstThrottleAt ??= clock.now();
    const since = Math.max(this.#firstThrottleAt, lastAnswerAt ?? 0);
    return !signal.aborted && clock.now() - since < throttledMilliseconds;
  }

  async #allowsFault(failure: Failure, startedAt: number): Promise<boolean> {
    const { clock, random, signal } = this.#tools;
    this.#firstFaultAt ??= startedAt;
    const limit = failure.kind === 'unreachable' ? unreachableMilliseconds : faultMilliseconds;
    const longest = Math.min(firstDelayMilliseconds * 2 ** this.#faults, longestDelayMilliseconds);
    const delay = longest * (0.5 + 0.5 * random());
    this.#faults += 1;
    if (clock.now() + delay - this.#firstFaultAt >= limit) return false;
    await clock.sleep(delay, signal);
    return !signal.aborted;
  }
}
