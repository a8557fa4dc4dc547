import { StackStatus } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { isAtRest, type Stage } from '../../src/cancellation/model/deployment.ts';
import { stageOf } from '../../src/cloudformation/stages.ts';

const rows: readonly (readonly [status: string, stage: Stage])[] = [
  ['UPDATE_IN_PROGRESS', 'in-progress'],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'rolling-back'],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'rolling-back'],
  ['UPDATE_ROLLBACK_COMPLETE', 'rolled-back'],
  ['UPDATE_COMPLETE', 'succeeded'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'cleaning-up'],
  ['UPDATE_ROLLBACK_FAILED', 'stuck'],
  ['UPDATE_FAILED', 'stuck'],
  ['DELETE_IN_PROGRESS', 'deleted'],
  ['DELETE_FAILED', 'deleted'],
  ['DELETE_COMPLETE', 'deleted'],
  ['CREATE_IN_PROGRESS', 'other-operation'],
  ['IMPORT_IN_PROGRESS', 'other-operation'],
  ['CREATE_COMPLETE', 'at-rest'],
  ['CREATE_FAILED', 'at-rest'],
  ['IMPORT_COMPLETE', 'at-rest'],
  ['IMPORT_ROLLBACK_COMPLETE', 'at-rest'],
  ['IMPORT_ROLLBACK_FAILED', 'at-rest'],
  ['IMPORT_ROLLBACK_IN_PROGRESS', 'other-rollback'],
  ['REVIEW_IN_PROGRESS', 'at-rest'],
  ['ROLLBACK_COMPLETE', 'at-rest'],
  ['ROLLBACK_FAILED', 'at-rest'],
  ['ROLLBACK_IN_PROGRESS', 'other-rollback'],
];

test.each(rows)('%s: %s', (status, stage) => {
  expect(stageOf(status)).toBe(stage);
});

test('every status of the API has a row here', () => {
  expect(rows.map(([status]) => status).sort()).toEqual(Object.values(StackStatus).sort());
});

test.each([undefined, 'UPDATE_PAUSED', 'toString', '__proto__', ''])('%s: unknown', (status) => {
  expect(stageOf(status)).toBe('unknown');
});

test('the stack is at rest in no status that AWS refuses the next update in, a deletion aside', () => {
  for (const [status, stage] of rows) {
    const isBusy = status.endsWith('_IN_PROGRESS') && !['DELETE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'].includes(status);
    expect([status, isAtRest(stage)]).toEqual([status, !isBusy]);
  }
});
