import { describe, expect, test } from 'vitest';
import { areComplete, areEnough } from '../../../src/cancellation/one-target/complete-records.ts';
import { refreshed } from '../../../src/cancellation/one-target/same-deployment.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { another, ours, type ReadingFields, readingOf } from '../scripted-service.ts';
import { acceptedRun, epoch, joinedRun, record } from './runs.ts';

const known = record(ours, -30, undefined, { stage: 'rolling-back', status: 'UPDATE_ROLLBACK_IN_PROGRESS' });
const begunSince = record(another, 3, undefined, { stage: 'in-progress' });
const begunAtTheAnswer = record(another, 2, undefined, { stage: 'in-progress' });
const shown = { deploymentId: ours };
const alike = { ...known, status: 'UPDATE_ROLLBACK_COMPLETE' };
const undone = { ...alike, rollbackBegunAtEpoch: epoch - 29_000 };
const nameless = { deploymentId: undefined, begunAtEpoch: undefined, rollbackBy: 'itself' } as const;

/** When a stack was last updated, in seconds of the clock. */
function updated(second: number): ReadingFields {
  return { lastUpdatedAtEpoch: epoch + second * 1_000 };
}

test.each<[string, readonly DeploymentRecord[], number, ReadingFields, number, boolean]>([
  ['none, 10 s after the answer', [], 10_000, shown, 0, true],
  ['none, sooner', [], 9_999, shown, 10_000, false],
  ['some, 10 s after the answer', [known], 10_000, shown, 0, true],
  ['some, sooner', [known], 9_999, shown, 9_999, false],
  ['some, sooner, where the newest was begun after the answer', [begunSince, known], 0, shown, 0, true],
  ['some, sooner, where the newest may have been begun before it', [begunAtTheAnswer, known], 0, shown, 0, false],
  ['some, sooner, where a state of 10 s after it shows the newest', [known], 9_999, shown, 10_000, true],
  [
    'some, sooner, where a state of 10 s after it shows a newer one',
    [known],
    9_999,
    { deploymentId: another },
    10_000,
    false,
  ],
  ['some, sooner, where a state of 10 s after it may show the newest', [alike], 9_999, nameless, 10_000, true],
  ['… or a newer one, as the stack was updated since', [alike], 9_999, { ...nameless, ...updated(-29) }, 10_000, false],
  ['… but not as it was begun then', [alike], 9_999, { ...nameless, ...updated(-30) }, 10_000, true],
  ['… nor as that is known to be rolled back', [undone], 9_999, { ...nameless, ...updated(-29) }, 10_000, true],
])('whether records tell of every update that the request may have met: %s', (...row) => {
  const [, records, askedAt, fields, readAt, expected] = row;
  const reading = readingOf('UPDATE_ROLLBACK_COMPLETE', { stage: 'rolled-back', ...fields });
  expect(areComplete(acceptedRun(), records, askedAt, { reading, readAt })).toBe(expected);
});

test.each([
  [-30, true],
  [-29, false],
])(
  'a state that names no update shows the newest record where it has its beginning, which a state has shown: %d',
  (from, expected) => {
    const run = acceptedRun();
    run.markRead(
      0,
      readingOf('UPDATE_IN_PROGRESS', { ...nameless, stage: 'in-progress', begunAtEpoch: epoch - 30_000 }),
    );
    const reading = readingOf('UPDATE_IN_PROGRESS', {
      ...nameless,
      stage: 'in-progress',
      begunAtEpoch: epoch + from * 1_000,
    });
    expect(areComplete(run, [known], 9_999, { reading, readAt: 10_000 })).toBe(expected);
  },
);

test('records are enough where one of them may have been met, all are over, and a later one was read', () => {
  const met = record(ours, -30, 5);
  const later = {
    reading: readingOf('UPDATE_IN_PROGRESS', { deploymentId: another, begunAtEpoch: epoch + 6_000 }),
    readAt: 0,
  };
  expect(areEnough(acceptedRun(), [met, record(another, -90, -60)], later)).toBe(true);
  expect(areEnough(acceptedRun(), [record(another, -90, -60)], later)).toBe(false);
});

