import { expect, test } from 'vitest';
import { endInDoubt } from '../../../src/cancellation/one-target/end-in-doubt.ts';
import { resultOfEnded } from '../../../src/cancellation/one-target/results-in-doubt.ts';
import { another, ours } from '../scripted-service.ts';
import { inDoubtRun, record, shown } from './runs.ts';

test.each([
  [21_999, 'again'],
  [22_000, 'result'],
])(
  'another update that is read %d ms after the request has not come after one shown 10 s before: %s',
  async (readAt, kind) => {
    const run = inDoubtRun();
    run.followed.follow(ours);
    run.readings.mark(0, shown('in-progress', undefined), 12_000);
    const ask = {
      kind: 'ask-end',
      successor: another,
      isSuperseded: true,
      mayBeSuccessor: false,
      readAt,
      isLast: false,
    } as const;
    const next = await endInDoubt(run, shown('rolled-back', undefined, { deploymentId: another }), ask);
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
  const ask = {
    kind: 'ask-end',
    successor: undefined,
    isSuperseded: false,
    mayBeSuccessor: false,
    readAt: 0,
    isLast: true,
  } as const;
  const next = await endInDoubt(run, shown('rolled-back', undefined, { deploymentId: another }), ask);
  expect(next).toMatchObject({ kind: 'result', result: { outcome: 'error', failure: { kind: 'out-of-time' } } });
});
