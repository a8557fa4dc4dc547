import { describe, expect, test } from 'vitest';
import { answerOf, answerOfLast } from '../../../src/cancellation/one-target/answer.ts';
import type { Question } from '../../../src/cancellation/one-target/question.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { asking, told } from './questions.ts';
import { acceptedRun, inDoubtRun, joinedRun, record, seeing, shown } from './runs.ts';

const other = { deploymentId: another };
const nameless = { deploymentId: undefined };
const byStep = { isCancelledByStep: true, rollbackBy: 'user' } as const;

const late = 10_000;

describe('with deployment-id, the record of another update', () => {
  const guarded = (): TargetRun => acceptedRun({ wanted: ours, before: ours });
  const next = (fields: Partial<DeploymentRecord> = {}): DeploymentRecord => record(another, -1.4, 5, fields);
  const old = record(ours, -90, -60);
  const question = asking('which-one', shown('rolled-back', undefined, other));
  const unnamed = record(undefined, 1, 5, byStep);
  const seen = (): TargetRun => seeing(guarded(), shown('in-progress', -30, nameless));
  const hit = ['superseded', 'request-hit-successor', another];
  test.each<[string, () => TargetRun, Question, readonly DeploymentRecord[], number, readonly unknown[]]>([
    ['that carries the token was hit', guarded, question, [next(byStep)], 0, hit],
    ['that may have been met counts later, as that one was over', guarded, question, [next(), old], late, hit],
    [
      'may have been hit, or cancelled by somebody else, where a state alone shows its rollback',
      guarded,
      { ...question, reading: shown('rolled-back', undefined, other), readAt: late },
      [next({ stage: 'in-progress', endedAtEpoch: undefined }), record(ours, -30, -1.5, { stage: 'stuck' })],
      0,
      ['superseded', 'end-unknown', another],
    ],
    ['that was met for certain was hit', seen, { ...question, readAt: late }, [record(undefined, -20, 5)], 0, hit],
    ['that may have been met does not count sooner', guarded, question, [next(), old], 0, ['read']],
    [
      'that carries the token and has no id is told by its beginning',
      seen,
      question,
      [unnamed],
      0,
      ['superseded', 'request-hit-successor', undefined],
    ],
    ['that has no id has the one that is read later', seen, { ...question, readAt: late }, [unnamed], late, hit],
  ])('%s', (_what, run, asked, records, askedAt, expected) => {
    expect(told(answerOf(run(), asked, records, askedAt))).toEqual(expected);
  });
});

test('with deployment-id, a request of unknown fate leaves another update alone, as complete records show', () => {
  const run = inDoubtRun({ wanted: ours, before: ours });
  run.markJoined(0, shown('rolling-back', undefined));
  const records = [record(another, -4, undefined, { stage: 'in-progress' }), record(ours, -30, -5)];
  const step = answerOf(run, asking('which-one', shown('in-progress', -4, other), late), records, late);
  expect(told(step)).toEqual(['nothing-to-cancel', 'already-ended', undefined]);
  expect(run.deploymentId).toBe(ours);
});

test('without deployment-id, the update that goes on is the one that a request of unknown fate was meant for', () => {
  const run = inDoubtRun({ before: ours });
  run.markJoined(0, shown('rolling-back', undefined));
  const records = [record(another, -4, undefined, { stage: 'in-progress' }), record(ours, -30, -5)];
  const step = answerOf(run, asking('which-one', shown('in-progress', -4, other), late), records, late);
  expect(told(step)).toEqual(['read']);
  expect(run.deploymentId).toBe(another);
});

test.each([
  ['do not say when the update was begun that a state names', 0, undefined],
  ['say it once they are complete', late, -30],
] as const)('records without ids that may lack the newest one %s', (_what, at, expected) => {
  const run = acceptedRun({ since: ours });
  const goesOn = record(undefined, -30, undefined, { stage: 'in-progress' });
  answerOf(run, asking('is-it-so', shown('stuck', undefined), at), [goesOn], at);
  expect(run.followed.begunAtEpoch).toBe(shown('stuck', expected).begunAtEpoch);
});