describe('the newest record', () => {
  const ended = readingOf('UPDATE_ROLLBACK_COMPLETE', { stage: 'rolled-back', message: 'It is over.' });
  const older = record(another, -90, -60);

  test('takes the stage of a state that was read after it, and keeps what that does not say', () => {
    const [newest, ...others] = refreshed(acceptedRun(), [known, older], { reading: ended, readAt: 2 }, 1);
    const { stage, status, message } = ended;
    expect(newest).toEqual({ ...known, stage, status, message });
    expect(others).toEqual([older]);
  });

  test('takes who began the rollback of a state that has said so, but not where it says so itself', () => {
    const run = joinedRun();
    run.markRead(0, readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back', rollbackBy: 'user' }));
    const told = { ...known, rollbackBy: 'repair' } as const;
    const by = [known, told].map((each) => refreshed(run, [each], { reading: ended, readAt: 2 }, 1)[0]?.rollbackBy);
    expect(by).toEqual(['user', 'repair']);
  });

  test('does not take a user as the one who began it, where that may be this step', () => {
    const run = acceptedRun();
    run.markRead(0, readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back', rollbackBy: 'user' }));
    expect(refreshed(run, [known], { reading: ended, readAt: 2 }, 1)[0]?.rollbackBy).toBeUndefined();
  });

  test('does not take who began it of a repair, which says nothing of the rollback before', () => {
    const run = acceptedRun();
    run.markRead(0, readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back', rollbackBy: 'repair' }));
    expect(refreshed(run, [known], { reading: ended, readAt: 2 }, 1)[0]?.rollbackBy).toBeUndefined();
  });

  test.each([
    ['is over by a state that names none, 10 s after it was read', 10_001, 'rolled-back'],
    ['goes on, where that state was read sooner and may be that of an older one', 10_000, 'rolling-back'],
  ] as const)('%s', (_what, readAt, expected) => {
    const alike = { ...older, status: 'UPDATE_ROLLBACK_COMPLETE' };
    const reading = { ...ended, deploymentId: undefined, begunAtEpoch: undefined };
    const stages = [known, { ...known, stage: expected === 'rolled-back' ? 'in-progress' : known.stage } as const].map(
      (newest) => refreshed(acceptedRun(), [newest, alike], { reading, readAt }, 1)[0]?.stage,
    );
    expect(stages).toEqual([expected, expected]);
  });

  test('takes that it fails by itself of a state that has said so, also where AWS took the request', () => {
    const run = acceptedRun();
    run.markRead(0, readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back', rollbackBy: 'itself' }));
    expect(refreshed(run, [known], { reading: ended, readAt: 2 }, 1)[0]?.rollbackBy).toBe('itself');
  });

  test.each<[string, DeploymentRecord, ReadingFields, number]>([
    ['of a state that was read before it', known, {}, 1],
    ['of another update that is read 10 s later', known, { deploymentId: another, begunAtEpoch: undefined }, 10_001],
    ['of one that was begun later, and is read 10 s later', known, { ...nameless, begunAtEpoch: epoch }, 10_001],
    ['of another update', known, { deploymentId: another }, 2],
    ['where it has ended', record(ours, -30, 5, { stage: 'stuck' }), {}, 2],
  ])('does not take the stage %s', (_what, newest, fields, readAt) => {
    const records = [newest, older];
    expect(refreshed(acceptedRun(), records, { reading: { ...ended, ...fields }, readAt }, 1)).toBe(records);
  });

  test('does not take the stage of an update that was begun a second after the one which a state has shown', () => {
    const run = acceptedRun();
    const begunAtEpoch = epoch - 30_000;
    run.markRead(0, readingOf('UPDATE_IN_PROGRESS', { ...nameless, stage: 'in-progress', begunAtEpoch }));
    const records = [record(undefined, -30, undefined, { stage: 'in-progress' })];
    const stages = [begunAtEpoch, begunAtEpoch + 1_000].map((at) => {
      const reading = { ...ended, ...nameless, begunAtEpoch: at };
      return refreshed(run, records, { reading, readAt: 2 }, 1)[0]?.stage;
    });
    expect(stages).toEqual(['rolled-back', 'in-progress']);
  });
});
