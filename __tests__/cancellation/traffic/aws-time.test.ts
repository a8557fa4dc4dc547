import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsTime } from '../../../src/cancellation/traffic/aws-time.ts';

describe("AWS's time", () => {
  test("is this machine's, give or take two seconds, before any answer", () => {
    expect(new AwsTime(1_000_000).at(500)).toEqual({ earliest: 998_500, latest: 1_002_500 });
  });

  test('always lies within the bounds, however wrong the clock of this machine is', () => {
    const answer = fc.record({ at: fc.nat(100_000), way: fc.nat(3_000), back: fc.nat(3_000) });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1 }), fc.nat(1_000), fc.nat(100_000), (answers, fraction, moment) => {
        const offset = 1_790_000_000_000 + fraction;
        const time = new AwsTime(offset - 30_000);
        for (const { at, way, back } of answers) {
          const date = Math.floor((at + way + offset) / 1_000) * 1_000;
          time.learn(date, at, at + way + back);
        }
        const { earliest, latest } = time.at(moment);
        expect(earliest).toBeLessThanOrEqual(moment + offset);
        expect(latest).toBeGreaterThanOrEqual(moment + offset);
      }),
    );
  });

  test('is known to a second and a round trip after one answer', () => {
    const time = new AwsTime(0);
    time.learn(2_000_000, 100, 140);
    expect(time.at(100)).toEqual({ earliest: 1_999_960, latest: 2_001_000 });
  });

  test.each([
    ['in the middle, after an answer that came fast', 140, 2_000_480],
    ['a second after the earliest, after an answer that came late', 5_100, 1_996_000],
  ])('is estimated %s', (_what, receivedAt, expected) => {
    const time = new AwsTime(0);
    time.learn(2_000_000, 100, receivedAt);
    expect(time.estimate(100)).toBe(expected);
  });

  test('is known more closely by several answers, as each of them bounds it', () => {
    const time = new AwsTime(0);
    time.learn(2_000_000, 100, 140);
    time.learn(2_001_000, 1_000, 1_040);
    expect(time.at(0)).toEqual({ earliest: 1_999_960, latest: 2_000_900 });
  });

  test('follows the newest answer if two servers contradict each other', () => {
    const time = new AwsTime(0);
    time.learn(2_000_000, 0, 10);
    time.learn(9_000_000, 0, 10);
    expect(time.at(0)).toEqual({ earliest: 8_999_990, latest: 9_001_000 });
    time.learn(2_000_000, 0, 10);
    expect(time.at(0)).toEqual({ earliest: 1_999_990, latest: 2_001_000 });
  });
});
