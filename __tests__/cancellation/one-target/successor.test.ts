import { describe, expect, test } from 'vitest';
import {
  isBegunAfterAnswer,
  isHitForCertain,
  isMetInDoubt,
  isSuccessor,
  successorOf,
} from '../../../src/cancellation/one-target/relation.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { acceptedRun, inDoubtRun, joinedRun, newRun, record, seeing, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const other = { deploymentId: another };

/** AWS's time is known to 2 s: the request left and was answered between -2 and 2. States lag until 10 s after. */
test.each<[string, TargetRun, number | undefined, boolean]>([
  ['after the answer', acceptedRun(), 2.001, true],
  ['before it, perhaps', acceptedRun(), 2, false],
  ['nobody knows when', acceptedRun(), undefined, false],
  ['long after a request that was refused', joinedRun(), 2.001, true],
  ['whenever, where nothing was sent', newRun(), 2.001, false],
])('whether an update was begun after the answer to the request: %s', (_when, run, from, expected) => {
  expect(isBegunAfterAnswer(run, shown('in-progress', from))).toBe(expected);
});

const long = shown('in-progress', -30);

describe('an update that was begun after the one that counted', () => {
  /** By the best estimate, the request left at -1. */
  test.each<[string, TargetRun, number | undefined, boolean]>([
    ['before a request in doubt left', inDoubtRun(), -1, true],
    ['after it', inDoubtRun(), -0.999, false],
    ['earlier than that one', inDoubtRun(), -31, false],
    ['nobody knows when', inDoubtRun(), undefined, false],
    ['before a request for the one that deployment-id names', inDoubtRun({ wanted: another }), -1, false],
    ['before a request that was accepted', acceptedRun(), -1, false],
    ['before a request that was refused', joinedRun(), -1, false],
  ])('was met in doubt or not: %s', (_when, run, from, expected) => {
    expect(isMetInDoubt(seeing(run, shown('in-progress', -30, other)), shown('in-progress', from))).toBe(expected);
  });

  test.each<[string, TargetRun, Reading, boolean]>([
    ['before the request left, and it goes on', acceptedRun(), shown('in-progress', -2.001), true],
    ['perhaps after it', acceptedRun(), shown('in-progress', -2), false],
    ['before, and it is over', acceptedRun(), shown('stuck', -2.001), false],
    ['at the same time', acceptedRun(), long, false],
    ['nobody knows when', acceptedRun(), shown('in-progress', undefined), false],
    ['before a request that was refused', joinedRun(), shown('in-progress', -2.001), false],
  ])('was hit for certain or not: %s', (_when, run, reading, expected) => {
    expect(isHitForCertain(seeing(run, long), reading)).toBe(expected);
  });

  test('was not hit for certain where a request in doubt had gone out before', () => {
    const run = seeing(inDoubtRun(), long);
    run.markAccepted(0);
    expect(isHitForCertain(run, shown('in-progress', -2.001))).toBe(false);
  });
});

test.each<[string, TargetRun, number | undefined, number, boolean]>([
  ['begun later', seeing(acceptedRun(), long), -29, 0, true],
  ['begun earlier, however late it is read', seeing(acceptedRun(), long), -31, 10_000, false],
  ['begun after the answer', acceptedRun(), 2.001, 0, true],
  ['begun nobody knows when, while states lag', acceptedRun(), undefined, 9_999, false],
  ['begun nobody knows when, later', acceptedRun(), undefined, 10_000, true],
])('whether an update has come after the one that the request met: %s', (_what, run, from, readAt, expected) => {
  expect(isSuccessor(run, shown('in-progress', from, other), readAt)).toBe(expected);
});

test.each([
  [9_999, false],
  [10_000, true],
])('whether an update has come after the one that was shown %d ms before, while reads lag', (readAt, expected) => {
  const run = acceptedRun({ since: ours }, 5_000);
  run.markRead(0, shown('in-progress', undefined));
  run.request.markAccepted(5_000, 5_000);
  expect(isSuccessor(run, shown('in-progress', undefined, other), readAt)).toBe(expected);
});

test('whether an update has come after the one that was shown only long after a request in doubt is open for 10 s', () => {
  const run = inDoubtRun();
  run.followed.follow(ours);
  run.readings.mark(0, shown('in-progress', undefined), 12_000);
  const expected = [21_999, 22_000].map((readAt) => isSuccessor(run, shown('rolled-back', undefined, other), readAt));
  expect(expected).toEqual([false, true]);
});

describe('the update that has come after that of a record', () => {
  const met = record(ours, -30, 5);
  const newer = record(another, 6, undefined, { stage: 'in-progress' });
  const older = record(another, -90, -60);
  const unnamed = { ...met, ...nameless };
  const run = (): TargetRun => acceptedRun({ since: ours });
  const goesOn = (from?: number): Reading => shown('in-progress', from, other);
  test.each<[string, Reading, DeploymentRecord, readonly DeploymentRecord[], number, string | undefined]>([
    ['is the one that is read, as its record is newer', goesOn(), met, [newer, met], 0, another],
    ['is not the one that is read, as its record is older', goesOn(), met, [met, older], 10_000, undefined],
    ['is the one that is read, which has no record, later', goesOn(), met, [met], 10_000, another],
    ['is perhaps not the one that is read, while states lag', goesOn(), met, [met], 9_999, undefined],
    ['has no id', shown('in-progress', 3, nameless), met, [met], 10_000, undefined],
    [
      'is not the followed one',
      shown('in-progress', 3),
      record('met', -30, 5),
      [record('met', -30, 5)],
      10_000,
      undefined,
    ],
    ['is not that of the record itself', goesOn(-30), unnamed, [unnamed], 10_000, undefined],
    ['is not that of the newest, which has no id', goesOn(2), unnamed, [unnamed], 10_000, undefined],
    [
      'is one that was begun after the answer, where the newest has no id',
      goesOn(2.001),
      unnamed,
      [unnamed],
      0,
      another,
    ],
    [
      'is the one that is read, as a record without an id is not the newest',
      goesOn(-20),
      unnamed,
      [older, unnamed],
      10_000,
      another,
    ],
  ])('%s', (_what, reading, each, records, readAt, expected) => {
    expect(successorOf(run(), each, records, { reading, readAt })).toBe(expected);
  });
});

test('nothing says that a state shows a successor of an update that was hit, of which only the beginning is known', () => {
  const run = acceptedRun();
  run.followed.establish(undefined, shown('in-progress', -30).begunAtEpoch);
  const hit = record(undefined, -30, 5, { isCancelledByStep: true });
  const later = { reading: shown('rolled-back', undefined, other), readAt: 10_000 };
  expect(successorOf(run, hit, [record(undefined, 6, 7), hit], later)).toBeUndefined();
});
