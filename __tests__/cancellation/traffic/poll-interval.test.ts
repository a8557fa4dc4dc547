import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delayBeforeRead } from '../../../src/cancellation/traffic/poll-interval.ts';

const waited = fc.double({ min: 0, max: 360 * 60_000, noNaN: true });
const longest = fc.double({ min: 1_000, max: 300_000, noNaN: true });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the delay before a read', () => {
  test('is never under a second, never over the longest, whatever the jitter', () => {
    fc.assert(
      fc.property(waited, longest, random, (waitedMilliseconds, longestMilliseconds, chance) => {
        const delay = delayBeforeRead(waitedMilliseconds, longestMilliseconds, chance);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(longestMilliseconds);
      }),
    );
  });

  test('is never over a tenth of the wait, once that is more than a second', () => {
    fc.assert(
      fc.property(waited, random, (waitedMilliseconds, chance) => {
        expect(delayBeforeRead(waitedMilliseconds, 300_000, chance)).toBeLessThanOrEqual(
          Math.max(waitedMilliseconds / 10, 1_000),
        );
      }),
    );
  });

  test('is shortened by a twenty-fifth at most, in step with chance', () => {
    expect(delayBeforeRead(60_000, 10_000, 0)).toBe(6_000);
    expect(delayBeforeRead(60_000, 10_000, 0.5)).toBe(5_880);
  });

  test('is spread by chance, so that services are not read in step', () => {
    expect(delayBeforeRead(60_000, 10_000, 0)).not.toBe(delayBeforeRead(60_000, 10_000, 0.9));
  });
});
