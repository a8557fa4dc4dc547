import { describe, expect, test } from 'vitest';
import { followRecord, noteOthers } from '../../../src/cancellation/one-target/follow-record.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { asking } from './questions.ts';
import { acceptedRun, inDoubtRun, joinedRun, record, seeing, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const other = { deploymentId: another };
const byStep = { isCancelledByStep: true } as const;
const ended = record(undefined, -30, 5);
const goesOn = record(ours, -30, undefined, { stage: 'rolling-back' });
const long = shown('in-progress', -30, nameless);

/** The id that counts after a record, and whether the request has hit it for certain. */
function followed(run: TargetRun, each: DeploymentRecord, reading: Reading, isOther: boolean): readonly unknown[] {
  followRecord(run, { question: asking('which-one', reading), records: [each], record: each, isOther });
  return [run.deploymentId, run.followed.isHitCertain];
}

describe('the id that counts after a record', () => {
  const elsewhere = shown('in-progress', 6, other);
  const token = { ...ended, ...byStep };
  const wanted = { wanted: another, before: another };
  test.each<[string, () => TargetRun, DeploymentRecord, Reading, boolean, readonly unknown[]]>([
    [
      'with the token is its own',
      () => acceptedRun({ since: another }),
      { ...goesOn, ...byStep },
      elsewhere,
      true,
      [ours, true],
    ],
    [
      'with the token and without an id is unknown',
      () => acceptedRun({ since: another }),
      token,
      elsewhere,
      true,
      [undefined, true],
    ],
    [
      'with the token is the one that was begun then',
      () => seeing(acceptedRun({ since: ours }), long),
      token,
      elsewhere,
      true,
      [ours, true],
    ],
    [
      'with the token is the one that is read, as it has none',
      () => acceptedRun(),
      token,
      shown('stuck', -30),
      false,
      [ours, true],
    ],
    [
      'of another one is unknown, as a request was accepted',
      () => acceptedRun({ since: another }),
      goesOn,
      elsewhere,
      true,
      [undefined, false],
    ],
    [
      'of another one stays that of the rollback which was joined',
      () => joinedRun({ since: another }),
      goesOn,
      elsewhere,
      true,
      [another, false],
    ],
    [
      'of another beginning is unknown',
      () => seeing(acceptedRun({ since: another }), shown('in-progress', 6, nameless)),
      ended,
      elsewhere,
      true,
      [undefined, false],
    ],
    [
      'that has ended, while the id was read of another one, is unknown',
      () => acceptedRun({ since: another }),
      ended,
      elsewhere,
      true,
      [undefined, false],
    ],
    [
      'that has ended is the one that is read',
      () => acceptedRun({ since: another }),
      ended,
      shown('stuck', -30),
      false,
      [ours, false],
    ],
    [
      'that was read of another update with the same beginning is that one',
      () => {
        const run = acceptedRun({ since: another });
        run.markRead(0, shown('in-progress', -30));
        return run;
      },
      ended,
      elsewhere,
      true,
      [undefined, false],
    ],
    [
      'that has ended stays the one that was known before',
      () => acceptedRun({ before: another }),
      ended,
      shown('stuck', -30),
      false,
      [another, false],
    ],
    ['stays the one that deployment-id names', () => acceptedRun(wanted), goesOn, elsewhere, true, [another, false]],
  ])('%s', (_what, run, each, reading, isOther, expected) => {
    expect(followed(run(), each, reading, isOther)).toEqual(expected);
  });
});

test('a record without an id is not about the update that was read while states lag, where a later state shows another one', () => {
  const over = { ...ended, status: 'THE_STATUS_rolled-back' };
  const readAgain = shown('rolled-back', undefined, other);
  expect(followed(acceptedRun({ since: ours }), over, readAgain, false)).toEqual([undefined, false]);
});

test('a record that carries the token says that a request of unknown fate was carried out', () => {
  const run = inDoubtRun();
  followed(run, { ...goesOn, ...byStep }, shown('rolling-back', undefined), false);
  expect(run.request.state).toBe('accepted');
});

test('of a record that is read without its id, it counts who has begun the rollback', () => {
  const run = joinedRun();
  const unnamed = shown('rolled-back', undefined, nameless);
  noteOthers(run, [record(ours, -30, 5, { rollbackBy: 'itself', status: unnamed.status })], {
    reading: unnamed,
    readAt: 0,
  });
  expect(run.rollback.of(unnamed)?.rollbackBy).toBe('itself');
});

test('of an older record with the status of a state that has no id, it does not count who has begun the rollback', () => {
  const run = joinedRun();
  const unnamed = shown('rolled-back', undefined, nameless);
  const older = record(undefined, -90, -60, { rollbackBy: 'user', status: unnamed.status });
  noteOthers(run, [record(undefined, -30, undefined, { stage: 'rolling-back' }), older], {
    reading: unnamed,
    readAt: 0,
  });
  expect(run.rollback.of(unnamed)).toBeUndefined();
});

describe('of a record that is not about the update whose end counts', () => {
  const repaired = record(ours, -30, 5, { rollbackBy: 'repair' });
  const failed = record(ours, -30, 5, { rollbackBy: 'itself' });
  const rollsBack = shown('rolling-back', -30, { rollbackBy: 'user' });
  test.each<[string, DeploymentRecord, string, object?]>([
    ['it counts who has begun the rollback that is read', failed, 'itself'],
    ['it counts that what is read is a repair', { ...repaired, ...nameless }, 'repair'],
    ['it counts who has begun it, as neither has an id', { ...failed, ...nameless }, 'itself', nameless],
    ['nothing else counts where it has no id', { ...failed, ...nameless }, 'user'],
    ['nothing counts where it is another one than is read', { ...failed, ...other }, 'user'],
  ])('%s', (_what, each, expected, fields = {}) => {
    const run = joinedRun();
    const reading = { ...rollsBack, ...fields };
    run.markRead(0, reading);
    noteOthers(run, [each], { reading, readAt: 0 });
    expect(run.rollback.of(reading)?.rollbackBy).toBe(expected);
  });
});
