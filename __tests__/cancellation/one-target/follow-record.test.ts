import { describe, expect, test } from 'vitest';
import type { RollbackOrigin } from '../../../src/cancellation/model/deployment.ts';
import { answerOf, answerOfLast } from '../../../src/cancellation/one-target/answer.ts';
import {
  establishRecord,
  followRecord,
  noteBeginning,
  noteOthers,
} from '../../../src/cancellation/one-target/follow-record.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { asking, told } from './questions.ts';
import { acceptedRun, inDoubtRun, joinedRun, record, seeing, shown } from './runs.ts';

const other = { deploymentId: another };
const nameless = { deploymentId: undefined };
const late = 10_000;

function followed(): TargetRun {
  return acceptedRun({ since: ours });
}

describe('a rollback that was joined had ended before the request', () => {
  const old = record(ours, -90, -60, { rollbackBy: 'user' });
  test('and another one is going on: that one is joined', () => {
    const run = joinedRun({ since: ours });
    const step = answerOf(run, asking('how-it-ended', shown('rolling-back', undefined, other), late), [old], late);
    expect(told(step)).toEqual(['read']);
    expect(run.deploymentId).toBe(another);
    expect(run.seen.last?.stage).toBe('rolling-back');
  });

  test.each<[string, Reading, string, string]>([
    ['another one is stuck', shown('stuck', undefined, other), 'stuck', another],
    ['another one is in progress', shown('in-progress', undefined, other), 'in-progress', another],
  ])('and %s: that is the state that is told', (_what, reading, stage, id) => {
    const run = joinedRun({ since: ours });
    const step = answerOf(run, asking('how-it-ended', reading, late), [old], late);
    expect(told(step)).toEqual(['nothing-to-cancel', 'already-ended', undefined]);
    expect([run.seen.last?.stage, run.deploymentId]).toEqual([stage, id]);
  });

  test('and the state lags that shows it going on: there was nothing to cancel', () => {
    const run = joinedRun({ since: ours });
    const step = answerOf(run, asking('who-rolled-back', shown('rolling-back', undefined)), [old], 0);
    expect(told(step)).toEqual(['nothing-to-cancel', 'already-ended', undefined]);
    expect(run.seen.last).toBeUndefined();
  });

  test.each<[string, () => TargetRun, Reading, DeploymentRecord, number, readonly unknown[]]>([
    [
      'as the record of the end that is read says',
      () => joinedRun(),
      shown('stuck', undefined),
      { ...old, stage: 'stuck' },
      late,
      ['nothing-to-cancel', 'stuck', undefined],
    ],
    [
      'but not the one that is read',
      () => joinedRun(),
      shown('stuck', undefined, other),
      old,
      late,
      ['failed', 'ended', undefined],
    ],
  ])('%s', (_what, run, reading, each, askedAt, expected) => {
    expect(told(answerOf(run(), asking('is-it-so', reading, late), [each], askedAt))).toEqual(expected);
  });
});

test('a record without an id that carries the token has the id that a state gave the update which was begun then', () => {
  const run = acceptedRun({ before: ours });
  run.markRead(0, shown('in-progress', -4, other));
  const hit = record(undefined, -4, 5, { stage: 'cancelled', rollbackBy: 'user', isCancelledByStep: true });
  expect(told(answerOf(run, asking('is-it-so', shown('rolled-back', undefined, nameless)), [hit], 0))[0]).toBe(
    'cancelled',
  );
  expect(run.deploymentId).toBe(another);
});

test('a record without an id of an update that failed and was not rolled back is not that of one that was shown being rolled back', () => {
  const run = acceptedRun({ since: ours });
  run.markRead(0, shown('rolling-back', undefined));
  const next = shown('in-progress', 6, other);
  const step = answerOf(run, asking('how-it-ended', next, late), [record(undefined, -30, 1, { stage: 'stuck' })], late);
  expect([told(step)[0], run.deploymentId]).toEqual(['failed', undefined]);
});

