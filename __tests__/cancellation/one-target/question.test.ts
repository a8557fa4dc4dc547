import { describe, expect, test } from 'vitest';
import { again, answerWithoutRecord, isConfirmed } from '../../../src/cancellation/one-target/question.ts';
import { ours } from '../scripted-service.ts';
import { asking, told } from './questions.ts';
import { acceptedRun, joinedRun, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const late = 10_000;

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
