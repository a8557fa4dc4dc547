import { expect, test } from 'vitest';
import type { RollbackOrigin } from '../../../src/cancellation/model/deployment.ts';
import { Rollback } from '../../../src/cancellation/one-target/rollback.ts';
import type { Reading } from '../../../src/cancellation/ports.ts';
import { AwsTime } from '../../../src/cancellation/traffic/aws-time.ts';
import { another, ours, type ReadingFields, readingOf } from '../scripted-service.ts';
import { record } from './runs.ts';

const nameless = { deploymentId: undefined };
const undated = { ...nameless, begunAtEpoch: undefined };
const awsTime = new AwsTime(0);

function stuck(fields: ReadingFields = {}): Reading {
  return readingOf('UPDATE_ROLLBACK_FAILED', { stage: 'stuck', ...fields });
}

function inProgress(fields: ReadingFields = {}): Reading {
  return readingOf('UPDATE_IN_PROGRESS', { stage: 'in-progress', ...fields });
}

function rollsBack(rollbackBy?: RollbackOrigin, fields: ReadingFields = {}): Reading {
  return readingOf('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back', rollbackBy, ...fields });
}

const begun = inProgress({ ...nameless, begunAtEpoch: Date.UTC(2026, 8, 1) });

/** Who began the rollback of the last of the readings, as far as all of them say. */
function originOf(...readings: readonly Reading[]): RollbackOrigin | undefined {
  const rollback = new Rollback(awsTime);
  for (const each of readings) rollback.markRead(0, each);
  return rollback.of(readings.at(-1) ?? rollsBack())?.rollbackBy;
}

test.each<[string, readonly Reading[], RollbackOrigin | undefined]>([
  ['a user', [rollsBack('user')], 'user'],
  ['a user, as a state before the end has said', [rollsBack('user'), rollsBack()], 'user'],
  ['a repair, where the update was stuck before', [stuck(), rollsBack('user')], 'repair'],
  ['a repair, however often it is read', [stuck(), rollsBack('user'), rollsBack('user'), rollsBack()], 'repair'],
  ['a user, where another update was stuck before', [stuck({ deploymentId: another }), rollsBack('user')], 'user'],
  ['a user, where a new update has begun since', [stuck(nameless), inProgress(), rollsBack('user', nameless)], 'user'],
  ['a user, where the rollback that failed is continued', [rollsBack('user'), stuck(), rollsBack('user')], 'user'],
  ['a user, also where the state says later that it is a repair', [rollsBack('user'), rollsBack('repair')], 'user'],
  ['a user, where a state before has shown the repair', [rollsBack('repair'), rollsBack('user')], 'user'],
  ['itself, where a state before has shown the repair', [rollsBack('repair'), rollsBack('itself')], 'itself'],
  ['itself, where a later state names a user', [rollsBack('itself'), rollsBack('user')], 'itself'],
  ['itself, where it is repaired later', [rollsBack('itself'), rollsBack('repair')], 'itself'],
  ['its parent, also after a failure', [stuck(), rollsBack('parent')], 'parent'],
  [
    'a user, also where another one was rolled back by a user',
    [rollsBack('user', { deploymentId: another }), rollsBack('user')],
    'user',
  ],
  [
    'a user, where the same update is shown in progress again',
    [rollsBack('user'), inProgress(), rollsBack(undefined, nameless)],
    'user',
  ],
  [
    'nobody knows, where another update without an id was shown in progress since',
    [inProgress(undated), rollsBack('itself', nameless), inProgress(undated), rollsBack(undefined, nameless)],
    undefined,
  ],
  ['a repair, as the state says', [rollsBack('repair')], 'repair'],
  ['a repair, of which a state without an id says less', [rollsBack('repair'), rollsBack('user', nameless)], 'repair'],
  [
    'a user, as a state without an id says of an update that has begun since',
    [rollsBack('user', { deploymentId: another }), inProgress(), rollsBack('user', nameless), rollsBack()],
    'user',
  ],
  [
    'a user, where a state that lags shows the same update in progress again',
    [inProgress(), rollsBack('user', nameless), inProgress(), rollsBack(undefined, nameless)],
    'user',
  ],
  [
    'a user, where a state that lags and has no id shows the same update in progress again, by its beginning',
    [begun, rollsBack('user', nameless), begun, rollsBack(undefined, nameless)],
    'user',
  ],
  ['nobody knows, of another update', [rollsBack('user'), rollsBack(undefined, { deploymentId: another })], undefined],
  ['a user, as a state without an id does not say', [rollsBack('user'), rollsBack(undefined, nameless)], 'user'],
])('who has begun a rollback: %s', (_who, readings, expected) => {
  expect(originOf(...readings)).toBe(expected);
});

