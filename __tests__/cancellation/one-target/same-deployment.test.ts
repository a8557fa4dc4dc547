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
    isCancelledByStep: false,
    rollbackBy: undefined,
    rollbackCause: undefined,
    failedResources: [],
    ...fields,
  };
}

const timeless = { begunAtEpoch: undefined };
const begun = { begunAtEpoch };
const closer = recordOf({ begunAtEpoch: begunAtEpoch + 100 });
const namesake = recordOf({});

test.each<[string, Partial<DeploymentRecord>, ReadingFields, readonly DeploymentRecord[], boolean]>([
  ['the same id', { deploymentId: ours }, { deploymentId: ours }, [], true],
  ['another id', { deploymentId: ours }, { deploymentId: another }, [], false],
  ['an id in the record alone', { deploymentId: ours, ...begun }, { deploymentId: undefined, ...begun }, [], true],
  ['an id in the reading alone, and the time', begun, begun, [], true],
  ['a time that is 2 s off', { begunAtEpoch: begunAtEpoch + 2_000 }, begun, [], true],
  ['a time that is more than 2 s off', { begunAtEpoch: begunAtEpoch + 2_001 }, begun, [], false],
  ['a time that another record is closer to', { begunAtEpoch: begunAtEpoch + 1_000 }, begun, [closer], false],
  ['no time in the record, and the same status', {}, begun, [], true],
  ['no time in the reading, and the same status', begun, timeless, [], true],
  ['no time, and another status', { status: 'UPDATE_COMPLETE' }, timeless, [], false],
  ['no time, and the same status as a newer record', {}, timeless, [namesake], false],
])('whether a record and a reading are about one deployment: %s', (_what, fields, read, newer, expected) => {
  const record = recordOf(fields);
  expect(isSameDeployment(record, readingOf('UPDATE_ROLLBACK_COMPLETE', read), [...newer, record])).toBe(expected);
});
