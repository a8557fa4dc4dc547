import { describe, expect, test } from 'vitest';
import { KnownRecords } from '../../../src/cancellation/one-target/known-records.ts';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { another, ours } from '../scripted-service.ts';
import { record } from './runs.ts';

const goesOn = { stage: 'in-progress' } as const;
const untouched = { isCancelledByStep: false, statesTold: 1 };
const newer = record(undefined, 5, 6);
const hit = record(undefined, 1, undefined, { stage: 'cancelling', isCancelledByStep: true, statesTold: 3 });
const older = record(undefined, -9, -8);
const failed = record(undefined, 1, 2, { stage: 'stuck', statesTold: 2 });

describe('where later records of a stack lag', () => {
  test.each<[string, readonly DeploymentRecord[], readonly DeploymentRecord[]]>([
    ['that one is missing, which carries the token', [newer, older], [newer, hit, older]],
    ['all are missing', [], [hit, older]],
    ['its rollback is missing', [{ ...hit, ...goesOn, ...untouched }, older], [hit, older]],
    ['it had failed before its rollback', [{ ...hit, stage: 'stuck', statesTold: 2 }, older], [hit, older]],
    ['an end is missing', [hit, { ...older, ...goesOn, endedAtEpoch: undefined }], [hit, older]],
  ])('it is known what was told before: %s', (_what, later, expected) => {
    const known = new KnownRecords();
    expect(known.take([hit, older], true)).toEqual([hit, older]);
    expect(known.take(later, true)).toEqual(expected);
  });
});

test('a failure stays known where a later record lags and says that the update is in progress', () => {
  const known = new KnownRecords();
  known.take([failed], true);
  expect(known.take([{ ...failed, ...goesOn, endedAtEpoch: undefined, statesTold: 1 }], true)).toEqual([failed]);
});

test('what a later record says counts, as long as nothing has ended', () => {
  const known = new KnownRecords();
  known.take([record(ours, 1, undefined, goesOn)], true);
  const later = record(ours, 1, 2, { stage: 'stuck' });
  expect(known.take([later], true)).toEqual([later]);
  expect(known.take([{ ...later, stage: 'rolling-back' }], true)).toEqual([{ ...later, stage: 'rolling-back' }]);
});

test('the record of another deployment of a service is not missing, which was asked for before', () => {
  const known = new KnownRecords();
  known.take([record(another, -9, -8)], false);
  expect(known.take([record(ours, 1, 2)], false)).toEqual([record(ours, 1, 2)]);
});

test.each<[string, string | undefined, DeploymentRecord | undefined]>([
  ['that is known', ours, record(ours, 1, 2)],
  ['that is not', another, undefined],
  ['without an id', undefined, undefined],
])('the record of an update is known or not, %s', (_what, id, expected) => {
  const known = new KnownRecords();
  known.take([record(ours, 1, 2), older], true);
  expect(known.of(id)).toEqual(expected);
});
