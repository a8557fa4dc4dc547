import { describe, expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { play, playWith, targetsOf } from './play.ts';
import { accepted, failing, reading } from './scripted-service.ts';
import { SlowService } from './slow-service.ts';

const cancel = 'cancel';

describe('several targets', () => {
  test('all requests go out before the first status read', async () => {
    const { operations } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLED')] },
      { plan: { targets: targetsOf(200) } },
    );
    expect(operations.slice(0, 200)).toEqual(Array(200).fill(cancel));
    expect(operations.filter((operation) => operation === cancel)).toHaveLength(200);
  });

  test('the status reads of the whole step begin at 10 a second, rise, and never exceed 200', async () => {
    const { calls } = await play(
      { cancel: [accepted('CANCELLING')], service: [...Array(9).fill(reading('CANCELLING')), reading('CANCELLED')] },
      { plan: { targets: targetsOf(500) } },
    );
    const reads = calls.filter(({ call }) => call === 'read-state').map(({ atMilliseconds }) => atMilliseconds);
    const first = reads[0] ?? 0;
    const within = (from: number): number => reads.filter((time) => time >= from && time < from + 1_000).length;
    expect(reads).toHaveLength(5_000);
    expect(within(first)).toBeGreaterThanOrEqual(10);
    expect(within(first)).toBeLessThanOrEqual(22);
    /** The shortest time in which this many reads began. */
    const shortest = (count: number): number =>
      Math.min(...reads.slice(count - 1).map((time, at) => time - (reads[at] ?? 0)));
    expect(shortest(202)).toBeGreaterThanOrEqual(1_000);
    expect(shortest(151)).toBeLessThan(1_000);
  });

  test('results stand in the order of the names, each with its own target', async () => {
    const { results } = await play({ cancel: [accepted('CANCELLED')] }, { plan: { targets: targetsOf(1_000) } });
    expect(results.map(({ target }) => target)).toEqual(targetsOf(1_000));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['cancelled']));
  });

  test('missing credentials are not looked for a thousand times', async () => {
    const { results, operations } = await play(
      { cancel: [failing('credentials-missing', cancel)] },
      { plan: { targets: targetsOf(1_000) } },
    );
    expect(operations.length).toBeLessThanOrEqual(50);
    expect(
      results.every(({ outcome, failure }) => outcome === 'error' && failure?.name === 'credentials-missing'),
    ).toBe(true);
  });

  test('a dead endpoint is not tried a thousand times, and fails within 30 s', async () => {
    const { results, milliseconds } = await play(
      { cancel: [failing('unreachable', cancel)] },
      { plan: { targets: targetsOf(1_000) } },
    );
    expect(milliseconds).toBeLessThan(30_000);
    expect(results.every(({ outcome }) => outcome === 'error')).toBe(true);
  });

  test('a fault that one target has alone stops no other', async () => {
    const { results } = await play(
      { cancel: [failing('access-denied', cancel)] },
      { plan: { targets: targetsOf(100) } },
    );
    expect(results.filter(({ failure }) => failure?.kind === 'access-denied')).toHaveLength(100);
  });

  test('a target without a connection stops no other once the endpoint has answered', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 'unreachable' : 1_000));
    const { results } = await playWith(service, clock, undefined, { plan: { targets: targetsOf(600) } });
    expect(results.filter(({ outcome }) => outcome === 'error').map(({ target }) => target.name)).toEqual([
      'service-0',
    ]);
  });

  test('a target without a connection condemns no other while slow answers are on their way', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 'unreachable' : 15_000));
    const { results } = await playWith(service, clock, undefined, { plan: { targets: targetsOf(60) } });
    expect(results.filter(({ outcome }) => outcome === 'error').map(({ target }) => target.name)).toEqual([
      'service-0',
    ]);
  });

  test('a request that hangs does not delay the end of another target, nor the first outputs', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 20_000 : 20));
    const plan = { targets: targetsOf(2), waitMilliseconds: 60_000 };
    const { results, events } = await playWith(service, clock, undefined, { plan });
    const end = events.find((event) => event.type === 'end' && event.result.target.name === 'service-1');
    const early = events.find((event) => event.type === 'first-accepted');
    expect(results[1]?.outcome).toBe('cancelled');
    expect(end?.atMilliseconds).toBeLessThan(3_000);
    expect(early?.atMilliseconds).toBeLessThan(100);
    expect(early?.type === 'first-accepted' && early.results.map(({ outcome }) => outcome)).toEqual([
      'interrupted',
      'requested',
    ]);
  });

  test('a throttled request does not slow the reads of another target', async () => {
    const clock = new FakeClock();
    const throttledUntil = 55_000;
    const service = new SlowService(clock, (name) =>
      name === 'service-0' && clock.now() < throttledUntil ? 'throttled' : 20,
    );
    const { events } = await playWith(service, clock, undefined, { plan: { targets: targetsOf(2) } });
    const end = events.find((event) => event.type === 'end' && event.result.target.name === 'service-1');
    expect(end?.atMilliseconds).toBeLessThan(3_000);
  });

  test('400 refused requests are all decided by their state, though nothing is waited for', async () => {
    const { results } = await play(
      { cancel: [failing('conflict', cancel)], service: [reading('SUCCEEDED')] },
      { plan: { targets: targetsOf(400), waitMilliseconds: 0 } },
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['nothing-to-cancel']));
  });

  test('400 targets of a dry run are all looked at', async () => {
    const { results } = await play(
      { service: [reading('IN_PROGRESS')] },
      { plan: { targets: targetsOf(400), waitMilliseconds: 0, dryRun: true } },
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['would-cancel']));
  });

  test('a wait too short for all requests says so for each target that was not asked', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, () => 15_000);
    const plan = { targets: targetsOf(150), waitMilliseconds: 0 };
    const { results, milliseconds } = await playWith(service, clock, undefined, { plan });
    const late = results.filter(({ outcome }) => outcome === 'error');
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late.map(({ failure, requestState }) => `${failure?.kind} ${requestState}`))).not.toContain(
      'conflict refused',
    );
    expect(milliseconds).toBeLessThanOrEqual(25_000);
  });
});