describe('an update that had finished about when the request was accepted', () => {
  const finished = record(ours, -30, 1, { stage: 'succeeded' });
  const begunMeanwhile = record(another, 1, undefined, { stage: 'in-progress' });
  const elsewhere = shown('in-progress', undefined, other);
  const guarded = (): TargetRun => acceptedRun({ wanted: ours, before: ours });
  test.each<[string, () => TargetRun, Reading, readonly DeploymentRecord[], number, readonly unknown[], number?]>([
    ['is asked again while the records lag', () => acceptedRun({ since: ours }), elsewhere, [finished], 0, ['ask']],
    ['is asked again, as it is the one that deployment-id names', guarded, elsewhere, [finished], 0, ['ask']],
    [
      'is not the one that was hit, as another one is rolled back without a record',
      guarded,
      shown('rolling-back', undefined, other),
      [finished],
      late,
      ['superseded', 'request-hit-successor', another],
    ],
    [
      'counts, as the other one is rolled back by itself',
      guarded,
      shown('rolling-back', undefined, { ...other, rollbackBy: 'itself' }),
      [finished],
      late,
      ['succeeded', 'ended', another],
    ],
    [
      'counts, as the other one is in progress 10 s later',
      guarded,
      elsewhere,
      [finished],
      late,
      ['succeeded', 'ended', another],
    ],
    [
      'counts, as the other one has a record',
      guarded,
      elsewhere,
      [begunMeanwhile, finished],
      late,
      ['succeeded', 'ended', another],
    ],
    [
      'counts, as the other one was begun later',
      guarded,
      shown('in-progress', 2.001, other),
      [finished],
      late,
      ['succeeded', 'ended', another],
    ],
    [
      'counts, as it is the one that is read',
      guarded,
      shown('succeeded', undefined),
      [finished],
      late,
      ['succeeded', 'ended', undefined],
    ],
    [
      'counts, as the one that is read has a record, whose status it has',
      guarded,
      shown('rolled-back', undefined, nameless),
      [record(another, 1, 4, { status: 'THE_STATUS_rolled-back', rollbackBy: 'itself' }), finished],
      late,
      ['succeeded', 'ended', undefined],
    ],
    [
      'counts, as the one that is read is an older one',
      () => seeing(guarded(), shown('in-progress', -30)),
      shown('succeeded', -60, { deploymentId: 'an-older-one' }),
      [begunMeanwhile, finished],
      late,
      ['succeeded', 'ended', undefined],
    ],
    [
      'counts, as the state that is read names none',
      guarded,
      shown('rolled-back', undefined, nameless),
      [finished],
      late,
      ['succeeded', 'ended', undefined],
    ],
    [
      'counts, as the state that is read may be older',
      guarded,
      shown('rolled-back', undefined, { deploymentId: 'an-older-one' }),
      [begunMeanwhile, finished],
      late,
      ['succeeded', 'ended', undefined],
      0,
    ],
    [
      'counts without deployment-id',
      () => acceptedRun({ before: ours }),
      elsewhere,
      [finished],
      late,
      ['succeeded', 'ended', another],
    ],
  ])('%s', (_what, run, reading, records, askedAt, expected, readAt = late) => {
    expect(told(answerOf(run(), asking('how-it-ended', reading, readAt), records, askedAt))).toEqual(expected);
  });

  test('counts at once where it was rolled back, and that was joined', () => {
    const step = answerOf(
      joinedRun({ since: ours }),
      asking('who-rolled-back', shown('rolled-back', undefined)),
      [record(ours, -30, 1)],
      0,
    );
    expect(told(step)).toEqual(['nothing-to-cancel', 'rolled-back-by-others', undefined]);
  });
});

test('records that lag count as a later state shows the newest of them, although an older one has its status', () => {
  const reading = shown('rolled-back', undefined, nameless);
  const records = [
    record(ours, -30, undefined, { stage: 'in-progress' }),
    record(another, -90, -60, { status: reading.status }),
  ];
  const step = answerOfLast(acceptedRun(), asking('is-it-so', reading, late), { records, askedAt: 0 }, undefined);
  expect(told(step)).toEqual(['cancelled', 'ended', undefined]);
});

test('a nested stack that cleans up since before a request of unknown fate is waited for, as its root may roll it back', () => {
  const run = inDoubtRun({ before: ours });
  run.markJoined(0, shown('cleaning-up', -30));
  const reading = shown('cleaning-up', -30, { nestedIn: 'root-id' });
  const step = answerOf(
    run,
    asking('is-it-so', reading, late),
    [record(ours, -30, -5, { stage: 'cleaning-up' })],
    late,
  );
  expect(told(step)).toEqual(['read']);
});

