import { describe, expect, test } from 'vitest';
import { play, targetsOf } from './play.ts';
import { accepted, failing, reading, type Script } from './scripted-service.ts';

const cancel = 'cancel';

describe('no call outlives the wait by more than 24 s, so that no run does by more than 25 s', () => {
  const scripts: readonly (readonly [string, Script])[] = [
    ['a deployment that never ends', { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] }],
    ['reads that always fail', { cancel: [accepted('CANCELLING')], service: [failing('connection-lost')] }],
    ['throttling without end', { cancel: [failing('throttled', cancel)] }],
    ['throttled reads without end', { cancel: [accepted('CANCELLING')], service: [failing('throttled')] }],
    ['server faults without end', { cancel: [failing('server-fault', cancel)], service: [failing('server-fault')] }],
    ['no connection without end', { cancel: [failing('unreachable', cancel)] }],
    ['no connection to read the state', { cancel: [failing('conflict', cancel)], service: [failing('unreachable')] }],
  ];
  const waits = [0, 600, 60_000, 360 * 60_000];
  const cases = scripts.flatMap(([what, script]) => waits.map((wait) => ({ what, script, wait })));

  test.each(cases)('$what, waiting $wait ms', async ({ script, wait }) => {
    const { milliseconds, calls } = await play(script, { plan: { waitMilliseconds: wait } });
    expect(milliseconds).toBeLessThanOrEqual(wait + 24_000);
    const tooLong = calls.filter(
      ({ atMilliseconds, timeoutMilliseconds }) =>
        timeoutMilliseconds > 20_000 || atMilliseconds + timeoutMilliseconds > wait + 24_000,
    );
    expect(tooLong).toEqual([]);
  });

  test('300 targets that are waited for in vain end with the wait, not with another round of reads', async () => {
    const { milliseconds, results } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] },
      { plan: { targets: targetsOf(300), waitMilliseconds: 60_000 } },
    );
    expect(milliseconds).toBeLessThanOrEqual(62_000);
    expect(results.every(({ outcome }) => outcome === 'timed-out')).toBe(true);
  });

  test('throttling that lets nothing through fails after a minute, though the wait is long', async () => {
    const { result, milliseconds } = await play({ cancel: [failing('throttled', cancel)] });
    expect(result).toMatchObject({ outcome: 'error', failure: { name: 'throttled' } });
    expect(milliseconds).toBeLessThan(65_000);
  });

  test('what a run keeps does not grow with its wait', async () => {
    const flapping = Array.from({ length: 500 }, (_nothing, at) =>
      reading(at % 2 === 0 ? 'IN_PROGRESS' : 'CANCELLING'),
    );
    const { result } = await play(
      { cancel: [accepted('CANCELLING')], service: flapping },
      { plan: { waitMilliseconds: 360 * 60_000 } },
    );
    expect(result.timeline.length).toBeLessThanOrEqual(50);
  });
});
