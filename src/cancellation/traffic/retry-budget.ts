import type { Failure } from '../model/failure.ts';
import { attemptMilliseconds } from './time-limits.ts';
import type { Traffic } from './traffic.ts';

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
 * How long it is right to repeat a call that decides whether anything is cancelled at all. Unlike the wait, it must not
 * go on in vain until the deadline: people have to learn soon that the deployment is still going on.
 */
export class RetryBudget {
  readonly #traffic: Traffic;
  #firstFaultAt: number | undefined;
  #firstUnconnectedAt: number | undefined;
  #firstThrottleAt: number | undefined;
  #faults = 0;

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  /** Milliseconds that the next attempt may take, so that all attempts stay within the bound of one and a connect. */
  get attemptMilliseconds(): number {
    if (this.#firstFaultAt === undefined) return attemptMilliseconds;
    const left = this.#firstFaultAt + faultMilliseconds - this.#traffic.clock.now();
    return Math.min(Math.max(left, shortestAttemptMilliseconds), attemptMilliseconds);
  }

  /**
   * How long to pause after a failure that may pass, before the call is made again.
   *
   * @param startedAt when the failed attempt had its turn, in milliseconds of the clock: time in a queue does not count
   * @returns milliseconds; undefined if the budget is spent
   */
  delayAfter(failure: Failure, startedAt: number): number | undefined {
    const delay = failure.kind === 'throttled' ? this.#afterThrottling() : this.#afterFault(failure, startedAt);
    const { clock, limits } = this.#traffic;
    return delay === undefined || clock.now() + delay >= limits.hardEnd ? undefined : delay;
  }

  /** The pace makes throttled calls wait for their turn. */
  #afterThrottling(): number | undefined {
    const { clock, lastAnswerAt } = this.#traffic;
    this.#firstThrottleAt ??= clock.now();
    const since = Math.max(this.#firstThrottleAt, lastAnswerAt ?? this.#firstThrottleAt);
    return clock.now() - since < throttledMilliseconds ? 0 : undefined;
  }

  #afterFault(failure: Failure, startedAt: number): number | undefined {
    const { clock, random } = this.#traffic;
    this.#firstFaultAt ??= startedAt;
    const isUnconnected = ['unreachable', 'untrusted', 'proxy-failed'].includes(failure.kind);
    if (isUnconnected) this.#firstUnconnectedAt ??= startedAt;
    const connectedBy = (this.#firstUnconnectedAt ?? startedAt) + unreachableMilliseconds;
    const faultsUntil = this.#firstFaultAt + faultMilliseconds;
    const until = isUnconnected ? Math.min(faultsUntil, connectedBy) : faultsUntil;
    const longest = Math.min(firstDelayMilliseconds * 2 ** this.#faults, longestDelayMilliseconds);
    const delay = longest * (0.5 + 0.5 * random());
    this.#faults += 1;
    return clock.now() + delay >= until ? undefined : delay;
  }
}
