import { describe, expect, test } from 'vitest';
import { completed, dated } from '../../../src/cancellation/one-target/dating.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { acceptedRun, epoch, joinedRun, newRun, record, seeing, shown } from './runs.ts';

/** A state of a rollback of a stack that was last updated at the given second of the clock. */
function rolledBack(updated: number, fields: Partial<Reading> = {}): Reading {
  return shown('rolled-back', undefined, { lastUpdatedAtEpoch: epoch + updated * 1_000, ...fields });
}

/** When the update of such a state was begun, in seconds of the clock. */
function begun(run: TargetRun, updated: number): number | undefined {
  const { begunAtEpoch } = completed(run, rolledBack(updated, { deploymentId: another }));
  return begunAtEpoch === undefined ? undefined : (begunAtEpoch - epoch) / 1_000;
}

function knowing(run: TargetRun, ...records: readonly DeploymentRecord[]): TargetRun {
  run.records.take(records, true);
  return run;
}

function read(run: TargetRun, ...readings: readonly Reading[]): TargetRun {
  for (const reading of readings) run.readings.mark(0, reading, 0);
  return run;
}

const undone = { rollbackBegunAtEpoch: epoch + 5_000 };
const over = record(ours, -30, 8, undone);

describe('a state of a rollback says when the stack was last updated: the update was begun', () => {
  test.each<[string, TargetRun, number, number | undefined]>([
    ['then, as a state has shown', read(newRun(), shown('in-progress', -30)), -30, -30],
    ['then, as the events say', knowing(newRun(), over), -30, -30],
    ['before, as its rollback was begun then', knowing(newRun(), over), 5, -30],
    ['before, as it went on after that, and was repaired then', knowing(newRun(), over), 7, -30],
    ['then, as the one before was over', knowing(newRun(), over), 9, 9],
    ['then, as the one before was being undone', knowing(newRun(), record(ours, -30, undefined, undone)), 9, 9],
    ['then, as a rollback was shown before', read(newRun(), rolledBack(5)), 9, 9],
    ['then, as what was cancelled is being undone by then', acceptedRun(), 13, 13],
    [
      'then, as a rollback has left the time at the beginning of its update',
      read(newRun(), shown('in-progress', -30), rolledBack(-30, { stage: 'stuck' })),
      9,
      9,
    ],
    ['then, as that was begun before the request left', read(acceptedRun(), shown('in-progress', -2.001)), 13, 13],
  ])('%s', (_what, run, updated, expected) => {
    expect(begun(run, updated)).toBe(expected);
  });

  test.each<[string, TargetRun, number]>([
    ['nothing else is known', newRun(), -30],
    [
      'the one that a state has shown in progress may be undone since then',
      read(newRun(), shown('in-progress', -30)),
      9,
    ],
    ['the one before goes on', knowing(newRun(), record(ours, -30, undefined, { stage: 'in-progress' })), 9],
    ['the one before got stuck, and may be repaired', knowing(newRun(), { ...over, stage: 'stuck' }), 9],
    ['a rollback that was shown before got stuck', read(newRun(), rolledBack(5, { stage: 'stuck' })), 9],
    [
      'one was begun since the rollback that was shown before',
      read(newRun(), rolledBack(5), shown('in-progress', 6)),
      9,
    ],
    ['the rollback that was shown before is of then', read(newRun(), rolledBack(5)), 5],
    ['what was cancelled may be undone since then', acceptedRun(), 12],
    ['what was cancelled got stuck, and may be repaired', read(acceptedRun(), shown('stuck', undefined)), 13],
    ['it got stuck, as its record says', knowing(acceptedRun(), record(ours, -30, 8, { stage: 'stuck' })), 13],
    [
      'the one that was begun as the request left may be a later one',
      read(acceptedRun(), shown('in-progress', -2)),
      13,
    ],
  ])('nobody knows when, as %s', (_what, run, updated) => {
    expect(begun(run, updated)).toBeUndefined();
  });

  test('where its id is known, an earlier state says when', () => {
    expect(begun(read(newRun(), shown('in-progress', -30, { deploymentId: another })), 5)).toBe(-30);
  });

  test.each([
    [1, undefined],
    [13, 13],
  ])(
    'a rollback by a user is most likely the one that was asked for: last updated at %d, begun at %s',
    (updated, expected) => {
      const run = read(acceptedRun(), rolledBack(-90));
      const { begunAtEpoch } = completed(run, rolledBack(updated, { rollbackBy: 'user' }));
      expect(begunAtEpoch).toBe(expected === undefined ? undefined : epoch + expected * 1_000);
      expect(completed(run, rolledBack(updated, { rollbackBy: 'itself' })).begunAtEpoch).toBe(epoch + updated * 1_000);
    },
  );

  test.each([
    ['is open whether it is about the followed one at all, as the records date it later', -30, 'is-it-so', 'which-one'],
    ['stays, as the records say the same beginning', 5, 'is-it-so', 'is-it-so'],
    ['stays, as it was another one', -30, 'how-it-ended', 'how-it-ended'],
  ] as const)('the question that it raises %s', (_what, from, kind, expected) => {
    const run = knowing(seeing(joinedRun(), shown('cleaning-up', from)), record(undefined, 5, 8));
    const question = { kind, reading: rolledBack(5, { deploymentId: undefined }), readAt: 0 };
    expect(dated(run, question).kind).toBe(expected);
  });

  test('what was taken for its beginning is judged again once more is known', () => {
    const run = knowing(newRun(), record('older', -90, -60));
    const reading = completed(run, rolledBack(5));
    expect(reading.begunAtEpoch).toBe(epoch + 5_000);
    expect(completed(knowing(run, over), reading).begunAtEpoch).toBe(epoch - 30_000);
  });
});
