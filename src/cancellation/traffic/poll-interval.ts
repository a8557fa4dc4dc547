const shortestDelayMilliseconds = 1_000;
/** A pause is this part of the time waited so far. */
const partOfTheWait = 10;

/**
 * Width of the jitter as a share of the delay. Kept small, and only ever shortening: it is there to keep services that
 * were cancelled together from being read together, and a wider one would cost reads without finding the end sooner.
 */
const jitter = 0.04;

/**
 * How long to pause before the next status read, in milliseconds: a tenth of the time waited so far, so that the end is
 * noticed late by a tenth of the wait at most; at least a second, and at most `longestMilliseconds` (1,000 or more).
 *
 * @param waitedMilliseconds time since the cancellation was requested
 * @param random a number from 0 up to, not including, 1
 */
export function delayBeforeRead(waitedMilliseconds: number, longestMilliseconds: number, random: number): number {
  const delay = Math.min(Math.max(waitedMilliseconds / partOfTheWait, shortestDelayMilliseconds), longestMilliseconds);
  return Math.max(delay * (1 - jitter * random), shortestDelayMilliseconds);
}
