import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import {
  again,
  answerWithoutRecord,
  isConfirmed,
  isOverByState,
  type Question,
} from '../../../src/cancellation/one-target/question.ts';
import type { TargetRun } from '../../../src/cancellation/one-target/run.ts';
import type { DeploymentRecord, Reading } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { asking, told } from './questions.ts';
import { acceptedRun, epoch, joinedRun, newRun, record, seeing, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const late = 10_000;

function goesOn(id: string | undefined): DeploymentRecord {
  return record(id, -30, undefined, { stage: 'rolling-back' });
}

describe('while it is open which update a state is about', () => {
  test.each([
    ['one that goes on counts for now', asking('which-one', shown('in-progress', undefined)), ours],
    ['one that has ended does not count yet', asking('which-one', shown('stuck', undefined)), undefined],
    ['one that was begun after the answer does not count', asking('which-one', shown('in-progress', 2.001)), undefined],
    [
      'one that is rolled back by itself does not count',
      asking('which-one', shown('rolling-back', undefined, { rollbackBy: 'itself' })),
      undefined,
    ],
    ['an end that is open counts, once it is recent', asking('is-it-so', shown('rolled-back', undefined), late), ours],
    ['an end that is open does not count yet', asking('is-it-so', shown('rolled-back', undefined)), undefined],
    [
      'nothing is followed where something else is open',
      asking('how-it-ended', shown('in-progress', undefined)),
      undefined,
    ],
  ] as const)('%s', (_what, question, expected) => {
    const run = acceptedRun();
    expect(again(run, question)).toEqual({ kind: 'read' });
    expect(run.deploymentId).toBe(expected);
  });

  test.each([
    ['does not count, as it was begun after the answer, perhaps', -0.999, undefined],
    ['counts, as it was begun before the answer', -1, ours],
    ['counts, as nothing says when it was begun', undefined, ours],
  ])('where the request may have met another one, one that goes on %s', (_what, from, expected) => {
    const run = acceptedRun();
    run.records.take([record(another, -30, 1, { stage: 'succeeded' })], true);
    again(run, asking('which-one', shown('in-progress', from)));
    expect(run.deploymentId).toBe(expected);
  });

  test('one that goes on does not count that was begun at another time than the followed one', () => {
    const run = seeing(acceptedRun(), shown('in-progress', -30, nameless));
    again(run, asking('which-one', shown('in-progress', -1)));
    expect(run.deploymentId).toBeUndefined();
  });
});

describe('a deployment is over, although the records say that it goes on', () => {
  test.each<[string, Question, DeploymentRecord, boolean]>([
    ['as a recent state says', asking('is-it-so', shown('rolled-back', undefined), late), goesOn(undefined), true],
    [
      'as a recent state without an id says',
      asking('which-one', shown('stuck', undefined, nameless), late),
      goesOn(ours),
      true,
    ],
    ['as its own record may lag', asking('who-rolled-back', shown('rolled-back', undefined)), goesOn(ours), true],
    [
      'unless the record may be that of a newer one',
      asking('who-rolled-back', shown('rolled-back', undefined)),
      goesOn(undefined),
      false,
    ],
    [
      'unless its own record says that it is over',
      asking('who-rolled-back', shown('rolled-back', undefined)),
      record(ours, -30, -5),
      false,
    ],
    ['unless the state may lag', asking('is-it-so', shown('rolled-back', undefined)), goesOn(ours), false],
  ])('%s', (_what, question, told, isOver) => {
    const run = joinedRun({ since: ours });
    run.records.take([told], true);
    expect(isOverByState(run, question)).toBe(isOver);
  });
});

describe('without a record, who began a rollback that was joined', () => {
  test.each([
    ['is said by a state with an id', asking('who-rolled-back', shown('rolled-back', undefined)), 'nothing-to-cancel'],
    [
      'is said by one without an id, once that is recent',
      asking('who-rolled-back', shown('rolled-back', undefined, nameless), late),
      'nothing-to-cancel',
    ],
    [
      'is not said by one without an id that may lag',
      asking('who-rolled-back', shown('rolled-back', undefined, nameless)),
      'read',
    ],
  ] as const)('%s', (_what, question, expected) => {
    expect(told(answerWithoutRecord(joinedRun(), question))[0]).toBe(expected);
  });
});

test.each([
  ['is said by the newest one without an id', 1, ['cancelled', 'ended']],
  ['is not said by one that was over long before', -20, ['nothing-to-cancel', 'rolled-back-by-others']],
  ['does not matter where that one was over before the request', -5, ['nothing-to-cancel', 'already-ended']],
])('without a record of its id, who began a rollback that was joined %s', (_what, to, expected) => {
  const run = joinedRun({ since: ours });
  const reading = shown('rolled-back', undefined);
  run.records.take([record(undefined, -30, to, { status: reading.status, rollbackBy: 'user' })], true);
  expect(told(answerWithoutRecord(run, asking('who-rolled-back', reading))).slice(0, 2)).toEqual(expected);
});

test('the update that was followed so far has succeeded, although AWS took the request', () => {
  const run = acceptedRun();
  run.followed.followForNow(ours);
  const step = answerWithoutRecord(run, asking('which-one', shown('succeeded', undefined), late));
  expect(told(step)).toEqual(['succeeded', 'ended', undefined]);
});

test.each([
  ['keeps the id that a recent state has named', late, ours],
  ['has no id where the state that named it may lag', late - 1, undefined],
])('without a record, a nameless end of the update that counts for now %s', (_what, namedAt, expected) => {
  const run = acceptedRun();
  run.followed.followForNow(ours);
  run.markRead(namedAt, shown('rolled-back', undefined));
  run.markRead(late, shown('rolled-back', undefined, nameless));
  const reading = shown('rolled-back', undefined, nameless);
  expect(told(answerWithoutRecord(run, asking('which-one', reading, 2 * late)))[0]).toBe('cancelled');
  expect(run.deploymentId).toBe(expected);
});

test('the end that is read is that of the followed update, as the records have said since', () => {
  const reading = shown('succeeded', undefined, { deploymentId: another });
  const step = answerWithoutRecord(acceptedRun({ since: another }), asking('how-it-ended', reading, late));
  expect(told(step)).toEqual(['succeeded', 'ended', undefined]);
});

test.each<[string, Reading, string]>([
  ['says nothing else than before', shown('in-progress', -30, nameless), 'read'],
  ['says nothing of when it was begun', shown('in-progress', undefined, nameless), 'read'],
  ['was begun at another time', shown('in-progress', -20, nameless), 'superseded'],
  ['has another id', shown('in-progress', undefined, { deploymentId: another }), 'superseded'],
])(
  'without a record, an update in progress 10 s later may be the one whose rollback is slow to begin: one that %s',
  (_what, reading, expected) => {
    const run = seeing(acceptedRun({ since: ours }), shown('in-progress', -30));
    expect(told(answerWithoutRecord(run, asking('which-one', reading, late)))[0]).toBe(expected);
  },
);

test.each([
  ['later', 'superseded'],
  ['then', 'failed'],
] as const)('without a record, a failure that was begun %s than the cleanup which was joined: %s', (when, expected) => {
  const run = seeing(joinedRun({}, 'cleaning-up'), shown('cleaning-up', -30));
  const reading = shown('stuck', when === 'later' ? 5 : -30, nameless);
  expect(told(answerWithoutRecord(run, asking('which-one', reading, late)))[0]).toBe(expected);
});

test('the cleanup of a nested stack is no end, as its root may still roll it back', () => {
  const run = acceptedRun();
  run.followed.followForNow(ours);
  const cleansUp = shown('cleaning-up', undefined, { nestedIn: 'root-id' });
  expect(told(answerWithoutRecord(run, asking('which-one', cleansUp, late)))).toEqual(['read']);
});

test.each([
  ['its record had said', ours],
  ['the record that was begun then had said', undefined],
])('without a record, an end does not count of an update that was over before the request, as %s', (_what, id) => {
  const run = acceptedRun({ before: ours });
  run.records.take([record(id, -30, -5, { stage: 'stuck' })], true);
  expect(told(answerWithoutRecord(run, asking('is-it-so', shown('stuck', -30))))).toEqual(['read']);
});

describe('without a record, the end of a rollback that is read late', () => {
  const other = { deploymentId: another };
  const unnamed = shown('rolled-back', undefined, nameless);
  const knowing = (from: number, to: number | undefined, stage: Stage): TargetRun => {
    const run = acceptedRun();
    run.records.take([record(ours, from, to, { stage })], true);
    return run;
  };
  const knowingSuccess = (followed: 'for good' | 'for now' = 'for good'): TargetRun => {
    const run = knowing(-30, 1, 'succeeded');
    if (followed === 'for now') run.followed.followForNow(another);
    else run.followed.follow(another);
    return run;
  };
  const ofBeginning = (from: number, rolledBackAt: number | undefined): TargetRun => {
    const run = acceptedRun();
    const undone = { rollbackBy: 'itself', rollbackBegunAtEpoch: epoch + (rolledBackAt ?? 0) * 1_000 } as const;
    const fields = rolledBackAt === undefined ? ({ stage: 'in-progress' } as const) : undone;
    run.records.take([record(undefined, from, undefined, { stage: 'rolling-back', ...fields })], true);
    return run;
  };
  const byUser = (run: TargetRun): TargetRun => {
    run.markRead(0, shown('rolling-back', undefined, { ...other, rollbackBy: 'user' }));
    return run;
  };
  const failing = (): TargetRun => {
    const run = acceptedRun();
    run.records.take([record(ours, -30, 1, { rollbackBy: 'itself' })], true);
    return run;
  };
  const rolledBackByOthers = (): TargetRun => {
    const run = acceptedRun();
    run.records.take([record(ours, -30, undefined, { stage: 'rolling-back', rollbackBy: 'repair' })], true);
    return run;
  };
  const undoneBefore = (): TargetRun => {
    const run = newRun();
    run.markSent(-5_000);
    run.request.markRefused(-4_000, 'other');
    run.markRead(-1, shown('rolling-back', undefined));
    run.markAccepted(0);
    return run;
  };
  const seeingUndone = (...more: readonly Reading[]): TargetRun => {
    const run = newRun();
    if (more.length === 0) run.readings.mark(-1, shown('in-progress', undefined, other), 0);
    run.markSent(0);
    run.markAccepted(0);
    for (const each of [shown('rolling-back', undefined), ...more]) run.readings.mark(0, each, 1);
    return run;
  };
  const hitUnknown = (): TargetRun => {
    const run = acceptedRun();
    run.followed.establish(undefined, shown('in-progress', -30).begunAtEpoch);
    run.markRead(0, shown('rolling-back', undefined));
    return run;
  };
  const guarded = (readAs: Reading): TargetRun => {
    const run = seeing(acceptedRun({ wanted: ours }), shown('in-progress', -30));
    run.markRead(0, readAs);
    run.markRead(0, unnamed);
    return run;
  };
  test.each<[string, TargetRun, Question['kind'], Reading, readonly unknown[]]>([
    ['is that of this update', acceptedRun(), 'which-one', shown('rolled-back', undefined), ['cancelled', 'ended']],
    [
      'may be that of another update, as one has ended which the request may have met',
      knowing(-30, 1, 'stuck'),
      'which-one',
      shown('rolled-back', undefined, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'is that of this update, which a user has begun to roll back, as another one has succeeded',
      byUser(knowing(-30, 1, 'succeeded')),
      'is-it-so',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of this update, which a user has begun to roll back, as another one has failed by itself',
      byUser(failing()),
      'is-it-so',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'may be that of another update, as another one was shown since, and it is not known which one was hit',
      hitUnknown(),
      'which-one',
      shown('stuck', undefined, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'is that of the one that was hit, whichever it is, as that is rolled back',
      hitUnknown(),
      'which-one',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of this update, as it was shown being rolled back, too',
      seeingUndone(shown('rolling-back', undefined, other)),
      'which-one',
      shown('stuck', undefined, other),
      ['failed', 'ended', undefined],
    ],
    [
      'is that of the update that was shown being rolled back, where it names none',
      seeingUndone(unnamed),
      'is-it-so',
      unnamed,
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of this update, as it was shown as the request left',
      seeingUndone(),
      'which-one',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of this update, as another one was shown being rolled back only before the request',
      undoneBefore(),
      'which-one',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of this update, as others were rolling another one back',
      rolledBackByOthers(),
      'is-it-so',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'may be that of another one, too, where it names none',
      knowing(-30, 1, 'succeeded'),
      'is-it-so',
      unnamed,
      ['superseded', 'end-unknown'],
    ],
    [
      'is that of the update that had failed, where it names none: it was repaired since',
      knowing(-30, 1, 'stuck'),
      'is-it-so',
      unnamed,
      ['cancelled', 'ended'],
    ],
    [
      'may be that of another update, as another one was going on that was begun at another time',
      ofBeginning(-30, undefined),
      'which-one',
      shown('stuck', 0, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'is that of this update, as the one that was rolled back by itself when the request left would have been refused',
      ofBeginning(-30, -2.001),
      'which-one',
      shown('stuck', 0, other),
      ['failed', 'ended', undefined],
    ],
    [
      'may be that of another update, as that one was rolled back by itself only after the request had left, perhaps',
      ofBeginning(-30, -2),
      'which-one',
      shown('stuck', 0, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'is that of the update that is read, as the other one was over before',
      knowing(-30, -5, 'stuck'),
      'which-one',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended'],
    ],
    [
      'is that of the nested stack, whose root may have rolled it back after it had succeeded',
      knowing(-30, 1, 'cleaning-up'),
      'is-it-so',
      { ...unnamed, nestedIn: 'root-id' },
      ['cancelled', 'ended'],
    ],
    [
      'is that of the followed update, which is rolled back, as another one has succeeded',
      knowingSuccess(),
      'is-it-so',
      shown('rolled-back', undefined, other),
      ['cancelled', 'ended', undefined],
    ],
    [
      'is that of the followed update, which is being rolled back, as another one has succeeded',
      knowingSuccess(),
      'is-it-so',
      shown('rolling-back', undefined, other),
      ['read', undefined, undefined],
    ],
    [
      'may be that of another update, as the followed one fails by itself',
      knowingSuccess(),
      'is-it-so',
      shown('rolling-back', undefined, { ...other, rollbackBy: 'itself' }),
      ['superseded', 'end-unknown', another],
    ],
    [
      'may be that of another update, as the followed one only counts for now',
      knowingSuccess('for now'),
      'which-one',
      shown('rolled-back', undefined, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'may be that of another update, as another one was going on, as its record says',
      knowing(-30, undefined, 'rolling-back'),
      'which-one',
      shown('rolled-back', undefined, other),
      ['superseded', 'end-unknown', another],
    ],
    [
      'is that of the update whose record goes on',
      knowing(-30, undefined, 'cancelling'),
      'is-it-so',
      unnamed,
      ['cancelled', 'ended'],
    ],
    [
      'is not that of the update which deployment-id names, as a later one was named last',
      guarded(shown('in-progress', 5, other)),
      'which-one',
      unnamed,
      ['superseded', 'end-unknown'],
    ],
    [
      'is not that of the update which deployment-id names, as it was begun later',
      guarded(shown('in-progress', -60, other)),
      'which-one',
      shown('stuck', 5, nameless),
      ['superseded', 'end-unknown'],
    ],
    [
      'is that of the update which deployment-id names, as no later one was named',
      guarded(shown('in-progress', -60, other)),
      'which-one',
      unnamed,
      ['cancelled', 'ended'],
    ],
  ])('%s', (_what, run, kind, reading, [outcome, why, successor]) => {
    const [did, because, by] = told(answerWithoutRecord(run, asking(kind, reading, late)));
    expect([did, because, by]).toEqual([outcome, why, successor]);
  });
});

test('without a record, who began the rollback of the followed update is said by its own state, not by the last one', () => {
  const run = joinedRun({ since: ours });
  run.markRead(0, shown('rolling-back', undefined, { rollbackBy: 'itself' }));
  run.markRead(0, shown('rolling-back', undefined, { deploymentId: another, rollbackBy: 'user' }));
  const step = answerWithoutRecord(run, asking('who-rolled-back', shown('rolled-back', undefined, nameless), late));
  expect(told(step)).toEqual(['nothing-to-cancel', 'rolled-back-by-others', undefined]);
});

test.each([
  ['was going on when it was joined', 'rolling-back', true],
  ['was over when it was joined', 'rolled-back', false],
] as const)(
  'without a record, a rollback by a user is told to have ended after the request, or not, which %s',
  (...row) => {
    const [, stage, expected] = row;
    const run = joinedRun({ since: ours }, stage);
    run.markRead(0, shown('rolling-back', undefined, { rollbackBy: 'user' }));
    const step = answerWithoutRecord(run, asking('who-rolled-back', shown('rolled-back', undefined), late));
    expect(step).toMatchObject({ result: { outcome: 'cancelled', reason: { isAfterRequest: expected } } });
  },
);

test('the id of a late state is not that of the update that was hit, of which only the beginning is known', () => {
  const run = acceptedRun();
  run.followed.establish(undefined, shown('in-progress', -30).begunAtEpoch);
  const step = answerWithoutRecord(run, asking('which-one', shown('rolled-back', undefined), late));
  expect(told(step)).toEqual(['cancelled', 'ended', undefined]);
  expect(run.deploymentId).toBeUndefined();
});

test.each([
  ['was rolled back', 'rolled-back', true],
  ['was cancelled', 'cancelled', true],
  ['is stuck', 'stuck', false],
  ['succeeded', 'succeeded', false],
] as const)(
  'after a rollback by a user, the id that was known before proves an end or not: it %s',
  (_what, stage, expected) => {
    const run = acceptedRun({ before: ours });
    run.markRead(0, shown('rolling-back', undefined, { rollbackBy: 'user' }));
    expect(isConfirmed(run, shown(stage, undefined), 0)).toBe(expected);
  },
);

describe('the end of the update that was followed, which an earlier state has shown since', () => {
  const run = acceptedRun({ before: ours });
  const updated = { rollbackBy: 'user', lastUpdatedAtEpoch: epoch - 30_000 } as const;
  run.markRead(0, shown('rolling-back', undefined, { ...nameless, ...updated }));
  test.each([
    ['says nothing, as the stack was updated after that', -30.001, false, 'read'],
    ['counts, as the stack was not updated after that', -30, true, 'cancelled'],
  ] as const)('%s', (_what, from, isProof, expected) => {
    const end = shown('rolled-back', from);
    expect(isConfirmed(run, end, 0)).toBe(isProof);
    expect(told(answerWithoutRecord(run, asking('is-it-so', end)))[0]).toBe(expected);
  });
});

test('without a record, a nameless end of an update that was begun at another time than the followed one has no id', () => {
  const run = seeing(acceptedRun({ since: ours }), shown('in-progress', -30));
  answerWithoutRecord(run, asking('which-one', shown('stuck', -1, nameless), late));
  expect(run.deploymentId).toBeUndefined();
});

test.each<[string, readonly Reading[], string | undefined]>([
  ['the only one whose rollback by a user was read', [shown('rolling-back', undefined, { rollbackBy: 'user' })], ours],
  ['none, as its rollback began by itself', [shown('rolling-back', undefined, { rollbackBy: 'itself' })], undefined],
  [
    'none, as there are two',
    ['the-oldest', ours].map((deploymentId) =>
      shown('rolling-back', undefined, { deploymentId, rollbackBy: 'user' as const }),
    ),
    undefined,
  ],
])('without a record, the update that was superseded is %s', (_what, readings, expected) => {
  const run = acceptedRun();
  for (const reading of readings) run.markRead(1, reading);
  const next = shown('succeeded', 1, { deploymentId: another });
  const step = answerWithoutRecord(run, asking('which-one', next, late));
  expect(told(step)).toEqual(['superseded', 'end-unknown', another]);
  expect(run.deploymentId).toBe(expected);
});