test.each<[string, TargetRun, Partial<DeploymentRecord>, RollbackOrigin, RollbackOrigin]>([
  ['repairs the failure that the newest record tells of', joinedRun({ since: ours }), {}, 'user', 'repair'],
  ['repairs a rollback that failed', joinedRun({ since: ours }), { rollbackBy: 'itself' }, 'user', 'repair'],
  ["continues a user's rollback that failed", joinedRun({ since: ours }), { rollbackBy: 'user' }, 'user', 'user'],
  ['says nothing of a failure of another update', joinedRun({ since: ours }), other, 'user', 'user'],
  ['says nothing of an update that has succeeded', joinedRun({ since: ours }), { stage: 'succeeded' }, 'user', 'user'],
  ['has failed by itself', joinedRun({ since: ours }), {}, 'itself', 'itself'],
  ['may be what a request of unknown fate has begun', inDoubtRun({ since: ours }), {}, 'user', 'user'],
  ['is what an accepted request has begun', acceptedRun({ since: ours }), {}, 'user', 'user'],
])('a rollback %s', (_what, run, fields, rollbackBy, expected) => {
  const reading = shown('rolling-back', undefined, { rollbackBy });
  run.markRead(0, reading);
  noteOthers(run, [record(undefined, -30, -5, { stage: 'stuck', ...fields })], { reading, readAt: 0 });
  expect(run.rollback.of(reading)?.rollbackBy).toBe(expected);
});

test.each<[string, TargetRun, Reading, DeploymentRecord, number | undefined]>([
  ['long before it was read', followed(), shown('stuck', undefined), record(undefined, -2.001, 5), -2.001],
  ['nobody knows when, as states lag', followed(), shown('stuck', undefined), record(undefined, -2, 5), undefined],
  ['as the state says, which is about it', followed(), shown('stuck', -30), record(undefined, -20, 5), undefined],
  ['as the record says, which has an id', followed(), shown('stuck', undefined), record(another, -20, 5), undefined],
  [
    'nobody knows when, as no id is followed',
    acceptedRun(),
    shown('stuck', undefined),
    record(undefined, -20, 5),
    undefined,
  ],
])('the followed update, of which a state says only the id, was begun %s', (_when, run, reading, newest, expected) => {
  noteBeginning(run, { reading, readAt: late }, [newest], late);
  expect(run.followed.begunAtEpoch).toBe(shown('stuck', expected).begunAtEpoch);
});

test('a record says nothing of a state that was read after it, which may be of a newer update', () => {
  const run = followed();
  noteBeginning(run, { reading: shown('stuck', undefined), readAt: late }, [record(undefined, -30, 5)], late - 1);
  expect(run.followed.begunAtEpoch).toBeUndefined();
});

test('a record without an id of an update that was begun after the state was read is not that of the state', () => {
  const run = joinedRun({ since: ours });
  const reading = shown('rolled-back', undefined);
  const { status } = reading;
  const records = [
    record(undefined, 15, 16, { status, rollbackBy: 'itself' }),
    record(undefined, -30, 1, { status, rollbackBy: 'user' }),
  ];
  const step = answerOf(run, asking('who-rolled-back', reading, late), records, late);
  expect([...told(step), run.deploymentId]).toEqual(['cancelled', 'ended', undefined, ours]);
});

test('the record that carries the token counts, although its update was begun after the state was read', () => {
  const run = joinedRun({ since: ours });
  const hit = record(another, 15, undefined, { stage: 'cancelling', rollbackBy: 'user', isCancelledByStep: true });
  answerOf(run, asking('who-rolled-back', shown('rolled-back', undefined), late), [hit, record(ours, -30, 1)], late);
  expect(run.deploymentId).toBe(another);
});

