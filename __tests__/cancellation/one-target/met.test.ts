import { expect, test } from 'vitest';
import {
  isEndedBeforeRequest,
  mayHaveBeenMet,
  wasMetForCertain,
} from '../../../src/cancellation/one-target/record-of-ours.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { acceptedRun, joinedRun, newRun, record, shown } from './runs.ts';

/** AWS's time is known to 2 s: the request left and was answered between -2 and 2. Ends come in whole seconds. */
test.each<[string, number, number | undefined, boolean]>([
  ['goes on since long before', -30, undefined, true],
  ['was begun when the request was answered, perhaps', 2, undefined, true],
  ['was begun after that', 2.001, undefined, false],
  ['ended in the second before the request, perhaps in that of the request', -30, -3, true],
  ['ended before that', -30, -3.001, false],
])('an accepted request may have met an update or not, which %s', (_what, from, to, expected) => {
  expect(mayHaveBeenMet(acceptedRun(), record('it', from, to))).toBe(expected);
});

test('an update that does not say when it was begun may have been met, and any where nothing was sent', () => {
  const timeless = { ...record('it', 0, undefined), begunAtEpoch: undefined };
  expect(mayHaveBeenMet(acceptedRun(), timeless)).toBe(true);
  expect(mayHaveBeenMet(newRun(), record('it', -90, -60))).toBe(true);
});

test.each<[string, number, boolean]>([
  ['the newest one that was read before the request', -30, true],
  ['it, as events and states may differ by 2 s', -32, true],
  ['one before it', -32.001, false],
])('an accepted request may have met an update or not, which is %s', (_what, from, expected) => {
  const run = newRun();
  run.markRead(0, shown('in-progress', -30));
  run.markSent(0);
  run.markAccepted(0);
  expect(mayHaveBeenMet(run, record('it', from, undefined))).toBe(expected);
});

test.each([
  ['was refused', -20, false],
  ['is of unknown fate', -20, true],
  ['was refused', -10, true],
] as const)(
  'where a request before it %s, an accepted one may have met an update or not, which was begun at %d',
  (fate, from, expected) => {
    const run = newRun();
    run.markRead(0, shown('in-progress', -20));
    run.markSent(0);
    if (fate === 'was refused') run.request.markRefused(0, 'other');
    else run.request.markInDoubt(0, 0);
    run.markRead(0, shown('in-progress', -10));
    run.markSent(1);
    run.markAccepted(1);
    expect(mayHaveBeenMet(run, record('it', from, undefined))).toBe(expected);
  },
);

const next = (from: number): DeploymentRecord => record('next', from, undefined, { stage: 'in-progress' });

test.each<[string, DeploymentRecord, readonly DeploymentRecord[], boolean]>([
  ['went on until it was answered', record('it', -30, 2), [], true],
  ['was over by then, perhaps', record('it', -30, 1), [], false],
  ['was over by then, perhaps, but the next one was begun later', record('it', -30, 1), [next(2.001)], true],
  ['was over by then, perhaps, as was begun the next one', record('it', -30, 1), [next(2)], false],
  ['was begun before it left', record('it', -2.001, 2), [], true],
  ['was begun before it left, perhaps', record('it', -2, 2), [], false],
  ['goes on', record('it', -30, undefined), [next(2.001)], false],
  ['does not say when it was begun', { ...record('it', 0, 2), begunAtEpoch: undefined }, [], false],
])('whether an accepted request can have met no other update than one that %s', (_what, it, newer, expected) => {
  const older = record('older', 3, 4);
  expect(wasMetForCertain(acceptedRun(), it, [...newer, it, older])).toBe(expected);
});

test('of no update it is certain that it was met, where nothing was sent', () => {
  const it = record('it', -30, 5);
  expect(wasMetForCertain(newRun(), it, [it])).toBe(false);
});

test.each<[string, number | undefined, boolean]>([
  ['goes on', undefined, false],
  ['ended in the second before it, perhaps in that of the request', -3, false],
  ['ended before that', -3.001, true],
])('whether an update had ended before a request that was refused, which %s', (_what, to, expected) => {
  expect(isEndedBeforeRequest(joinedRun(), record('it', -30, to))).toBe(expected);
});

test('what AWS has accepted a request for had not ended before it, nor anything where nothing was sent', () => {
  expect(isEndedBeforeRequest(acceptedRun(), record('it', -90, -60))).toBe(false);
  expect(isEndedBeforeRequest(newRun(), record('it', -90, -60))).toBe(false);
});
