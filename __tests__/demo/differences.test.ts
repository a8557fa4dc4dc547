import { describe, expect, test } from 'vitest';
import { differences } from '../../demo/differences.ts';
import { stories } from '../../demo/stories.ts';
import type { StepResult } from '../../runner/run-step.ts';

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
  summary: '### Not cancelled yet',
  milliseconds: 0,
};

describe('a step that differs from its story', () => {
  test('has another result or another outcome', () => {
    expect(differences(stories.cancelled, step)).toEqual([
      'The step: expected "passed", but it was "failed".',
      'The outcome of payments-api: expected "cancelled", but it was "timed-out".',
    ]);
  });

  test('has another outcome of a stack', () => {
    const results = JSON.stringify([{ stackName: 'orders-prod', outcome: 'cancelled' }]);
    expect(differences(stories['stack-rollback-failed'], { ...step, outputs: { results } })).toEqual([
      'The outcome of orders-prod: expected "failed", but it was "cancelled".',
    ]);
  });

  test.each(['', '[', '{}', '[1]', '[{"serviceName":1}]'])('has no outcomes in results %j', (results) => {
    expect(differences(stories['timed-out'], { ...step, outputs: { results } })).toEqual([
      'The outcome of payments-api: expected "timed-out", but it was "none".',
    ]);
  });

  test('has no summary', () => {
    expect(differences(stories['timed-out'], { ...step, summary: '' })).toEqual(['The step wrote no summary.']);
  });

  test('reports a service that it was not asked for', () => {
    const results = JSON.stringify([
      { serviceName: 'payments-api', outcome: 'timed-out' },
      { serviceName: 'stranger', outcome: 'cancelled' },
    ]);
    expect(differences(stories['timed-out'], { ...step, outputs: { results } })).toEqual([
      'The outcome of stranger: expected "none", but it was "cancelled".',
    ]);
  });
});
