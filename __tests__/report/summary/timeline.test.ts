import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StateChange, TargetResult } from '../../../src/cancellation/model/result.ts';
import { type Timeline, timelineOf } from '../../../src/report/summary/timeline.ts';
import { hostileText } from '../hostile.ts';
import { htmlOf } from '../renderers.ts';
import { facts, resultOf, targetNamed, targetsOf } from '../sample.ts';

function timelineFor(results: readonly TargetResult[]): Timeline {
  const timeline = timelineOf(results, facts);
  if (timeline === undefined) throw new Error('There is no timeline.');
  return timeline;
}

function linesOf(results: readonly TargetResult[]): readonly string[] {
  return timelineFor(results).lanes.split('\n').slice(1, -1);
}

const requested: StateChange = { stage: 'requested', status: undefined, atMilliseconds: 0 };

function change(stage: StateChange['stage'], status: string, atMilliseconds: number): StateChange {
  return { stage, status, atMilliseconds };
}

describe('the timeline', () => {
  test('draws each stage from its beginning to its end', () => {
    const timeline = [
      requested,
      change('in-progress', 'IN_PROGRESS', 10_000),
      change('cancelling', 'CANCELLING', 20_000),
      change('cancelled', 'CANCELLED', 40_000),
    ];
    const results = [
      resultOf('cancelled', { timeline, endedAtMilliseconds: 40_000 }),
      resultOf('timed-out', { ...targetNamed('other'), endedAtMilliseconds: 48_000 }),
    ];
    expect(linesOf(results)).toEqual([
      '0 s                 48 s',
      '━━━━━━━━━━━━━━━━━━━━━━━>  other     timed out',
      '····─────━━━━━━━━━━|      checkout  CANCELLED',
    ]);
  });

  test('has a legend of what is drawn, in the words of AWS', () => {
    const timeline = [requested, change('unknown', 'PAUSED', 20_000), change('cancelled', 'CANCELLED', 40_000)];
    const { legend } = timelineFor([resultOf('cancelled', { timeline })]);
    expect(legend).toBe('`·` requested · `?` `PAUSED` · `|` ended. Time since 2026-09-30 03:12:07 UTC.');
    expect(timelineFor([resultOf('timed-out')]).legend).toContain('`━` `CANCELLING` · `>` not ended within the wait.');
  });

  test('fits the first screen of a telephone, name included', () => {
    const [, lane = ''] = linesOf(targetsOf(50, ['cancelled']));
    expect(lane.indexOf('service-')).toBeLessThan(28);
  });

  test('is not squeezed by one long wait', () => {
    const slow = resultOf('timed-out', { ...targetNamed('slow'), endedAtMilliseconds: 1_800_000 });
    const lines = linesOf([resultOf('cancelled'), slow]);
    expect(lines[0]).toContain('51 s');
    expect(lines[1]).toMatch(/^━{23}> {2}slow/);
    expect(lines[2]).toMatch(/^━{19}\|/);
  });

  test('has lanes only for deployments that were seen going on during a wait', () => {
    expect(timelineOf([], facts)).toBeUndefined();
    expect(timelineOf([resultOf('error')], facts)).toBeUndefined();
    expect(timelineOf([resultOf('requested', { waitedMilliseconds: 0 })], facts)).toBeUndefined();
    const timeline = [requested, change('succeeded', 'SUCCEEDED', 100)];
    expect(timelineOf([resultOf('nothing-to-cancel', { timeline })], facts)).toBeUndefined();
  });

  test('shows of 1,000 the fifty worst and slowest', () => {
    const results = targetsOf(1_000, ['cancelled']).map((result, index) => ({
      ...result,
      outcome: index === 500 ? ('failed' as const) : result.outcome,
      waitedMilliseconds: 1 + index * 100,
    }));
    expect(timelineFor(results)).toMatchObject({ count: 50, leftOut: 950 });
    expect(linesOf(results)[1]).toContain('service-500');
    expect(linesOf(results)[2]).toContain('service-999');
  });

  test('is one block of as many lines as lanes, whatever names, times and statuses', () => {
    const time = fc.double({ min: 0, max: 1e7, noNaN: true });
    const target = fc.tuple(hostileText, hostileText, fc.array(time, { minLength: 1, maxLength: 5 }), time);
    fc.assert(
      fc.property(fc.array(target, { minLength: 1, maxLength: 8 }), (targets) => {
        const results = targets.map(([name, status, times, end]) =>
          resultOf('timed-out', {
            ...targetNamed(name),
            timeline: times.toSorted((a, b) => a - b).map((at) => change('cancelling', status, at)),
            endedAtMilliseconds: end,
          }),
        );
        const html = htmlOf(`${timelineFor(results).lanes}\n\nend`);
        expect(html).toMatch(/^<pre><code class="language-text">[^<]*<\/code><\/pre>\n<p>end<\/p>\n$/);
        for (const line of linesOf(results).slice(1)) expect([...line.slice(0, 24)]).toContain('>');
      }),
      { numRuns: 500 },
    );
  });
});
