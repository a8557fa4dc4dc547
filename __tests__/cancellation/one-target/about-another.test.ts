import { describe, expect, test } from 'vitest';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import {
  idOf,
  isAboutOther,
  isOfAnother,
  isReadAsAnother,
  withoutOther,
} from '../../../src/cancellation/one-target/same-deployment.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { acceptedRun, epoch, joinedRun, record, seeing, shown } from './runs.ts';

const other = { deploymentId: another };
const nameless = { deploymentId: undefined };
const met = record(ours, -30, 5);
const next = record(another, 6, undefined, { stage: 'in-progress' });
const unnamed = { ...met, ...nameless };

const long = shown('in-progress', -30, nameless);

test.each<[string, TargetRun, DeploymentRecord, boolean]>([
  ['its id', acceptedRun({ wanted: another }), met, true],
  ['its id, which is that one', acceptedRun({ wanted: ours }), met, false],
  ['nothing, where none is named', seeing(acceptedRun(), long), { ...next, ...nameless }, false],
  ['its beginning', seeing(acceptedRun({ wanted: ours }), long), { ...next, ...nameless }, true],
  ['its beginning, which is that one', seeing(acceptedRun({ wanted: another }), long), unnamed, false],
  ['nothing, where no beginning is known', acceptedRun({ wanted: another }), unnamed, false],
  [
    'nothing, where it does not say its beginning',
    seeing(acceptedRun({ wanted: another }), long),
    { ...unnamed, begunAtEpoch: undefined },
    false,
  ],
])('a record is about another update than deployment-id names or not, as says %s', (_what, run, each, expected) => {
  expect(isOfAnother(run, each, [each])).toBe(expected);
});

describe('the id of a record without one', () => {
  const undone = shown('rolled-back', undefined, other);
  const status = undone.status;
  const rolledBack = { ...record(undefined, -30, 5), status };
  const newer = record(undefined, 6, undefined, { stage: 'rolling-back' });
  test('is that of the state whose beginning is the closest', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -28.5, { deploymentId: ours }));
    run.markRead(0, shown('in-progress', -29.5, other));
    expect(idOf(run, { reading: undone, readAt: 0 }, rolledBack, [rolledBack])).toBe(another);
    expect(isOfAnother(acceptedRun({ wanted: ours }), rolledBack, [rolledBack])).toBe(false);
  });

  test('is that of the closest state, although another one was begun before it', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -31.5, { deploymentId: ours }));
    run.markRead(0, shown('in-progress', -30.5, other));
    expect(idOf(run, { reading: undone, readAt: 0 }, rolledBack, [rolledBack])).toBe(another);
  });

  test('is that of a state which was begun as it ended, within a second', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -29, other));
    const short = record(undefined, -30, -29);
    expect(idOf(run, { reading: undone, readAt: 0 }, short, [short])).toBe(another);
  });

  test('is not that of a state which may lag, where the record does not say when it was begun', () => {
    const reading = shown('rolling-back', -30, other);
    const each = { ...rolledBack, status: reading.status, begunAtEpoch: undefined };
    expect(idOf(acceptedRun(), { reading, readAt: 0 }, each, [each])).toBeUndefined();
  });

  test('is not that of a state which was begun after its end', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -29, other));
    const short = record(undefined, -30, -29.5);
    expect(idOf(run, { reading: undone, readAt: 0 }, short, [short])).toBeUndefined();
  });

  test('is that of an earlier state with the same beginning', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -29, { deploymentId: ours }));
    const older = record(undefined, -90, -60);
    const ids = [rolledBack, older].map((each) => idOf(run, { reading: undone, readAt: 0 }, each, [rolledBack, older]));
    expect(ids).toEqual([ours, undefined]);
  });

  test('is not that of the closest state where one of that very time has none', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -29, other));
    expect(idOf(run, { reading: undone, readAt: 0 }, rolledBack, [rolledBack])).toBe(another);
    run.markRead(0, shown('in-progress', -30, nameless));
    expect(idOf(run, { reading: undone, readAt: 0 }, rolledBack, [rolledBack])).toBeUndefined();
  });

  test('is that of the state of a rollback which says that the stack was last updated then', () => {
    const run = acceptedRun();
    run.markRead(0, shown('in-progress', -29, other));
    run.markRead(0, shown('rolling-back', undefined, { deploymentId: ours, lastUpdatedAtEpoch: epoch - 30_000 }));
    expect(idOf(run, { reading: undone, readAt: 0 }, rolledBack, [rolledBack])).toBe(ours);
  });

  test.each<[string, Reading, number, readonly DeploymentRecord[], string | undefined]>([
    ['is that of a late state which shows it', undone, 10_000, [rolledBack], another],
    ['is not that of a state which may lag', undone, 9_999, [rolledBack], undefined],
    ['is not that of a state which may show a newer one', undone, 10_000, [newer, rolledBack], undefined],
    ['is that of a state with the same beginning', shown('stuck', -30, other), 0, [newer, rolledBack], another],
    ['is its own, if it has one', undone, 0, [{ ...rolledBack, deploymentId: ours }], ours],
  ])('%s', (_what, reading, readAt, records, expected) => {
    const each = records.at(-1);
    expect(each && idOf(acceptedRun(), { reading, readAt }, each, records)).toBe(expected);
  });
});

