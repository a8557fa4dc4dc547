import { describe, expect, test } from 'vitest';
import { type Relation, relationOf } from '../../../src/cancellation/one-target/relation.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { acceptedRun, epoch, joinedRun, record, seeing, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const other = { deploymentId: another };
const rollsBack = shown('rolling-back', undefined);

/** A run that has read a state, whichever it is about. */
function having(run: TargetRun, readAt: number, reading: Reading): TargetRun {
  run.markRead(readAt, reading);
  return run;
}

function provisional(): TargetRun {
  const run = acceptedRun();
  run.followed.followForNow(ours);
  return run;
}

/** A run whose request was accepted more than 3 s ago. */
function lateRun(): TargetRun {
  return acceptedRun({}, -3_001);
}

/** A run that has read the record of the followed update, and not when a state says that it was begun. */
function recorded(): TargetRun {
  const run = acceptedRun({ since: ours });
  run.records.take([record(ours, -30, undefined)], true);
  return run;
}

/** A run whose request has hit an update of which only the beginning is known. */
function hitThen(): TargetRun {
  const run = acceptedRun();
  run.followed.establish(undefined, shown('in-progress', -30).begunAtEpoch);
  return run;
}

function suspecting(): TargetRun {
  const run = acceptedRun();
  run.followed.suspect(ours);
  return run;
}

