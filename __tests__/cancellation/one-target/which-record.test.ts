import { describe, expect, test } from 'vitest';
import { recordOfOurs } from '../../../src/cancellation/one-target/record-of-ours.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { acceptedRun, epoch, inDoubtRun, joinedRun, newRun, record, seeing, shown } from './runs.ts';

const byUser = { stage: 'cancelled', rollbackBy: 'user' } as const;
const byNobodyKnown = { stage: 'rolled-back' } as const;
const succeeded = { stage: 'succeeded' } as const;

function idOf(run: TargetRun, records: readonly DeploymentRecord[], known: 'all' | 'some' = 'all'): string | undefined {
  return recordOfOurs(run, records, known === 'all')?.deploymentId;
}

/** The best estimate of AWS's time says that the request left at -1. */
describe('of two updates that the request may have met, and that were rolled back by users', () => {
  test.each([
    ['the first one was going on when it left', -0.5, -0.4, 'first'],
    ['the first one ended when it left', -1, -0.9, 'first'],
    ['the second one was going on when it left', -1.5, -1.4, 'second'],
    ['the second one was begun when it left', -1.1, -1, 'second'],
    ['none was going on when it left: it met the first one', -1.5, -0.5, 'first'],
  ] as const)('%s', (_what, firstEnd, secondBeginning, expected) => {
    const records = [record('second', secondBeginning, 5, byUser), record('first', -30, firstEnd, byUser)];
    expect(idOf(acceptedRun(), records)).toBe(expected);
  });

  const records = [record('second', -0.5, 5, byUser), record('first', -30, -1.5, byUser)];

  test('none was going on when it left, and one has been read since: that one', () => {
    expect(idOf(acceptedRun({ since: 'second' }), records)).toBe('second');
    expect(idOf(acceptedRun({ since: 'third' }), records)).toBe('first');
  });

  test('none was going on when it left, and the second one has no id: it met the first one', () => {
    expect(idOf(acceptedRun(), [record(undefined, -0.5, 5, byUser), record('first', -30, -1.5, byUser)])).toBe('first');
  });

  test('a third one had ended before: it met the one that ended when it left', () => {
    const third = [
      record('second', -0.9, 5, byUser),
      record('first', -1.4, -1, byUser),
      record('zeroth', -30, -1.5, byUser),
    ];
    expect(idOf(acceptedRun(), third)).toBe('first');
  });

  test('none was going on, and a rollback was joined: the last one', () => {
    expect(idOf(joinedRun(), records)).toBe('second');
  });
});

describe('an accepted request, and the id was known before it', () => {
  const over = record('known', -90, -60, succeeded);
  const met = (fields: Partial<DeploymentRecord>): DeploymentRecord => record('known', -30, -1.5, fields);
  const other = (fields: Partial<DeploymentRecord>): DeploymentRecord => record('other', -1.4, 5, fields);
  const older = record('older', -90, -60);
  test.each<[string, readonly DeploymentRecord[], string | undefined]>([
    ['that one, which alone there is', [over], 'known'],
    ['another one, as that one was over', [other(byUser), over], 'other'],
    ['another one, which succeeded, as that one was over', [other(succeeded), over], 'other'],
    [
      'another one, as that one was not rolled back, and the other was',
      [other(byNobodyKnown), met(succeeded)],
      'other',
    ],
    ['that one, as the other was cancelled with another token', [other(byUser), met(succeeded)], 'known'],
    ['that one, as the other one failed without a rollback', [other({ stage: 'stuck' }), met(succeeded)], 'known'],
    ['that one, as both were rolled back', [other(byUser), met(byUser)], 'known'],
    ['that one, as none was rolled back', [other(succeeded), met(succeeded)], 'known'],
    ['none, as the records name others alone', [other(byUser)], undefined],
  ])('has met %s', (_what, records, expected) => {
    expect(idOf(acceptedRun({ before: 'known' }), records)).toBe(expected);
  });

  test('has met none, as one record names another one', () => {
    const records = [{ ...other(byUser), deploymentId: undefined }, older];
    expect(recordOfOurs(acceptedRun({ before: 'known' }), records, true)).toBeUndefined();
  });

  test('has met that one, where others may be missing, or where the request has hit it for certain', () => {
    const records = [other(byUser), over];
    expect(idOf(acceptedRun({ before: 'known' }), records, 'some')).toBe('known');
    expect(idOf(acceptedRun({ hit: 'known' }), records)).toBe('known');
  });

  test('or a request of unknown fate, is told by that one, although another one was rolled back', () => {
    expect(idOf(inDoubtRun({ before: 'known' }), [other(byUser), over])).toBe('known');
  });

  test('has met the one that was going on, where the records have no ids', () => {
    const nameless = { ...other(byUser), deploymentId: undefined };
    expect(recordOfOurs(acceptedRun({ before: 'known' }), [nameless], true)).toBe(nameless);
  });
});

