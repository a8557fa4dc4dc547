import { describe, expect, test } from 'vitest';
import { differences } from '../../demo/differences.ts';
import type { Screen } from '../../demo/screen.ts';
import { stories, storyNames } from '../../demo/stories.ts';
import { tell } from '../../demo/tell.ts';
import type { StepResult } from '../../runner/run-step.ts';

/** A screen that keeps what is written to it. */
function createPaper(width: number): { readonly screen: Screen; readonly lines: () => readonly string[] } {
  let written = '';
  return {
    screen: {
      width,
      paint: (text) => text,
      write: (text) => {
        written += `${text}\n`;
      },
    },
    lines: () => written.split('\n'),
  };
}

describe('every story', () => {
  test.concurrent.for(storyNames)('%s ends as told', async (name, { expect: hold }) => {
    const { screen, lines } = createPaper(80);
    const wentAsTold = await tell(name, screen);
    const shown = lines().join('\n');
    hold(wentAsTold, shown).toBe(true);
    hold(shown).toContain(`Story "${name}"`);
    hold(shown).toContain('- name: Stop the pipeline deployment');
    hold(shown).toContain(`The step ${stories[name].expected.step} (exit code `);
    hold(shown).toMatch(/^ {2}outcome +[a-z-]+$/m);
    hold(shown).toMatch(/^ {2}### /m);
    hold(shown).toContain('The story went as told');
    hold(Math.max(...lines().map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe('a story that does not go as told', () => {
  const step: StepResult = {
    exitCode: 1,
    conclusion: 'failure',
    stdout: '',
    stderr: '',
    log: [],
    commands: [],
    annotations: [],
    state: {},
    environment: {},
    path: [],
    outputs: { results: '[{"serviceName":"payments-api","outcome":"timed-out"}]' },
    outputsAsSet: [],
    summary: '### Not stopped yet',
    milliseconds: 0,
  };

  test('is told by its step and its outcomes', () => {
    expect(differences(stories.cancelled, step)).toEqual([
      'The step: the story tells "passed", but it was "failed".',
      'The outcome of payments-api: the story tells "cancelled", but it was "timed-out".',
    ]);
  });

  test.each(['', '[', '{}', '[1]', '[{"serviceName":1}]'])('has no outcomes in results %j', (results) => {
    expect(differences(stories['timed-out'], { ...step, outputs: { results } })).toEqual([
      'The outcome of payments-api: the story tells "timed-out", but it was "none".',
    ]);
  });

  test('is told by a summary that is missing', () => {
    expect(differences(stories['timed-out'], { ...step, summary: '' })).toEqual(['The step has written no summary.']);
  });

  test('is told by a service that nobody asked for', () => {
    const results = JSON.stringify([
      { serviceName: 'payments-api', outcome: 'timed-out' },
      { serviceName: 'stranger', outcome: 'cancelled' },
    ]);
    expect(differences(stories['timed-out'], { ...step, outputs: { results } })).toEqual([
      'The outcome of stranger: the story tells "none", but it was "cancelled".',
    ]);
  });
});
