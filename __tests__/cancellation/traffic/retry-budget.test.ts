import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/cancellation/model/failure.ts';
import { RetryBudget } from '../../../src/cancellation/traffic/retry-budget.ts';
import type { Traffic } from '../../../src/cancellation/traffic/traffic.ts';
import { FakeClock } from '../fake-clock.ts';
import { failing } from '../scripted-service.ts';
import { trafficOn } from './traffic-on.ts';

const never = new AbortController().signal;

/** A retry budget on a clock of its own, and what can happen meanwhile. */
class Scene {
  readonly clock = new FakeClock();
  readonly traffic: Traffic;
  readonly budget: RetryBudget;

  constructor(options: Parameters<typeof trafficOn>[1] = {}) {
    this.traffic = trafficOn(this.clock, options);
    this.budget = new RetryBudget(this.traffic);
  }

  /** What a failure at a moment leaves: the pause before the next attempt, or undefined. The attempt took no time. */
  async after(kind: FailureKind, atMilliseconds: number): Promise<number | undefined> {
    await this.at(atMilliseconds);
    return this.budget.delayAfter(failing(kind).failure, atMilliseconds);
  }

  async at(milliseconds: number): Promise<void> {
    await this.clock.run(this.clock.sleep(milliseconds - this.clock.now(), never));
  }

  /** AWS answers another call of the step. */
  async answer(): Promise<void> {
    await this.clock.run(
      this.traffic.call({
        targetName: 'another',
        call: 'read-state',
        priority: 'urgent',
        until: Number.POSITIVE_INFINITY,
        send: (limits) => this.traffic.service.readState('another', limits),
      }),
    );
  }
}

describe('how long a call is repeated that decides whether anything is cancelled', () => {
  test('throttled: for a minute from the first time on, whenever that was', async () => {
    const scene = new Scene();
    expect(await scene.after('throttled', 40_000)).toBe(0);
    expect(await scene.after('throttled', 99_000)).toBe(0);
    expect(await scene.after('throttled', 101_000)).toBeUndefined();
  });

  test('throttled, while AWS answers other calls: for a minute after the last answer', async () => {
    const scene = new Scene();
    await scene.answer();
    expect(await scene.after('throttled', 1_000)).toBe(0);
    await scene.at(50_000);
    await scene.answer();
    expect(await scene.after('throttled', 109_000)).toBe(0);
    expect(await scene.after('throttled', 111_000)).toBeUndefined();
  });

  test.each([
    ['unreachable', 5_000, 6_000],
    ['server-fault', 15_000, 20_000],
    ['connection-lost', 15_000, 20_000],
  ] as const)('%s: still after %i ms, no longer after %i ms', async (kind, still, noLonger) => {
    const scene = new Scene();
    const first = 30_000;
    expect(await scene.after(kind, first)).toBeGreaterThan(0);
    expect(await scene.after(kind, first + still)).toBeGreaterThan(0);
    expect(await scene.after(kind, first + noLonger)).toBeUndefined();
  });

  test('with no pause that would outlast it', async () => {
    const scene = new Scene();
    for (let fault = 0; fault < 5; fault += 1) await scene.after('server-fault', 0);
    expect(await scene.after('server-fault', 17_900)).toBe(2_000);
    expect(await scene.after('server-fault', 18_100)).toBeUndefined();
  });

  test('as long as the step may last, and not a pause longer', async () => {
    const scene = new Scene({ waitMilliseconds: 0 });
    expect(await scene.after('server-fault', 23_000)).toBeGreaterThan(0);
    expect(await scene.after('server-fault', 23_900)).toBeUndefined();
  });

  test.each([
    [0, [125, 250, 500, 1_000, 2_000, 2_000]],
    [0.5, [187.5, 375, 750, 1_500, 3_000, 3_000]],
  ])(
    'with pauses that double up to four seconds, spread by chance (%d) over their second half',
    async (random, pauses) => {
      const scene = new Scene({ random });
      for (const pause of pauses) expect(await scene.after('server-fault', 0)).toBe(pause);
    },
  );

  test('with attempts that end with the budget, but have five seconds at least', async () => {
    const scene = new Scene();
    expect(scene.budget.attemptMilliseconds).toBe(20_000);
    await scene.after('server-fault', 1_000);
    await scene.at(4_000);
    expect(scene.budget.attemptMilliseconds).toBe(17_000);
    await scene.at(19_000);
    expect(scene.budget.attemptMilliseconds).toBe(5_000);
  });
});
