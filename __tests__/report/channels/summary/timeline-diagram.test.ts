import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceResult } from '../../../../src/cancellation/model/result.ts';
import { timelineDiagramOf } from '../../../../src/report/channels/summary/timeline-diagram.ts';
import { everythingHostile, hostileText } from '../../hostile.ts';
import { ganttIn } from '../../renderers.ts';
import { resultOf, servicesOf } from '../../sample.ts';

function linesOf(results: readonly ServiceResult[]): readonly string[] {
  return timelineDiagramOf(results)?.mermaid.split('\n') ?? [];
}

function lanesIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('  section ')).map((line) => line.slice('  section '.length));
}

describe('the picture of one service', () => {
  it('shows each state from its beginning to its end', () => {
    expect(linesOf([resultOf('cancelled')])).toEqual([
      '---',
      'config:',
      '  gantt:',
      '    leftPadding: 82',
      '---',
      'gantt',
      '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
      '  axisFormat %M:%S',
      '  tickInterval 5second',
      '  todayMarker off',
      '  section checkout',
      '    REQUESTED :2001-01-15 00:00:00.100, 2001-01-15 00:00:00.300',
      '    CANCELLING :active, 2001-01-15 00:00:00.300, 2001-01-15 00:00:42.100',
      '    CANCELLED :done, milestone, 2001-01-15 00:00:42.100, 2001-01-15 00:00:42.100',
    ]);
  });

  it('shows the end of a wait that outlasted its patience', () => {
    expect(linesOf([resultOf('timed-out')]).slice(-2)).toEqual([
      '    CANCELLING :active, 2001-01-15 00:00:00.300, 2001-01-15 00:00:42.100',
      '    timed-out :done, crit, milestone, 2001-01-15 00:00:42.100, 2001-01-15 00:00:42.100',
    ]);
  });

  it.each([
    ['cancelled', 'CANCELLED', 'done'],
    ['deleted', 'DELETE_COMPLETE', 'done'],
    ['failed', 'FAILED', 'crit'],
    ['succeeded', 'SUCCEEDED', 'crit'],
    ['timed-out', 'timed-out', 'done, crit'],
    ['superseded', 'superseded', 'done, crit'],
    ['interrupted', 'interrupted', 'done, crit'],
  ] as const)(
    'marks in red what was not stopped, and with a red edge what nobody saw end: %s',
    (outcome, word, tags) => {
      expect(linesOf([resultOf(outcome)]).at(-1)).toContain(`    ${word} :${tags}, milestone, `);
    },
  );

  it.each([
    [800, '%M:%S', '1second'],
    [42_000, '%M:%S', '5second'],
    [170_000, '%M:%S', '15second'],
    [700_000, '%M:%S', '1minute'],
    [3_000_000, '%M:%S', '5minute'],
    [7_200_000, '%H:%M', '15minute'],
    [21_600_000, '%H:%M', '1hour'],
  ])('has a time axis that fits a wait of %i ms', (waitedMilliseconds, format, interval) => {
    const timeline = [
      { state: 'REQUESTED', atMilliseconds: 0 },
      { state: 'CANCELLING', atMilliseconds: 100 },
    ];
    const lines = linesOf([resultOf('timed-out', { waitedMilliseconds, timeline })]);
    expect(lines).toContain(`  axisFormat ${format}`);
    expect(lines).toContain(`  tickInterval ${interval}`);
  });

  it('is left out where no deployment was seen going on', () => {
    expect(timelineDiagramOf([])).toBeUndefined();
    expect(timelineDiagramOf([resultOf('error')])).toBeUndefined();
    expect(timelineDiagramOf([resultOf('interrupted', { timeline: [] })])).toBeUndefined();
    const requested = { state: 'REQUESTED', atMilliseconds: 0 };
    expect(timelineDiagramOf([resultOf('timed-out', { timeline: [requested] })])).toBeUndefined();
    const timeline = [requested, { state: 'SUCCEEDED', atMilliseconds: 100 }];
    expect(timelineDiagramOf([resultOf('succeeded', { timeline })])).toBeUndefined();
  });

  it.each(['nothing-to-cancel', 'not-found', 'would-cancel', 'requested'] as const)(
    'is left out where this step has changed nothing, or did not wait: %s',
    (outcome) => {
      const timeline = [
        { state: 'IN_PROGRESS', atMilliseconds: 1 },
        { state: 'CANCELLING', atMilliseconds: 500 },
      ];
      expect(timelineDiagramOf([resultOf(outcome, { timeline })])).toBeUndefined();
    },
  );

  it('is left out where Proton refused, and drawn where nobody knows what came of the request', () => {
    const timeline = [
      { state: 'REQUESTED', atMilliseconds: 0 },
      { state: 'IN_PROGRESS', atMilliseconds: 500 },
    ];
    expect(timelineDiagramOf([resultOf('error', { timeline })])).toBeUndefined();
    expect(timelineDiagramOf([resultOf('error', { timeline, inDoubt: true })])).toBeDefined();
  });

  it('keeps the last states of a status that flaps', () => {
    const timeline = Array.from({ length: 50 }, (_, index) => ({
      state: index % 2 === 0 ? 'CANCELLING' : 'IN_PROGRESS',
      atMilliseconds: index * 1_000,
    }));
    expect(
      linesOf([resultOf('timed-out', { timeline })])
        .filter((line) => line.startsWith('    '))
        .slice(1),
    ).toHaveLength(7);
  });
});