/** AWS's time is known to 2 s: the request left and was answered between -2 and 2. Reads lag until 10 s after. */
describe('which update a state is about', () => {
  const known = (): TargetRun => acceptedRun({ since: ours });
  const hit = (): TargetRun => acceptedRun({ hit: ours });
  const joined = (): TargetRun =>
    seeing(joinedRun(), shown('rolling-back', undefined, { ...nameless, lastUpdatedAtEpoch: epoch - 10_000 }));
  const success = shown('succeeded', undefined, nameless);
  const ended = shown('succeeded', undefined);
  const undone = shown('rolled-back', undefined, nameless);
  const late = 10_000;
  test.each<[string, TargetRun, Reading, number, Relation]>([
    ['the followed one, by its id', known(), rollsBack, 0, 'ours'],
    ['perhaps the followed one, which only counts for now', provisional(), rollsBack, 10_000, 'unsure'],
    ['perhaps another one, by its id, while states lag', known(), shown('rolling-back', 0, other), 9_999, 'unsure'],
    [
      'the one that was joined, which was begun then at the latest',
      joined(),
      shown('in-progress', -10, nameless),
      0,
      'ours',
    ],
    [
      'perhaps another one than was joined, as it was begun later',
      joined(),
      shown('in-progress', -9.999, nameless),
      0,
      'unsure',
    ],
    ['another one, by its id, later', known(), shown('rolling-back', 0, other), 10_000, 'another'],
    ['another one, by its id, as the request has hit one', hit(), shown('rolling-back', 0, other), 0, 'another'],
    ['the one whose end was read before', suspecting(), shown('stuck', 5), 0, 'ours'],
    ['perhaps one that was read since', having(known(), 0, shown('stuck', 0, other)), success, 0, 'unsure'],
    ['one that was read since and late', having(known(), 10_000, shown('stuck', 0, other)), success, 0, 'another'],
    ['none that was read before the answer', having(known(), -1, shown('stuck', 0, other)), success, 0, 'ours'],
    ['the followed one, which was read since', having(known(), 10_000, rollsBack), success, 0, 'ours'],
    ['none that was read, as none is followed', having(acceptedRun(), 10_000, rollsBack), success, 0, 'ours'],
    ['perhaps another one, as a success is not rolled back', having(known(), 0, ended), undone, 9_999, 'unsure'],
    ['another one, as a success is not rolled back', having(known(), 0, ended), undone, 10_000, 'another'],
    [
      'another one, as a success does not fail',
      having(known(), 0, ended),
      shown('stuck', 0, nameless),
      late,
      'another',
    ],
    ['the followed one, as a failure is rolled back', having(known(), 0, shown('stuck', 0)), undone, late, 'ours'],
    ['perhaps another one, as a rollback does not succeed', seeing(known(), rollsBack), success, 0, 'unsure'],
    ['another one, as the rollback that was hit does not succeed', seeing(hit(), rollsBack), success, 0, 'another'],
    [
      'perhaps another one, as a cancellation does not succeed',
      seeing(known(), shown('cancelling', 0)),
      success,
      0,
      'unsure',
    ],
    [
      'perhaps another one, as it does not clean up',
      seeing(known(), rollsBack),
      shown('cleaning-up', -30, nameless),
      0,
      'unsure',
    ],
    [
      'another one that succeeded, begun after the answer',
      seeing(known(), rollsBack),
      shown('succeeded', 3, nameless),
      0,
      'another',
    ],
    [
      'the followed one, by its beginning',
      seeing(known(), shown('in-progress', -30)),
      shown('stuck', -30, nameless),
      0,
      'ours',
    ],
    [
      'perhaps another one, by its beginning',
      seeing(known(), shown('in-progress', -30)),
      shown('stuck', -20, nameless),
      0,
      'unsure',
    ],
    ['another one, begun after the answer', acceptedRun(), shown('in-progress', 2.001), 0, 'another'],
    [
      'perhaps another one, as only the beginning of the one that was hit is known',
      hitThen(),
      rollsBack,
      late,
      'unsure',
    ],
    [
      'perhaps another one, as it is in progress 10 s later',
      known(),
      shown('in-progress', -30, nameless),
      late,
      'unsure',
    ],
    [
      'the followed one, as it is in progress a little less',
      known(),
      shown('in-progress', -30, nameless),
      9_999,
      'ours',
    ],
    ['the one that was hit, by its beginning', hitThen(), shown('in-progress', -30), late, 'ours'],
    [
      'the followed one, which was begun then, although a state that may lag has named another one since',
      having(seeing(known(), shown('in-progress', -30)), 0, shown('succeeded', -90, other)),
      shown('rolled-back', -30, nameless),
      0,
      'ours',
    ],
    ['perhaps another one, as its record was begun earlier', recorded(), shown('stuck', -27.9, nameless), 0, 'unsure'],
    ['the followed one, as its record was begun then', recorded(), shown('stuck', -28, nameless), 0, 'ours'],
    [
      'perhaps another one, as its id is the first one, and is read late',
      seeing(lateRun(), shown('in-progress', -30, nameless)),
      shown('rolled-back', undefined),
      0,
      'unsure',
    ],
    [
      'the followed one, as its id is read late, and its beginning is the same',
      seeing(lateRun(), shown('in-progress', -30, nameless)),
      shown('in-progress', -30),
      0,
      'ours',
    ],
    [
      'perhaps another one, as it is rolled back by itself',
      acceptedRun(),
      shown('rolling-back', undefined, { rollbackBy: 'itself' }),
      0,
      'unsure',
    ],
    [
      'the followed one, though it is rolled back by itself',
      known(),
      shown('rolling-back', undefined, { ...nameless, rollbackBy: 'itself' }),
      0,
      'ours',
    ],
    ['the rollback that is joined', joinedRun(), shown('rolling-back', undefined, { rollbackBy: 'itself' }), 0, 'ours'],
    [
      'perhaps the next one, begun in the second of the request',
      acceptedRun(),
      shown('in-progress', -1.999),
      0,
      'unsure',
    ],
    ['the first one, begun before', acceptedRun(), shown('in-progress', -2), 0, 'ours'],
    ['the first one, read soon', acceptedRun({}, -3_000), rollsBack, 0, 'ours'],
    ['perhaps the next one, read when a rollback could be over', acceptedRun({}, -3_001), rollsBack, 0, 'unsure'],
    ['one without an id, read then', acceptedRun({}, -3_001), shown('rolling-back', undefined, nameless), 0, 'ours'],
    ['the known one, whose id is read again then', acceptedRun({ since: ours }, -3_001), rollsBack, 0, 'ours'],
  ])('%s', (_which, run, reading, readAt, expected) => {
    expect(relationOf(run, reading, readAt)).toBe(expected);
  });
});