test('an update in progress that was begun before the rollback was shown is not the next one, although it has no id', () => {
  const rollback = new Rollback(awsTime);
  const epoch = Date.UTC(2026, 8, 1);
  awsTime.learn(epoch, 0, 0);
  rollback.markRead(0, rollsBack('user', nameless));
  rollback.markRead(1, inProgress({ ...nameless, begunAtEpoch: epoch - 1 }));
  expect(rollback.of(rollsBack(undefined, nameless))?.rollbackBy).toBe('user');
  rollback.markRead(2, inProgress({ ...nameless, begunAtEpoch: epoch }));
  expect(rollback.of(rollsBack(undefined, nameless))).toBeUndefined();
});

test('an update in progress that was begun after the stack was last updated for a rollback is the next one', () => {
  const epoch = Date.UTC(2026, 8, 1);
  const origins = [0, 1].map((later) => {
    const time = new AwsTime(0);
    time.learn(epoch, 0, 0);
    const rollback = new Rollback(time);
    rollback.markRead(0, rollsBack('user', { ...undated, lastUpdatedAtEpoch: epoch - 500 - later }));
    rollback.markRead(1, inProgress({ ...nameless, begunAtEpoch: epoch - 500 }));
    return rollback.of(rollsBack(undefined, nameless))?.rollbackBy;
  });
  expect(origins).toEqual(['user', undefined]);
});

test('a state without an id does not erase whose rollback it was that it tells again', () => {
  const readings = [rollsBack('user'), rollsBack('user', nameless), rollsBack(undefined, { deploymentId: another })];
  expect(originOf(...readings)).toBeUndefined();
});

test('"User Initiated" is no cause, and AWS\'s words for a failure are one', () => {
  const causes = (['user', 'repair', 'itself'] as const).map((by) => {
    const rollback = new Rollback(awsTime);
    rollback.markRead(0, rollsBack(by, { message: 'The words.' }));
    return rollback.of(rollsBack())?.message;
  });
  expect(causes).toEqual([undefined, undefined, 'The words.']);
});

test('a state without an id says nothing of a rollback that was over before another update was begun', () => {
  expect(originOf(rollsBack('itself', nameless), inProgress(nameless), rollsBack(undefined, nameless))).toBeUndefined();
});

test('a user stays the one who has begun a rollback, although that of another update is read', () => {
  const others = [rollsBack('user'), rollsBack('repair', { deploymentId: another }), rollsBack()];
  expect(originOf(...others)).toBe('user');
});

test('a record of a repair says more than a state, which says the same of a user', () => {
  const rollback = new Rollback(awsTime);
  rollback.markRead(0, rollsBack('user'));
  rollback.markRecord(record(undefined, -30, undefined, { rollbackBy: 'repair' }));
  expect(rollback.of(rollsBack())?.rollbackBy).toBe('repair');
  rollback.markRecord(record(ours, -30, undefined, { rollbackBy: 'repair' }));
  rollback.markRead(0, rollsBack('user'));
  expect(rollback.of(rollsBack())?.rollbackBy).toBe('repair');
});

test('a record says for certain who began a rollback, if it says so at all', () => {
  const rollback = new Rollback(awsTime);
  rollback.markRead(0, rollsBack('user'));
  rollback.markRecord(record(ours, -30, 5));
  expect(rollback.of(rollsBack())?.rollbackBy).toBe('user');
  rollback.markRecord(record(ours, -30, 5, { rollbackBy: 'itself', rollbackCause: 'It broke.' }));
  expect(rollback.of(rollsBack())).toEqual({ rollbackBy: 'itself', message: 'It broke.', deploymentId: ours });
});
