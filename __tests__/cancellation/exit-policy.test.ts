import { expect, test } from 'vitest';
import { failsStep, type Outcome, outcomes } from '../../src/cancellation/model/outcome.ts';

const nothing: ReadonlySet<Outcome> = new Set();
const everything: ReadonlySet<Outcome> = new Set(outcomes);

test('error and interrupted fail the step whatever fail-on says, and nothing else does', () => {
  expect(outcomes.filter((outcome) => failsStep(outcome, nothing))).toEqual(['interrupted', 'error']);
});

test('every outcome in fail-on fails the step', () => {
  for (const outcome of outcomes) expect(failsStep(outcome, everything)).toBe(true);
});