test('a record without an id is that of neither update, where two were shown being rolled back', () => {
  const run = joinedRun({ since: ours });
  run.markRead(0, shown('rolling-back', undefined));
  run.markRead(0, shown('rolling-back', undefined, other));
  const records = [
    record(undefined, 6, undefined, { stage: 'in-progress' }),
    record(undefined, -30, 5, { rollbackBy: 'user' }),
  ];
  const next = shown('in-progress', undefined, { deploymentId: 'the-next-one' });
  const step = answerOf(run, asking('how-it-ended', next, late), records, late);
  expect(told(step)).toEqual(['cancelled', 'ended', undefined]);
  expect(run.deploymentId).toBeUndefined();
});

describe('a record that says that the update goes on', () => {
  const goesOn = record(ours, -30, undefined, { stage: 'rolling-back', rollbackBy: 'user', isCancelledByStep: true });
  const unnamed = { ...goesOn, ...nameless };
  test.each<[string, DeploymentRecord, Reading, string, string | undefined]>([
    ['while another one is read: it is what is told', goesOn, shown('in-progress', 3, other), 'rolling-back', ours],
    ['while its end is read: the end is told', goesOn, shown('stuck', undefined), 'stuck', ours],
    ['while it is read going on: it is told', goesOn, shown('in-progress', undefined), 'in-progress', ours],
    ['and has no id: that of the state counts', unnamed, shown('in-progress', -30), 'in-progress', ours],
    [
      'and has no id, while another one is read: none is known',
      unnamed,
      shown('in-progress', 3, other),
      'rolling-back',
      undefined,
    ],
  ])('%s', (_what, each, reading, stage, id) => {
    const run = acceptedRun();
    const step = answerOf(run, asking('which-one', reading), [each], 0);
    expect(step).toEqual({ kind: 'read', isGoingOn: true });
    expect([run.seen.last?.stage, run.deploymentId]).toEqual([stage, id]);
  });

  const met = { ...goesOn, rollbackBy: undefined, isCancelledByStep: false };
  test.each([
    ['lags: what it names counts for now', 0, true],
    ['does not lag: what it names counts', late, false],
  ] as const)('%s', (_what, askedAt, isProvisional) => {
    const run = acceptedRun();
    answerOf(run, asking('which-one', shown('rolling-back', undefined)), [met], askedAt);
    expect([run.deploymentId, run.followed.isProvisional]).toEqual([ours, isProvisional]);
  });

  test('confirms what counted for now, once it does not lag', () => {
    const run = acceptedRun();
    run.followed.followForNow(ours);
    answerOf(run, asking('which-one', shown('rolling-back', undefined)), [met], 0);
    const before = run.followed.isProvisional;
    answerOf(run, asking('which-one', shown('rolling-back', undefined)), [met], late);
    expect([before, run.followed.isProvisional]).toEqual([true, false]);
  });

  test('is the last word where no record can be read any more', () => {
    const question = asking('which-one', shown('in-progress', undefined, other), late);
    const lastWord = answerOfLast(acceptedRun(), question, { records: [goesOn], askedAt: late }, undefined);
    expect(lastWord).toEqual({ kind: 'read', isGoingOn: true });
    const none = answerOfLast(acceptedRun(), question, undefined, undefined);
    expect(told(none)).toEqual(['superseded', 'end-unknown', another]);
  });
});

test.each<[string, Reading, DeploymentRecord, string | undefined]>([
  [
    'the id of the state that shows it, where it has none',
    shown('stuck', -30),
    record(undefined, -30, 5, { isCancelledByStep: true, rollbackBy: 'user' }),
    ours,
  ],
  [
    'no id of another one',
    shown('stuck', 6, other),
    record(undefined, -30, 5, { isCancelledByStep: true, rollbackBy: 'user' }),
    undefined,
  ],
])('the update of a record that has ended takes %s', (_what, reading, each, expected) => {
  const run = acceptedRun();
  answerOf(run, asking('which-one', reading, late), [each], late);
  expect(run.deploymentId).toBe(expected);
});

