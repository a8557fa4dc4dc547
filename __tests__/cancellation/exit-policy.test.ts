import { expect, test } from 'vitest';
import { failsStep, type Outcome, outcomes, severityOf } from '../../src/cancellation/model/outcome.ts';

const nothing: ReadonlySet<Outcome> = new Set();
const everything: ReadonlySet<Outcome> = new Set(outcomes);

test('error and interrupted fail the step whatever fail-on says, and nothing else does', () => {
  expect(outcomes.filter((outcome) => failsStep(outcome, nothing))).toEqual(['interrupted', 'error']);
});

test('every outcome in fail-on fails the step, with an error', () => {
  for (const outcome of outcomes) {
    expect(failsStep(outcome, everything)).toBe(true);
    expect(severityOf(outcome, everything)).toBe('error');
  }
});

test('what passes is shown as its meaning asks for', () => {
  const shown = Object.fromEntries(outcomes.map((outcome) => [outcome, severityOf(outcome, nothing)]));
  expect(shown).toEqual({
    cancelled: 'none',
    requested: 'none',
    'would-cancel': 'none',
    'nothing-to-cancel': 'notice',
    deleted: 'notice',
    succeeded: 'warning',
    failed: 'warning',
    'not-found': 'warning',
    superseded: 'warning',
    'timed-out': 'warning',
    interrupted: 'error',
    error: 'error',
  });
});