describe('the picture of several services', () => {
  it('gives each of five its lane with a line for each state', () => {
    const diagram = timelineDiagramOf(servicesOf(5, ['cancelled']));
    expect(diagram).toMatchObject({ lanes: 5, compact: false, leftOut: 0 });
    expect(lanesIn(linesOf(servicesOf(5, ['cancelled'])))).toHaveLength(5);
  });

  it('gives each of fifty one line, with a word only where there is room for it', () => {
    const results = servicesOf(50, ['cancelled'], {
      timeline: [
        { state: 'REQUESTED', atMilliseconds: 0 },
        { state: 'IN_PROGRESS', atMilliseconds: 100 },
        { state: 'CANCELLING', atMilliseconds: 2_000 },
        { state: 'CANCELLED', atMilliseconds: 42_000 },
      ],
    });
    expect(timelineDiagramOf(results)).toMatchObject({
      lanes: 50,
      compact: true,
      unnamed: ['IN_PROGRESS'],
      leftOut: 0,
    });
    const lines = linesOf(results);
    expect(lines).toContain('    displayMode: compact');
    expect(lines.slice(-3)).toEqual([
      '    · :2001-01-15 00:00:00.100, 2001-01-15 00:00:02.000',
      '    CANCELLING :active, 2001-01-15 00:00:02.000, 2001-01-15 00:00:42.000',
      '    CANCELLED :done, milestone, 2001-01-15 00:00:42.000, 2001-01-15 00:00:42.000',
    ]);
  });

  it('shows of 1,000 the fifty worst and slowest, and says how many it leaves out', () => {
    const results = servicesOf(1_000, ['cancelled']).map((result, index) => ({
      ...result,
      outcome: index === 500 ? ('failed' as const) : result.outcome,
      waitedMilliseconds: index * 100,
    }));
    expect(timelineDiagramOf(results)).toMatchObject({ lanes: 50, leftOut: 950 });
    expect(lanesIn(linesOf(results)).slice(0, 3)).toEqual(['service-500', 'service-999', 'service-998']);
  });

  it('keeps lanes apart whose names became alike when they were cut', () => {
    const results = ['a', 'b'].map((end) => resultOf('cancelled', { serviceName: `${'x'.repeat(60)}${end}` }));
    const lanes = lanesIn(linesOf(results));
    expect(new Set(lanes).size).toBe(2);
  });

  it.each([1, 5, 50])('is what Mermaid makes of it: %i services, each with its states', async (count) => {
    const gantt = await ganttIn(timelineDiagramOf(servicesOf(count, ['failed']))?.mermaid ?? '');
    expect(gantt.sections).toEqual(Array.from({ length: count }, (_, index) => `service-${index}`));
    const states = count < 50 ? ['REQUESTED', 'CANCELLING', 'FAILED'] : ['CANCELLING', 'FAILED'];
    expect(gantt.tasks).toEqual(Array.from({ length: count }, () => states).flat());
  });

  it('is understood by Mermaid whatever the names and states', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(hostileText, hostileText), { minLength: 1, maxLength: 12 }), async (texts) => {
        const results = texts.map(([serviceName, state]) =>
          resultOf('timed-out', {
            serviceName,
            timeline: [
              { state, atMilliseconds: 1 },
              { state, atMilliseconds: 20_000 },
            ],
          }),
        );
        const gantt = await ganttIn(timelineDiagramOf(results)?.mermaid ?? '');
        expect(gantt.sections).toHaveLength(texts.length);
        expect(gantt.tasks).toHaveLength(texts.length * 3);
      }),
      { numRuns: 200 },
    );
  });

  it("lets no text become a statement of Mermaid's, and stays within its 50,000 characters", () => {
    const timeline = Array.from({ length: 50 }, (_, index) => ({
      state: index % 2 === 0 ? `click ${everythingHostile}` : everythingHostile,
      atMilliseconds: index * 1_000,
    }));
    const results = servicesOf(60, ['superseded', 'timed-out'], { timeline }).map((result, index) => ({
      ...result,
      serviceName: `${everythingHostile}${index}`,
    }));
    const diagram = timelineDiagramOf(results);
    expect(diagram?.mermaid.length).toBeLessThan(50_000);
    const body = diagram?.mermaid.split('\n').slice(diagram.mermaid.split('\n').indexOf('gantt') + 5) ?? [];
    for (const line of body) {
      expect(line).toMatch(
        /^ {2}section [\p{L}\p{N} ._…-]+$|^ {4}(?:·|status [\p{L}\p{N} ._…-]+|superseded|timed-out) :[a-z, ]*2001-01-15 [\d:.]+, 2001-01-15 [\d:.]+$/u,
      );
    }
  });
});