test('records without ids: the newest is that of the update that was joined, as that was read long after the newest was begun', () => {
  const run = joinedRun({ since: ours });
  const records = [
    record(undefined, 1.5, 5, { rollbackBy: 'repair' }),
    record(undefined, -90, 1, { rollbackBy: 'user' }),
  ];
  const step = answerOf(run, asking('who-rolled-back', shown('rolled-back', undefined), 2 * late), records, 2 * late);
  expect(told(step)).toEqual(['nothing-to-cancel', 'rolled-back-by-others', undefined]);
});

describe('the followed update', () => {
  const dated = (): TargetRun => seeing(followed(), shown('in-progress', -30));
  const undone = (ids: { before?: string; since?: string }): TargetRun => {
    const run = acceptedRun(ids);
    run.markRead(0, shown('rolling-back', undefined));
    return run;
  };
  const goesOn = record(undefined, -30, undefined, { stage: 'in-progress' });
  const hit = { ...goesOn, isCancelledByStep: true, rollbackBy: 'user' } as const;
  const over = record(undefined, -30, 5);
  test.each<[string, TargetRun, Reading, DeploymentRecord, boolean, string | undefined]>([
    ['stays, where neither record nor state names one', dated(), shown('stuck', 5, nameless), over, true, ours],
    [
      'stays, whose id was known before the request',
      acceptedRun({ before: ours }),
      shown('stuck', 5, other),
      hit,
      true,
      ours,
    ],
    ['is open, whose id was read since', followed(), shown('stuck', 5, other), hit, true, undefined],
    ['stays, as the state of its beginning names it', dated(), shown('rolling-back', -30), hit, false, ours],
    [
      'stays, although it was shown being rolled back, while its record lags',
      undone({ before: ours }),
      shown('in-progress', undefined, nameless),
      goesOn,
      false,
      ours,
    ],
    [
      'stays, as an update has ended that was rolled back',
      acceptedRun({ before: ours }),
      shown('in-progress', undefined, nameless),
      over,
      false,
      ours,
    ],
    ['stays, as it may be that of a record which goes on', followed(), shown('stuck', undefined), goesOn, true, ours],
    ['stays, as it may be that of its own record', followed(), shown('stuck', undefined), over, false, ours],
    [
      'is open, as it is not that of a record which has ended',
      followed(),
      shown('stuck', undefined),
      over,
      true,
      undefined,
    ],
    ['stays, as the record is about neither', followed(), shown('stuck', undefined, other), goesOn, true, ours],
    [
      'is open, as the record is about another one that is read',
      followed(),
      shown('in-progress', undefined, other),
      goesOn,
      false,
      undefined,
    ],
    [
      'stays, as the record is about one that is read without an id',
      followed(),
      shown('in-progress', undefined, nameless),
      goesOn,
      false,
      ours,
    ],
  ])('%s', (_what, run, reading, each, isOther, expected) => {
    followRecord(run, { question: asking('which-one', reading), records: [each], record: each, isOther });
    expect(run.deploymentId).toBe(expected);
  });

  test('without an id, stays known by its beginning where its record names it', () => {
    const run = seeing(acceptedRun(), shown('in-progress', -30, nameless));
    const each = { ...goesOn, deploymentId: ours };
    followRecord(run, {
      question: asking('is-it-so', shown('rolled-back', -60, nameless)),
      records: [each],
      record: each,
      isOther: true,
    });
    expect(run.followed.begunAtEpoch).toBe(shown('in-progress', -30).begunAtEpoch);
  });

  test.each([
    ['another one, as that was begun at another time', undefined, undefined, 0],
    ['the same one, as the id says', ours, ours, -30],
  ])('that a record shows to be hit is %s', (_what, id, expected, from) => {
    const run = dated();
    const each = record(id, 0, 5);
    establishRecord(run, each, [each]);
    expect([run.deploymentId, run.followed.begunAtEpoch]).toEqual([expected, shown('stuck', from).begunAtEpoch]);
  });
});