describe('a request that was accepted after one in doubt', () => {
  const over = record('known', -30, 5);
  const byItself = { stage: 'rolling-back', rollbackBy: 'itself' } as const;
  const goesOn = record('next', 1, undefined, { ...byItself, rollbackBegunAtEpoch: epoch + 18_000 });
  const refusing = { ...goesOn, rollbackBegunAtEpoch: epoch + 17_999 };
  const run = (): TargetRun => {
    const inDoubt = inDoubtRun({ before: 'known' });
    inDoubt.markAccepted(20_000);
    return inDoubt;
  };
  test.each<[string, readonly DeploymentRecord[], 'all' | 'some', string | undefined]>([
    ['has met the one that was going on by then, as no other one carries the token', [goesOn, over], 'all', 'next'],
    [
      'has met the one whose rollback was begun nobody knows when',
      [{ ...goesOn, rollbackBegunAtEpoch: undefined }, over],
      'all',
      'next',
    ],
    ['has met the one that had ended, as AWS refuses a request for a rollback', [refusing, over], 'all', 'known'],
    [
      'has met the one that succeeded, as AWS refuses a request for a rollback',
      [refusing, { ...over, ...succeeded }],
      'all',
      'known',
    ],
    [
      'has met the one that is rolled back, as there is no other',
      [{ ...refusing, begunAtEpoch: epoch - 60_000 }],
      'all',
      'next',
    ],
    ['may have met either, while others may be missing', [goesOn, over], 'some', undefined],
    ['has met the one that had ended, as no other one was going on', [over], 'all', 'known'],
    ['has met the one that carries the token', [goesOn, { ...over, isCancelledByStep: true }], 'all', 'known'],
  ])('%s', (_what, records, known, expected) => {
    expect(idOf(run(), records, known)).toBe(expected);
  });
});

test('an accepted request has met none of two while others may be missing, though one is still in progress', () => {
  const records = [record('second', -1.4, undefined, { stage: 'in-progress' }), record('first', -30, -1.5)];
  expect(idOf(acceptedRun(), records, 'some')).toBeUndefined();
});

describe('a rollback that was joined', () => {
  const rolledBack = record('it', -30, 5, { rollbackBy: 'itself' });
  const next = record('next', 5, undefined, { stage: 'in-progress' });
  const nameless = { ...rolledBack, deploymentId: undefined };
  const over = record('it', -90, -60, { rollbackBy: 'repair' });
  const wentOn = record('next', -30, 1, succeeded);
  test.each<[string, TargetRun, readonly DeploymentRecord[], 'all' | 'some', DeploymentRecord | undefined]>([
    ['is the one that was read, whatever it went through', joinedRun({ since: 'next' }), [next], 'all', next],
    ['is the one that was rolled back, where none was read', joinedRun(), [next, rolledBack], 'some', rolledBack],
    [
      'is the one that was rolled back, not one without an id',
      joinedRun(),
      [{ ...next, deploymentId: undefined }, rolledBack],
      'all',
      rolledBack,
    ],
    [
      'is the one that was begun then, where no id was read',
      seeing(joinedRun(), shown('in-progress', -30, { deploymentId: undefined })),
      [{ ...rolledBack, deploymentId: 'newer', begunAtEpoch: epoch + 1_000, endedAtEpoch: undefined }, rolledBack],
      'all',
      rolledBack,
    ],
    [
      "isn't one without an id that was over by then, while others may be missing",
      joinedRun(),
      [{ ...rolledBack, deploymentId: undefined, endedAtEpoch: epoch - 4_000 }],
      'some',
      undefined,
    ],
    [
      'may be one without an id that was over then, as far as its time says',
      joinedRun(),
      [{ ...rolledBack, deploymentId: undefined, endedAtEpoch: epoch - 3_000 }],
      'some',
      { ...rolledBack, deploymentId: undefined, endedAtEpoch: epoch - 3_000 },
    ],
    [
      'may be one with an id that was over then',
      joinedRun(),
      [{ ...rolledBack, endedAtEpoch: epoch - 4_000 }],
      'some',
      { ...rolledBack, endedAtEpoch: epoch - 4_000 },
    ],
    [
      'is the one that was begun then, where its record has no id',
      seeing(joinedRun({ since: 'it' }), shown('in-progress', -30, { deploymentId: 'it' })),
      [{ ...rolledBack, deploymentId: undefined, endedAtEpoch: epoch - 4_000 }],
      'some',
      { ...rolledBack, deploymentId: undefined, endedAtEpoch: epoch - 4_000 },
    ],
    ["isn't told yet by records of others", joinedRun({ since: 'other' }), [rolledBack], 'some', undefined],
    ['is told by records without ids', joinedRun({ since: 'other' }), [nameless], 'some', nameless],
    [
      'is another one than the one that was over before: the one that went on then, although it was not rolled back',
      joinedRun({ since: 'it' }),
      [record('newer', 1.5, undefined, { stage: 'in-progress' }), wentOn, over],
      'all',
      wentOn,
    ],
    ["isn't another one than deployment-id names", joinedRun({ wanted: 'other' }), [rolledBack], 'all', undefined],
    ['is the one that deployment-id names', joinedRun({ wanted: 'it' }), [rolledBack], 'all', rolledBack],
  ])('%s', (_what, run, records, known, expected) => {
    expect(recordOfOurs(run, records, known === 'all')).toEqual(expected);
  });

  test('without a request, is none that was begun later than what was read', () => {
    const reading = shown('rolled-back', undefined, { deploymentId: undefined, lastUpdatedAtEpoch: epoch - 30_000 });
    const run = seeing(newRun(), reading);
    run.markJoined(0, reading);
    const newer = record('newer', -27.999, undefined, { stage: 'rolling-back', rollbackBy: 'itself' });
    expect(idOf(run, [newer], 'some')).toBeUndefined();
    expect(idOf(run, [{ ...newer, begunAtEpoch: epoch - 28_000 }], 'some')).toBe('newer');
  });

  test('and a cleanup that was joined is told by an update that was not rolled back, too', () => {
    expect(idOf(joinedRun({}, 'cleaning-up'), [record('it', -30, 5, succeeded)])).toBe('it');
  });

  test('after an accepted request, another one than deployment-id names counts as well', () => {
    expect(idOf(acceptedRun({ wanted: 'other' }), [rolledBack])).toBe('it');
  });
});