test('a record without an id is about another update than deployment-id names, as a state gave that beginning another id', () => {
  const run = seeing(acceptedRun({ wanted: ours, before: ours }), shown('in-progress', -31));
  run.markRead(0, shown('in-progress', -30, other));
  expect(isOfAnother(run, unnamed, [unnamed])).toBe(true);
});

describe('the record of another update that is read does not count', () => {
  const byStep = { ...next, isCancelledByStep: true };
  const alike = { ...record(undefined, 6, 7), status: 'THE_STATUS_rolled-back' };
  test.each<[string, TargetRun, Reading, readonly DeploymentRecord[], readonly DeploymentRecord[]]>([
    ['where the request has hit one', acceptedRun({ hit: ours }), shown('in-progress', 6, other), [next, met], [met]],
    ['where one was joined', joinedRun({ since: ours }), shown('in-progress', 6, other), [next, met], [met]],
    [
      'unless it carries the token',
      acceptedRun({ hit: ours }),
      shown('in-progress', 6, other),
      [byStep, met],
      [byStep, met],
    ],
    [
      'unless the request may have hit it',
      acceptedRun({ since: ours }),
      shown('in-progress', 6, other),
      [next, met],
      [next, met],
    ],
    ['unless it is the followed one', acceptedRun({ hit: ours }), shown('in-progress', -30), [next, met], [next, met]],
    [
      'unless the state names none',
      acceptedRun({ hit: ours }),
      shown('in-progress', 6, nameless),
      [next, met],
      [next, met],
    ],
    ['unless none is followed', joinedRun(), shown('in-progress', 6, other), [next, met], [next, met]],
    [
      'which is the oldest with its status, where that may lag and no record has an id',
      joinedRun({ since: ours }),
      shown('rolled-back', undefined, other),
      [alike, { ...unnamed, status: alike.status }],
      [alike],
    ],
    [
      'which has its status, where a still older one has another',
      joinedRun({ since: ours }),
      shown('rolled-back', undefined, other),
      [alike, unnamed],
      [unnamed],
    ],
    [
      'which has its id, beside one that has its status',
      joinedRun({ since: ours }),
      shown('rolled-back', undefined, other),
      [{ ...next, ...other }, alike],
      [],
    ],
    [
      'which was begun then, where no record has its status',
      joinedRun({ since: ours }),
      shown('in-progress', -30, other),
      [unnamed],
      [],
    ],
  ])('%s', (_where, run, reading, records, expected) => {
    expect(withoutOther(run, { reading, readAt: 0 }, records)).toEqual(expected);
  });
});

describe('a state gives a record without an id that of another update than deployment-id names', () => {
  const guarded = (): TargetRun => acceptedRun({ wanted: ours });
  const asAnother = shown('rolling-back', -30, other);
  const twin = { ...unnamed };
  const sameId = { ...met, ...other };
  const alike = { ...unnamed, status: asAnother.status };
  test.each<[string, TargetRun, Reading, DeploymentRecord, readonly DeploymentRecord[], boolean]>([
    ['it does', guarded(), asAnother, unnamed, [unnamed], true],
    ['it does not, where none is named', acceptedRun(), asAnother, unnamed, [unnamed], false],
    ['it does not, as the record has an id', guarded(), asAnother, met, [met], false],
    ['it does not, as the record has that id', guarded(), asAnother, sameId, [sameId], false],
    ['it does not, as the record is not the newest', guarded(), asAnother, unnamed, [twin, unnamed], false],
    [
      'it does not, as the record was begun when that one was',
      seeing(acceptedRun({ wanted: ours, before: ours }), shown('in-progress', -30)),
      { ...asAnother, begunAtEpoch: undefined },
      alike,
      [alike],
      false,
    ],
    ['it does not, as it gives that one', guarded(), shown('rolling-back', -30), unnamed, [unnamed], false],
    ['it does not, as it gives none', guarded(), shown('rolling-back', -30, nameless), unnamed, [unnamed], false],
    [
      'it does not, as it was begun at another time',
      guarded(),
      shown('rolling-back', 6, other),
      unnamed,
      [unnamed],
      false,
    ],
  ])('%s', (_what, run, reading, each, records, expected) => {
    expect(isReadAsAnother(run, { reading, readAt: 0 }, each, records)).toBe(expected);
  });
});