describe('without deployment-id, an update that had ended before a request of unknown fate', () => {
  const ended = (id: string): DeploymentRecord => record(id, -30, -5, { status: 'THE_STATUS_rolled-back' });
  const reading = shown('rolled-back', undefined, other);
  const joined = (): TargetRun => {
    const run = inDoubtRun({ before: ours });
    run.markJoined(0, shown('rolling-back', undefined, other));
    return run;
  };
  test.each([
    ['goes on', 'in-progress'],
    ['cleans up', 'cleaning-up'],
  ] as const)(
    'is not the end where another one %s since before the request, as records that lag say',
    (_what, stage) => {
      const records = [record(another, -4, undefined, { stage }), ended(ours)];
      const step = answerOf(joined(), asking('is-it-so', shown('rolled-back', undefined)), records, 0);
      expect(step).toEqual({ kind: 'read', isGoingOn: true });
    },
  );

  test('may hide a later one that the request has met, while states lag', () => {
    const [early, recent] = [0, late].map((at) => {
      const run = inDoubtRun({ before: ours });
      run.markJoined(0, shown('rolling-back', undefined));
      return told(answerOf(run, asking('who-rolled-back', shown('rolled-back', undefined), at), [ended(ours)], at));
    });
    expect([early, recent]).toEqual([['ask'], ['nothing-to-cancel', 'already-ended', undefined]]);
  });

  test('may hide a later one that the request has met, while a state that lags shows the one before', () => {
    const [early, recent] = [0, late].map((at) => {
      const run = inDoubtRun({ before: ours });
      run.markJoined(0, shown('cancelling', undefined));
      const question = asking('how-it-ended', shown('succeeded', -60, other), at);
      return told(answerOf(run, question, [record(ours, -30, -5, { stage: 'cancelled' })], at));
    });
    expect([early, recent]).toEqual([['read'], ['nothing-to-cancel', 'already-ended', undefined]]);
  });

  test('is told as over before the request, also where the question is who rolled it back', () => {
    const step = answerOf(joined(), asking('who-rolled-back', reading, late), [ended(another)], late);
    expect(told(step)).toEqual(['nothing-to-cancel', 'already-ended', undefined]);
  });
});

test('an older update that is read by then is not followed, where the rollback that was joined was over', () => {
  const run = joinedRun({ before: ours });
  answerOf(run, asking('is-it-so', shown('rolled-back', -60, other)), [record(ours, -30, -5)], 0);
  expect(run.deploymentId).toBe(ours);
});

test.each([
  ['a nested stack: it is read on', 'root-id', 'read'],
  ['another stack: the one before was over', undefined, 'nothing-to-cancel'],
])(
  'a later update goes on than the one that was joined, where AWS refused the request for %s',
  (_which, nestedIn, expected) => {
    const reading = shown('in-progress', -4, { ...other, nestedIn });
    const ended = record(ours, -30, -5, { stage: 'succeeded' });
    const step = answerOf(joinedRun({ before: ours }), asking('which-one', reading), [ended], 0);
    expect(told(step)[0]).toBe(expected);
  },
);

test('the cancellation of a later deployment may be the work of a request of unknown fate, where the one that was joined was over before', () => {
  const run = inDoubtRun({ before: ours });
  run.markJoined(0, shown('cancelling', undefined));
  const reading = shown('cancelled', 5, other);
  const step = answerOf(
    run,
    asking('how-it-ended', reading, late),
    [record(ours, -30, -5, { stage: 'cancelled' })],
    late,
  );
  expect(told(step)).toEqual(['superseded', 'request-hit-successor', another]);
});

test('the rollback that was joined is that of a later update, where the known one was over before the request', () => {
  const run = joinedRun({ before: ours });
  const reading = shown('stuck', undefined, nameless);
  const records = [
    record(another, -4, 5, { stage: 'stuck', status: reading.status, rollbackBy: 'itself' }),
    record(ours, -30, -5, { stage: 'stuck' }),
  ];
  expect(told(answerOf(run, asking('is-it-so', reading, late), records, late))).toEqual(['failed', 'ended', undefined]);
  expect(run.deploymentId).toBe(another);
});

test('records that lag are enough where a later update is in progress 10 s after the acceptance, so the request has not met that one', () => {
  const step = answerOfLast(
    acceptedRun({ before: ours }),
    asking('how-it-ended', shown('in-progress', 1, other), late),
    { records: [record(ours, -30, 1, { stage: 'succeeded' })], askedAt: 0 },
    undefined,
  );
  expect(told(step)).toEqual(['succeeded', 'ended', another]);
});

test('records that lag are not enough where none of them may have been met, although a later update was read', () => {
  const run = acceptedRun({ before: ours });
  const step = answerOfLast(
    run,
    asking('how-it-ended', shown('in-progress', 3, other), 0),
    { records: [record(ours, -30, -5, { stage: 'succeeded' })], askedAt: 0 },
    undefined,
  );
  expect(told(step)).toEqual(['superseded', 'end-unknown', another]);
});
