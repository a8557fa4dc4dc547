/** Bounds of a moment in AWS's time, in milliseconds since 1970. */
export interface AwsMoment {
  readonly earliest: number;
  readonly latest: number;
}

/** How far this machine's clock is trusted while no answer has shown AWS's, in milliseconds. */
const ownClockToleranceMilliseconds = 2_000;
/** A `Date` header has whole seconds (RFC 9110, 5.6.7): AWS's time is up to this much later. Milliseconds. */
export const dateResolutionMilliseconds = 1_000;

/**
 * AWS's time, from the `Date` headers of its answers. A runner's clock may be off by half a minute, but it runs at the
 * right speed: each answer bounds the difference, and all of them together bound it closely.
 */
export class AwsTime {
  readonly #ownOffset: number;
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;

  /** @param ownOffset what this machine believes: milliseconds since 1970 less the monotonic clock */
  constructor(ownOffset: number) {
    this.#ownOffset = ownOffset;
  }

  /**
   * Takes in an answer.
   *
   * @param dateEpoch its `Date` header, in milliseconds since 1970
   * @param sentAt when its request left, and `receivedAt` when it came: milliseconds of the monotonic clock
   */
  learn(dateEpoch: number, sentAt: number, receivedAt: number): void {
    const low = dateEpoch - receivedAt;
    const high = dateEpoch + dateResolutionMilliseconds - sentAt;
    // Servers whose clocks differ contradict each other: the newest answer counts.
    const isContradiction = low > this.#high || high < this.#low;
    this.#low = isContradiction ? low : Math.max(this.#low, low);
    this.#high = isContradiction ? high : Math.min(this.#high, high);
  }

  /** The best estimate of the time at AWS at a moment of the monotonic clock, in milliseconds; rather too early, where answers were slow. */
  estimate(moment: number): number {
    const { earliest, latest } = this.at(moment);
    return Math.min((earliest + latest) / 2, earliest + dateResolutionMilliseconds);
  }

  /** What time it was at AWS at a moment of the monotonic clock, in milliseconds. */
  at(moment: number): AwsMoment {
    if (this.#low === Number.NEGATIVE_INFINITY) {
      const believed = moment + this.#ownOffset;
      return {
        earliest: believed - ownClockToleranceMilliseconds,
        latest: believed + ownClockToleranceMilliseconds,
      };
    }
    return { earliest: moment + this.#low, latest: moment + this.#high };
  }
}
