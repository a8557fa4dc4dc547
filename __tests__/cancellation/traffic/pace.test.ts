import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Pace, type Priority } from '../../../src/cancellation/traffic/pace.ts';
import { FakeClock } from '../fake-clock.ts';

const never = new AbortController().signal;
const unlimited = { startRate: Number.POSITIVE_INFINITY, topRate: Number.POSITIVE_INFINITY };

/** When each of `count` turns came, in milliseconds. */
async function turns(pace: Pace, clock: FakeClock, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  const take = async (): Promise<void> => {
    if (await pace.turn('ordinary', Number.POSITIVE_INFINITY)) times.push(clock.now());
  };
  await clock.run(Promise.all(Array.from({ length: count }, take)));
  return times;
}

describe('the pace of calls', () => {
  test('holds nobody up while nothing was throttled', async () => {
    const clock = new FakeClock();
    expect(await turns(new Pace(clock, never, unlimited), clock, 1_000)).toEqual(Array(1_000).fill(0));
  });

  test('never exceeds its fastest rate, in any second', async () => {
    const clock = new FakeClock();
    const times = await turns(new Pace(clock, never, { startRate: 9.5, topRate: 9.5 }), clock, 100);
    for (const time of times) {
      expect(times.filter((other) => other >= time && other < time + 1_000).length).toBeLessThanOrEqual(10);
    }
  });

  test('gives turns in the order in which they were asked for', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, { startRate: 5, topRate: 5 });
    const order: number[] = [];
    const take = async (number: number): Promise<void> => {
      await pace.turn('ordinary', Number.POSITIVE_INFINITY);
      order.push(number);
    };
    await clock.run(Promise.all([take(1), take(2), take(3)]));
    expect(order).toEqual([1, 2, 3]);
  });

  test('slows all down after a throttled call, and speeds up again with calls that get through', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    pace.throttled(clock.now());
    const slow = await turns(pace, clock, 5);
    const slowGap = (slow.at(-1) ?? 0) - (slow.at(-2) ?? 0);
    expect(slowGap).toBeGreaterThan(200);
    for (let call = 0; call < 100; call += 1) pace.passed();
    const fast = await turns(pace, clock, 5);
    expect((fast.at(-1) ?? 0) - (fast.at(-2) ?? 0)).toBeLessThan(slowGap / 3);
  });

  test('is raised by a tenth of a call a second by each call that gets through after throttling', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    pace.throttled(clock.now());
    for (let call = 0; call < 15; call += 1) pace.passed();
    const [first = 0, second = 0] = await turns(pace, clock, 2);
    expect(second - first).toBeCloseTo(1_000 / 5, 6);
  });

  test('is never slower than a call in two seconds', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    for (let call = 0; call < 50; call += 1) pace.throttled(clock.now());
    const [first = 0, second = 0] = await turns(pace, clock, 2);
    expect(second - first).toBe(2_000);
  });

  test('is lowered once for all calls that went out before it was lowered', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    const sentAt = clock.now();
    await clock.run(clock.sleep(100, never));
    for (let call = 0; call < 50; call += 1) pace.throttled(sentAt);
    const times = await turns(pace, clock, 3);
    expect((times.at(-1) ?? 0) - (times.at(-2) ?? 0)).toBeLessThan(1_000);
  });

  test('gives no turn after the time for it, nor to a run that was cancelled', async () => {
    const clock = new FakeClock();
    const interruption = new AbortController();
    const pace = new Pace(clock, interruption.signal, { startRate: 1, topRate: 1 });
    const first = await clock.run(pace.turn('ordinary', 0));
    const late = await clock.run(pace.turn('ordinary', 500));
    const waiting = pace.turn('ordinary', Number.POSITIVE_INFINITY);
    interruption.abort();
    expect([first, late, await waiting]).toEqual([true, false, false]);
    expect(await pace.turn('urgent', Number.POSITIVE_INFINITY)).toBe(false);
    expect(clock.now()).toBe(0);
  });

  test('says at once that the time for a turn has passed, and does not let it wait for its place', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, { startRate: 1, topRate: 1 });
    const waiting = turns(pace, clock, 3);
    const late = pace.turn('ordinary', -1).then((isTurn) => `${isTurn} at ${clock.now()}`);
    await waiting;
    expect(await late).toBe('false at 0');
  });

  test('keeps no hold on the signal for each turn that has come', async () => {
    const clock = new FakeClock();
    const { signal } = new AbortController();
    const pace = new Pace(clock, signal, unlimited);
    const before = getEventListeners(signal, 'abort').length;
    await turns(pace, clock, 10);
    expect(getEventListeners(signal, 'abort')).toHaveLength(before);
  });

  test('lets urgent calls pass ordinary ones, and does not slow them before anything was throttled', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, { startRate: 1, topRate: 1 });
    const order: string[] = [];
    const take = async (priority: Priority): Promise<void> => {
      await pace.turn(priority, Number.POSITIVE_INFINITY);
      order.push(`${priority} at ${clock.now()}`);
    };
    await clock.run(Promise.all([take('ordinary'), take('ordinary'), take('urgent'), take('urgent')]));
    expect(order).toEqual(['ordinary at 0', 'urgent at 0', 'urgent at 0', 'ordinary at 1000']);
  });

  test('takes nothing from ordinary calls for urgent ones', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, { startRate: 1, topRate: 1 });
    const ordinary = turns(pace, clock, 2);
    void clock.sleep(500, never).then(() => pace.turn('urgent', Number.POSITIVE_INFINITY));
    expect(await ordinary).toEqual([0, 1_000]);
  });

  test('slows urgent calls, too, after throttling', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    pace.throttled(clock.now());
    await clock.run(pace.turn('urgent', Number.POSITIVE_INFINITY));
    expect(clock.now()).toBeGreaterThan(200);
  });
});

test.each<
  [situation: string, passed: readonly [atMilliseconds: number, count: number][], throttledAt: number, rate: number]
>([
  ['in this second', [[0, 100]], 500, 70],
  ['in the second before', [[0, 100]], 1_500, 70],
  [
    'in the second before, as this one has just begun',
    [
      [0, 100],
      [1_000, 10],
    ],
    1_200,
    70,
  ],
  [
    'in this second, after a pause',
    [
      [0, 100],
      [3_000, 10],
    ],
    3_200,
    7,
  ],
  [
    'in this second not yet, before it little, and much too long ago',
    [
      [0, 100],
      [1_000, 10],
    ],
    2_200,
    7,
  ],
  ['not for two seconds', [[0, 100]], 2_500, 3.5],
  ['hardly at all', [[0, 2]], 500, 3.5],
])(
  'throttling lowers the pace to seven tenths of what got through: %s',
  async (_situation, passed, throttledAt, rate) => {
    const clock = new FakeClock();
    const pace = new Pace(clock, never, unlimited);
    const until = (time: number): Promise<void> => clock.run(clock.sleep(time - clock.now(), never));
    for (const [atMilliseconds, count] of passed) {
      await until(atMilliseconds);
      for (let call = 0; call < count; call += 1) pace.passed();
    }
    await until(throttledAt);
    pace.throttled(throttledAt);
    const [first = 0, second = 0] = await turns(pace, clock, 2);
    expect(second - first).toBeCloseTo(1_000 / rate, 6);
  },
);
