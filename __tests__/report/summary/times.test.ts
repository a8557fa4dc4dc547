import { describe, expect, test } from 'vitest';
import type { StateChange } from '../../../src/cancellation/model/result.ts';
import { timesOf, timesOfAll } from '../../../src/report/summary/times.ts';
import { facts, resultOf, targetNamed, targetsOf } from '../sample.ts';

const requested: StateChange = { stage: 'requested', status: undefined, atMilliseconds: 0 };

function change(stage: StateChange['stage'], status: string, atMilliseconds: number): StateChange {
  return { stage, status, atMilliseconds };
}

describe('the times of a target', () => {
  test('tell each state from the request on, in the words of AWS', () => {
    const timeline = [requested, change('cancelling', 'CANCELLING', 200), change('cancelled', 'CANCELLED', 40_000)];
    expect(timesOf(resultOf('cancelled', { timeline }), facts)).toBe(
      'requested at 03:12:07 UTC → `CANCELLING` after 0.2 s → `CANCELLED` after 40 s',
    );
  });

  test('tell a status once, also where the events of the stack said more about it', () => {
    const status = 'UPDATE_ROLLBACK_COMPLETE';
    const timeline = [requested, change('rolled-back', status, 4_000), change('cancelled', status, 4_100)];
    const times = timesOf(resultOf('cancelled', { timeline }, 'stack'), facts);
    expect(times).toBe('requested at 03:12:07 UTC → `UPDATE_ROLLBACK_COMPLETE` after 4 s');
  });

  test('end with the outcome where the deployment was not seen to end', () => {
    const timeline = [requested, change('cancelling', 'CANCELLING', 200)];
    const result = resultOf('timed-out', { timeline, endedAtMilliseconds: 60_000 });
    expect(timesOf(result, facts)).toMatch(/ → timed out after 1 min$/);
    expect(timesOf({ ...result, timeline: [requested] }, facts)).toBe('requested at 03:12:07 UTC');
    expect(timesOf({ ...result, waitedMilliseconds: 0 }, facts)).not.toContain('timed out');
  });

  test('end with the state as last seen where nobody waited for the end', () => {
    const timeline = [requested, change('cancelling', 'CANCELLING', 200)];
    const times = timesOf(resultOf('requested', { timeline, waitedMilliseconds: 300 }), facts);
    expect(times).toBe('requested at 03:12:07 UTC → `CANCELLING` after 0.2 s');
  });
});

describe('what happened when', () => {
  test('is told of 1,000 targets for the fifty worst and slowest', () => {
    const results = targetsOf(1_000, ['cancelled']).map((result, index) => ({
      ...result,
      outcome: index === 500 ? ('failed' as const) : result.outcome,
      waitedMilliseconds: 1 + index * 100,
    }));
    const items = timesOfAll(results, facts);
    expect(items).toHaveLength(51);
    expect(items[0]).toContain('service-500');
    expect(items[1]).toContain('service-999');
    expect(items[50]).toBe('- and 950 more');
  });

  test('leaves out targets of which nothing was sent or seen', () => {
    const other = resultOf('interrupted', { ...targetNamed('other'), timeline: [] });
    expect(timesOfAll([other, resultOf('cancelled')], facts)).toEqual([expect.stringContaining('checkout')]);
  });
});