describe('whether a state is about another update than a record', () => {
  const late = 10_000;
  const over = shown('stuck', undefined, other);
  const followed = (): TargetRun => seeing(acceptedRun({ since: ours }), long);
  const status = over.status;
  const timeless = { ...unnamed, status, begunAtEpoch: undefined };
  const recent = { ...unnamed, status };
  const aged = (from: number): DeploymentRecord => ({ ...record(undefined, from, 5), status });
  const earlier = (fields: Partial<DeploymentRecord>): DeploymentRecord => record('before', -90, -60, fields);
  test.each<[string, TargetRun, Reading, number, readonly DeploymentRecord[], boolean]>([
    ['another id than the one that was hit', acceptedRun({ hit: ours }), over, 0, [timeless], true],
    ['the id of the one that was hit', acceptedRun({ hit: another }), over, 0, [timeless], false],
    [
      'another id than the one that was begun then',
      seeing(acceptedRun({ since: ours }), long),
      over,
      0,
      [unnamed],
      true,
    ],
    ['the id of the one that was begun then', seeing(acceptedRun({ since: another }), long), over, 0, [unnamed], false],
    ['another id than the record', acceptedRun(), over, 0, [met], true],
    ['the id of the record', acceptedRun(), shown('stuck', undefined), 0, [met], false],
    ['another id than the record, and the same beginning', acceptedRun(), shown('stuck', -30, other), 0, [met], true],
    ['nearly the same beginning', acceptedRun(), shown('stuck', -0.5, other), 0, [aged(-1)], false],
    [
      'the same status, of one so old that no state is older, as one before',
      acceptedRun(),
      over,
      0,
      [aged(-30), earlier({ status })],
      false,
    ],
    ['the same status, read late', acceptedRun(), over, 10_000, [timeless], false],
    ['the same status, and it goes on', acceptedRun(), { ...over, stage: 'rolling-back' }, 0, [timeless], false],
    [
      'the very same beginning, beside that of the followed one',
      seeing(acceptedRun({ since: ours }), long),
      shown('stuck', -29, other),
      0,
      [aged(-29)],
      false,
    ],
    ['the same beginning', acceptedRun(), shown('stuck', -11, other), 0, [aged(-11)], false],
    ['the same status, which may be that of one before', acceptedRun(), over, 0, [timeless], true],
    ['the same status, which is that of one before', acceptedRun(), over, 0, [timeless, earlier({ status })], true],
    ['the same status, which is not that of one before', acceptedRun(), over, 0, [timeless, earlier({})], false],
    ['the same status, of one that has just begun', acceptedRun(), over, 0, [aged(-12)], true],
    ['the same status, of one so old that no state is older', acceptedRun(), over, 0, [aged(-12.001)], false],
    ['the same status, of an old one', acceptedRun(), over, 0, [recent], false],
    ['no id, read late', acceptedRun({ hit: ours }), { ...over, ...nameless }, late, [timeless], false],
    [
      'the same status, and no record says when it was begun',
      acceptedRun(),
      shown('stuck', -11, other),
      0,
      [timeless],
      true,
    ],
    [
      'the same status, which is that of one of two before',
      acceptedRun(),
      over,
      0,
      [timeless, earlier({ status }), earlier({})],
      true,
    ],
    [
      'the id of the record of one that is not followed',
      followed(),
      shown('in-progress', undefined, other),
      0,
      [record(another, -30, 5)],
      false,
    ],
    ['the same status, read late, and no record says when it was begun', followed(), over, late, [timeless], false],
    [
      'the same status, read late, and no state says when it was begun',
      acceptedRun({ since: ours }),
      over,
      late,
      [recent],
      false,
    ],
    ['the same status, read late, and none is followed', seeing(acceptedRun(), long), over, late, [recent], false],
  ])('%s', (_what, run, reading, readAt, records, expected) => {
    const [each] = records;
    expect(each && isAboutOther(run, { reading, readAt }, each, records)).toBe(expected);
  });

  test('the same status, of one that the records may not reach back to', () => {
    const first = record(undefined, -5, -1, { stage: 'stuck' });
    const records = [record(undefined, 0, 5, { status }), first];
    const [newest] = records;
    expect(newest && isAboutOther(acceptedRun(), { reading: over, readAt: 0 }, newest, records)).toBe(true);
  });

  test('the same status, which is not that of one before, but of none after it', () => {
    const records = [record('newer', 6, undefined), timeless, earlier({})];
    expect(isAboutOther(acceptedRun(), { reading: over, readAt: 0 }, timeless, records)).toBe(false);
  });
});
