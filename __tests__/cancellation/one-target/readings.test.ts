import { expect, test } from 'vitest';
import { contradictedFact } from '../../../src/cancellation/one-target/contradiction.ts';
import { completed } from '../../../src/cancellation/one-target/dating.ts';
import { Readings } from '../../../src/cancellation/one-target/readings.ts';
import { another, ours } from '../scripted-service.ts';
import { inDoubtRun, newRun, shown } from './runs.ts';

const nameless = { deploymentId: undefined };

test('the latest state that shows an update going on is none of an earlier update', () => {
  const readings = new Readings('web');
  const [first, second] = [shown('in-progress', 10), shown('rolling-back', 10)];
  readings.mark(0, first, 0);
  readings.mark(1, shown('in-progress', 5, { deploymentId: another }), 1);
  expect(readings.goingOnShown).toMatchObject({ reading: first, readAt: 0 });
  readings.mark(2, second, 2);
  expect(readings.goingOnShown).toMatchObject({ reading: second, readAt: 2 });
});

test.each([
  ['the id that a state of the same beginning had', shown('rolling-back', 10, nameless), ours],
  ['no id, where it was begun at another time', shown('rolling-back', 11, nameless), undefined],
  ['no id, where it does not say when it was begun', shown('rolling-back', undefined, nameless), undefined],
  ['its own id', shown('rolling-back', 10, { deploymentId: another }), another],
] as const)('a state has %s', (_what, reading, expected) => {
  const run = newRun();
  run.readings.mark(0, shown('in-progress', 10), 0);
  expect(completed(run, reading).deploymentId).toBe(expected);
});

test.each([
  ['a state of its id gave', ours, undefined, 10],
  ['it gives itself', ours, 11, 11],
  ['no state gave of another id', another, undefined, undefined],
] as const)('a state has the beginning that %s', (_what, deploymentId, from, expected) => {
  const run = newRun();
  run.readings.mark(0, shown('in-progress', 10), 0);
  const { begunAtEpoch } = completed(run, shown('rolling-back', from, { deploymentId }));
  expect(begunAtEpoch).toBe(shown('in-progress', expected).begunAtEpoch);
});

test('the latest state that shows an update going on is none that says neither which one it is nor when it was begun', () => {
  const readings = new Readings('web');
  const first = shown('in-progress', 10);
  readings.mark(0, first, 0);
  readings.mark(1, shown('rolling-back', undefined, nameless), 1);
  expect(readings.goingOnShown).toMatchObject({ reading: first, readAt: 0 });
});

test('a deployment counts as over since the reading was answered that has shown its end, and not since it was sent', () => {
  const readings = new Readings('web');
  readings.mark(0, shown('succeeded', 10), 9_000);
  expect(readings.overSince(shown('in-progress', 10))).toBe(9_000);
});

test('what a state shows is a fact since its read was answered, and not since it was sent', () => {
  const run = newRun({ wanted: ours });
  run.readings.mark(0, shown('in-progress', 10), 9_000);
  const older = shown('succeeded', 5, { deploymentId: another });
  expect([contradictedFact(run, older), contradictedFact(run, 'missing')]).toEqual([9_000, 9_000]);
  expect(run.readings.shownSince(ours)).toBe(9_000);
});

test.each([
  ['an update was shown in progress', newRun(), shown('in-progress', 10), 9_000],
  ['that was so before a request of unknown fate', inDoubtRun(), shown('in-progress', 10), 9_000],
  ['it was shown itself', newRun(), shown('other-operation', undefined, nameless), undefined],
])('a creation that is going on is older than what was shown before, where %s', (_what, run, before, expected) => {
  run.readings.mark(0, before, 9_000);
  expect(contradictedFact(run, shown('other-operation', undefined, nameless))).toBe(expected);
});
