import { expect, test } from 'vitest';
import { endInDoubt } from '../../../src/cancellation/one-target/end-in-doubt.ts';
import { another, ours } from '../scripted-service.ts';
import { inDoubtRun, shown } from './runs.ts';

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
