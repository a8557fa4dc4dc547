import { expect, test } from 'vitest';
import { recordOfOurs } from '../../../src/cancellation/one-target/record-of-ours.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { acceptedRun, inDoubtRun, joinedRun, record } from './runs.ts';

const past = record('past', -90, -60);
const met = record('met', -30, 5);
const next = record('next', 30, undefined, { stage: 'in-progress' });
const untouched = record('untouched', -30, undefined, { stage: 'in-progress' });
const byToken = record('by-token', 40, 50, { isCancelledByStep: true });
const byOthers = record('by-others', -30, 5, { rollbackBy: 'user' });
const byItself = record('by-itself', -30, 5, { rollbackBy: 'itself' });
const rollsBack = record('rolls-back', -30, undefined, { stage: 'rolling-back', rollbackBy: 'itself' });
const justEnded = record('just-ended', -30, -1);

test.each<[string, readonly DeploymentRecord[], 'all' | 'some', string | undefined]>([
  ['the one that carries the token, whatever else there is', [byToken, met], 'all', 'by-token'],
  ['the one that was going on', [next, met, past], 'all', 'met'],
  ['none that had ended before', [past], 'all', undefined],
  ['none that began later', [next], 'all', undefined],
  ['none that is still in progress, for it would be rolled back by now', [untouched], 'all', undefined],
  ['the only one that may have been met, while others may be missing', [met, past], 'some', 'met'],
  ['none of two that may have been met, while others may be missing', [met, justEnded], 'some', undefined],
  ['none that others had begun to roll back, while others may be missing', [byOthers], 'some', undefined],
  ['none that a failure is rolling back, while others may be missing', [rollsBack], 'some', undefined],
  ['one that a failure has begun to roll back, also while others may be missing', [byItself], 'some', 'by-itself'],
])('of the records, an accepted request has met %s', (_what, records, known, expected) => {
  expect(recordOfOurs(acceptedRun(), records, known === 'all')?.deploymentId).toBe(expected);
});

test('of the records, an accepted request after one in doubt has met the first one, where nothing was rolled back', () => {
  const run = inDoubtRun();
  const untouchedSince = record('since', 3, 20, { stage: 'stuck' });
  const finished = record('finished', -30, 0.5, { stage: 'succeeded' });
  run.request.markAccepted(4_000, 5_000);
  expect(recordOfOurs(run, [untouchedSince, finished], true)?.deploymentId).toBe('finished');
  const rolledBack = { ...untouchedSince, stage: 'rolled-back' } as const;
  expect(recordOfOurs(run, [{ ...rolledBack, rollbackBy: 'user' }, finished], true)?.deploymentId).toBe('finished');
  expect(recordOfOurs(run, [rolledBack, finished], true)?.deploymentId).toBe('since');
});

/** Two updates that the request may have met, one after the other: the later one was going on, by the best estimate of AWS's time. */
const first = (fields: Partial<DeploymentRecord>): DeploymentRecord => record('first', -30, -1.5, fields);
const second = (fields: Partial<DeploymentRecord>): DeploymentRecord => record('second', -1.4, 5, fields);
const touched: readonly [string, Partial<DeploymentRecord>][] = [
  ['was rolled back, nobody knows by whom', { stage: 'rolled-back' }],
  ['has failed since its record was read', { stage: 'stuck', endedAtEpoch: undefined }],
];
const untouchedEnds: readonly [string, Partial<DeploymentRecord>][] = [
  ['was cancelled with another token', { stage: 'rolled-back', rollbackBy: 'user' }],
  ['was rolled back by itself', { stage: 'rolled-back', rollbackBy: 'itself' }],
  ['was repaired', { stage: 'rolled-back', rollbackBy: 'repair' }],
  ['failed without a rollback', { stage: 'stuck' }],
  ['succeeded', { stage: 'succeeded' }],
  ['cleans up', { stage: 'cleaning-up' }],
  ['is still in progress', { stage: 'in-progress' }],
];

test.each(touched.flatMap(([by, ours]) => untouchedEnds.map(([end, other]) => [by, end, ours, other] as const)))(
  'an accepted request has met the update that %s, rather than one that %s',
  (_by, _end, ours, other) => {
    const chosen = [
      recordOfOurs(acceptedRun(), [second(other), first(ours)], true),
      recordOfOurs(acceptedRun(), [second(ours), first(other)], true),
    ];
    expect(chosen.map((each) => each?.deploymentId)).toEqual(['first', 'second']);
  },
);

test.each(untouchedEnds.slice(0, -1))(
  'an accepted request has met an update that %s, where no other one was rolled back',
  (_end, fields) => {
    expect(recordOfOurs(acceptedRun(), [next, second(fields)], true)?.deploymentId).toBe('second');
  },
);

test.each<[string, Partial<DeploymentRecord>, string | undefined]>([
  ['was rolled back', { stage: 'rolled-back', rollbackBy: 'itself' }, 'second'],
  ['failed, and so did its rollback', { stage: 'stuck', rollbackBy: 'user' }, 'second'],
  ['failed without a rollback', { stage: 'stuck' }, undefined],
  ['succeeded', { stage: 'succeeded' }, undefined],
  ['cleans up', { stage: 'cleaning-up' }, undefined],
  ['is still in progress', { stage: 'in-progress' }, undefined],
])('the rollback that was joined is told by the record of an update that was rolled back: one %s', (...row) => {
  const [, fields, expected] = row;
  for (const isComplete of [true, false]) {
    expect(recordOfOurs(joinedRun(), [second(fields)], isComplete)?.deploymentId).toBe(expected);
  }
});
