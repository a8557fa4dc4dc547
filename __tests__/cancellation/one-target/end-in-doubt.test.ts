import { expect, test } from 'vitest';
import { endInDoubt } from '../../../src/cancellation/one-target/end-in-doubt.ts';
import { resultOfEnded, resultOfSuperseded } from '../../../src/cancellation/one-target/results-in-doubt.ts';
import { another, ours } from '../scripted-service.ts';
import { epoch, inDoubtRun, record, shown } from './runs.ts';

const nameless = { deploymentId: undefined };
const ask = {
  kind: 'ask-end',
  successor: undefined,
  isSuperseded: false,
  mayBeSuccessor: false,
  readAt: 0,
  isLast: false,
} as const;

test.each([
  [21_999, 'again'],
  [22_000, 'result'],
])(
  'another update that is read %d ms after the request has not come after one shown 10 s before: %s',
  async (readAt, kind) => {
    const run = inDoubtRun();
    run.followed.follow(ours);
    run.readings.mark(0, shown('in-progress', undefined), 12_000);
    const superseded = { ...ask, successor: another, isSuperseded: true, readAt };
    const next = await endInDoubt(run, shown('rolled-back', undefined, { deploymentId: another }), superseded);
    expect(next.kind).toBe(kind);
  },
);

test('what a user has begun to roll back was cancelled, although the state of its end tells of a repair', () => {
  const run = inDoubtRun();
  run.markRead(0, shown('rolling-back', undefined, { rollbackBy: 'user' }));
  const end = shown('rolled-back', undefined, { rollbackBy: 'repair' });
  expect(resultOfEnded(run, end, undefined, false).outcome).toBe('cancelled');
});

test('no end is told of an older update that is read, where its time is over and the record of the next one goes on', async () => {
  const run = inDoubtRun();
  run.records.take([record(undefined, -1, undefined, { stage: 'cancelling', rollbackBy: 'user' })], true);
  const next = await endInDoubt(run, shown('rolled-back', undefined, { deploymentId: another }), {
    ...ask,
    isLast: true,
  });
  expect(next).toMatchObject({ kind: 'result', result: { outcome: 'error', failure: { kind: 'out-of-time' } } });
});

test('a rollback that is read is that of the update that was cancelled, as the events say of when the stack was last updated', async () => {
  const run = inDoubtRun();
  const lastUpdatedAtEpoch = epoch - 30_000;
  const reading = shown('rolled-back', undefined, { ...nameless, lastUpdatedAtEpoch, hasLeftovers: true });
  const byStep = { stage: 'cancelled', isCancelledByStep: true } as const;
  run.records.take([record(undefined, -30, 1, byStep), record(undefined, -90, -60)], true);
  const next = await endInDoubt(run, reading, { ...ask, readAt: 0, isLast: true });
  expect(next).toMatchObject({ kind: 'result', result: { outcome: 'cancelled', hasLeftovers: true } });
});

test('a request of unknown fate has hit another update than deployment-id names, as that one carries the token', async () => {
  const run = inDoubtRun({ wanted: ours, before: ours });
  run.records.take([record(another, -4, 5, { stage: 'cancelled', isCancelledByStep: true })], true);
  const next = await endInDoubt(run, shown('succeeded', -30), { ...ask, isLast: true });
  const reason = { kind: 'superseded', followed: ours, successor: another, why: 'request-hit-successor' };
  expect(next).toMatchObject({ kind: 'result', result: { outcome: 'superseded', deploymentId: ours, reason } });
});

test('the update that another one has taken the place of is named by a state that shows when it was begun', () => {
  const run = inDoubtRun();
  run.markRead(0, shown('in-progress', -30));
  const other = shown('in-progress', 5, { deploymentId: another });
  const result = resultOfSuperseded(run, other, record(undefined, -30, 4, { stage: 'succeeded' }), 0, undefined);
  expect(result).toMatchObject({ outcome: 'succeeded', deploymentId: ours, reason: { successor: another } });
});

test('what failed is not told of another update than the one whose record says it', () => {
  const failed = { logicalId: 'Service', resourceType: undefined, status: 'UPDATE_FAILED', reason: undefined };
  const run = inDoubtRun();
  run.seen.markFailedResources(record(another, -90, -60, { failedResources: [failed] }));
  expect([another, undefined, ours].map((id) => run.seen.failedResourcesOf(id))).toEqual([
    [failed],
    [failed],
    undefined,
  ]);
});

test.each(['a state', 'a record'])(
  'no end is told of an older update that is read last than %s has told of',
  async (what) => {
    const run = inDoubtRun();
    if (what === 'a state') run.markRead(0, shown('succeeded', -30, { deploymentId: another }));
    else run.records.take([record(another, -50, -40, { stage: 'stuck' })], true);
    const next = await endInDoubt(run, shown('succeeded', -60), { ...ask, isLast: true });
    expect(next).toMatchObject({ kind: 'result', result: { outcome: 'error', failure: { kind: 'out-of-time' } } });
  },
);

test.each([
  ['does not say that the update is over', 'at-rest', 'error'],
  ['does not say that the update is over, nor after a rollback', 'other-rollback', 'error'],
  ['does say so where it shows an end', 'succeeded', 'succeeded'],
] as const)('where no time is left, a state beside a record that goes on %s', async (_what, stage, expected) => {
  const run = inDoubtRun({ wanted: ours });
  run.records.take([record(undefined, -30, undefined, { stage: 'in-progress' })], true);
  const next = await endInDoubt(run, shown(stage, undefined, nameless), { ...ask, isLast: true });
  expect(next).toMatchObject({ kind: 'result', result: { outcome: expected } });
});
