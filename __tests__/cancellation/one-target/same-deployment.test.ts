import { expect, test } from 'vitest';
import { isSameDeployment } from '../../../src/cancellation/one-target/same-deployment.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { another, ours, type ReadingFields, readingOf } from '../scripted-service.ts';

const begunAtEpoch = Date.parse('2026-09-01T00:00:00.000Z');

function recordOf(fields: Partial<DeploymentRecord>): DeploymentRecord {
  return {
    stage: 'rolled-back',
    status: 'UPDATE_ROLLBACK_COMPLETE',
    message: undefined,
    deploymentId: undefined,
    begunAtEpoch: undefined,
    endedAtEpoch: undefined,
    rollbackBegunAtEpoch: undefined,
    statesTold: 0,
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
    ...fields,
  };
}

const timeless = { begunAtEpoch: undefined };
const begun = { begunAtEpoch };
const status = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
const rollsBack = { ...timeless, status, stage: 'rolling-back' } as const;
const cancelling = { ...timeless, status, stage: 'cancelling' } as const;
const wentThrough = { stage: 'cancelled', rollbackBy: 'user' } as const;
const failing = { ...rollsBack, rollbackBy: 'itself' } as const;
const byUser = { ...rollsBack, rollbackBy: 'user' } as const;
const failed = { stage: 'rolled-back', status: 'UPDATE_ROLLBACK_COMPLETE', rollbackBy: 'itself' } as const;
const repaired = { ...failed, rollbackBy: 'repair' } as const;
const closer = recordOf({ begunAtEpoch: begunAtEpoch + 100 });
const namesake = recordOf({});
/** An update that had begun long before, and ended so many milliseconds after the time that the reading tells. */
const endedAt = (milliseconds: number): DeploymentRecord =>
  recordOf({ begunAtEpoch: begunAtEpoch - 60_000, endedAtEpoch: begunAtEpoch + milliseconds });
const later = { begunAtEpoch: begunAtEpoch + 1_500 };

test.each<[string, Partial<DeploymentRecord>, ReadingFields, readonly DeploymentRecord[], boolean]>([
  [
    'the status, as both say that it failed by itself',
    { status, rollbackBy: 'itself' },
    { ...failing, deploymentId: undefined },
    [recordOf({ deploymentId: 'the-newer-one' })],
    true,
  ],
  ['the same id', { deploymentId: ours }, { deploymentId: ours }, [], true],
  ['another id', { deploymentId: ours }, { deploymentId: another }, [], false],
  ['an id in the record alone', { deploymentId: ours, ...begun }, { deploymentId: undefined, ...begun }, [], true],
  ['an id in the reading alone, and the time', begun, begun, [], true],
  [
    'the time, of one that a user rolls back, and that has succeeded',
    { ...wentThrough, ...begun },
    { stage: 'succeeded', ...begun },
    [],
    false,
  ],
  [
    'the time, of one that a user rolls back, and that cleans up',
    { ...wentThrough, ...begun },
    { stage: 'cleaning-up', ...begun },
    [],
    false,
  ],
  [
    'the time, of one that its parent rolls back, and that cleans up',
    { rollbackBy: 'parent', ...begun },
    { stage: 'cleaning-up', ...begun },
    [],
    true,
  ],
  ['a time that is 2 s off', { begunAtEpoch: begunAtEpoch + 2_000 }, begun, [], true],
  ['a time that is more than 2 s off', { begunAtEpoch: begunAtEpoch + 2_001 }, begun, [], false],
  ['a time that another record is closer to', { begunAtEpoch: begunAtEpoch + 1_000 }, begun, [closer], false],
  ['a time after the end of one that went on at the time of the reading', later, begun, [endedAt(1_000)], false],
  ['a time at the very end of such a one', later, begun, [endedAt(1_500)], false],
  ['a time after the end of one that was over by then', later, begun, [endedAt(0)], true],
  ['a time before the end of one that went on', later, begun, [endedAt(1_501)], true],
  ['a time of the reading after the end of the record', { ...begun, endedAtEpoch: begunAtEpoch - 1 }, begun, [], false],
  ['a time of the reading at the end of the record', { ...begun, endedAtEpoch: begunAtEpoch }, begun, [], true],
  ['no time in the record, and the same status', {}, begun, [], true],
  ['no time in the reading, and the same status', begun, timeless, [], true],
  ['no time, and another status', { status: 'UPDATE_COMPLETE' }, timeless, [], false],
  ['no time, and a rollback is read that the record says is over', wentThrough, rollsBack, [], true],
  ['no time, and a cancellation is read that the record says is over', wentThrough, cancelling, [], true],
  [
    'no time, and a rollback by itself is read, where a user has begun that of the record',
    wentThrough,
    failing,
    [],
    false,
  ],
  ['no time, and a rollback by itself is read, as the record has it', failed, failing, [], true],
  ['no time, and a rollback by a user is read, where the record calls it a repair', repaired, byUser, [], true],
  [
    'no time, and something else is read than the rollback of the record',
    wentThrough,
    { ...timeless, status },
    [],
    false,
  ],
  [
    'no time, and a rollback is read that the record does not know',
    { status: 'UPDATE_COMPLETE' },
    rollsBack,
    [],
    false,
  ],
  [
    'no time, and another rollback is read than the record says goes on',
    { ...wentThrough, stage: 'rolling-back' },
    rollsBack,
    [],
    false,
  ],
  ['no time, and the same status as a newer record', {}, timeless, [namesake], false],
  [
    'no time, and the same status, but a rollback by the parent is read, and a user has begun that of the record',
    { status, rollbackBy: 'user', stage: 'cancelling' },
    { ...rollsBack, rollbackBy: 'parent' },
    [],
    false,
  ],
  [
    'no time, and the same status, and both say that a user has begun it',
    { status, rollbackBy: 'repair', stage: 'rolling-back' },
    byUser,
    [],
    true,
  ],
])('whether a record and a reading are about one deployment: %s', (_what, fields, read, newer, expected) => {
  const record = recordOf(fields);
  expect(isSameDeployment(record, readingOf('UPDATE_ROLLBACK_COMPLETE', read), [...newer, record])).toBe(expected);
});
