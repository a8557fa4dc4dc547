import { expect, test } from 'vitest';
import { defaultFailOn, failsStep, isOutcome, type Outcome, outcomes } from '../../src/cancellation/model/outcome.ts';

const nothing: ReadonlySet<Outcome> = new Set();
const everything: ReadonlySet<Outcome> = new Set(outcomes);

test('error and interrupted fail the step whatever fail-on says, and nothing else does', () => {
  expect(outcomes.filter((outcome) => failsStep(outcome, nothing))).toEqual(['interrupted', 'error']);
});

test('every outcome in fail-on fails the step', () => {
  for (const outcome of outcomes) expect(failsStep(outcome, everything)).toBe(true);
});

test('the outcomes are thirteen words, and no other text is one', () => {
  const words =
    'cancelled succeeded failed nothing-to-cancel deleted not-found not-cancellable superseded timed-out requested would-cancel';
  expect(outcomes).toEqual([...words.split(' '), 'interrupted', 'error']);
  expect(outcomes.every(isOutcome)).toBe(true);
  expect(['', 'Failed', 'failed ', 'none'].some(isOutcome)).toBe(false);
});

test('where the workflow does not say otherwise, the step fails on what nobody wanted', () => {
  expect(defaultFailOn).toEqual(['failed', 'superseded', 'timed-out', 'not-found', 'not-cancellable']);
});
