import { expect, test } from 'vitest';
import type { Baseline } from '../../../src/cancellation/model/plan.ts';
import { hasBegunSince } from '../../../src/cancellation/one-target/baseline.ts';
import { another, ours, type ReadingFields, readingOf } from '../scripted-service.ts';

const readAtEpoch = Date.parse('2026-09-01T00:00:00.000Z');
const earlier = readAtEpoch - 1_000;
const later = readAtEpoch + 1_000;

/** At rest, without an id. */
const atRest: Baseline = {
  exists: true,
  reference: 'arn:one',
  deploymentId: undefined,
  begunAtEpoch: undefined,
  readAtEpoch,
  isGoingOn: false,
};
const missing = { exists: false, reference: undefined };
const goingOn = { isGoingOn: true };
const nameless = { deploymentId: undefined, begunAtEpoch: undefined };

test.each<[string, Partial<Baseline>, ReadingFields, boolean]>([
  ['a target without a pipeline, though it was created since', missing, { stage: 'absent' }, false],
  ['a target that was created since', missing, {}, true],
  ['a target that was created again, with the id of before', { deploymentId: ours }, { reference: 'arn:two' }, true],
  ['the target of before', { deploymentId: ours }, { reference: 'arn:one' }, false],
  ['a target whose id is not told', {}, { ...nameless, stage: 'at-rest' }, false],
  ['another id', { deploymentId: ours }, { deploymentId: another }, true],
  ['another id, begun before the baseline was read', {}, { deploymentId: another, begunAtEpoch: earlier }, false],
  ['another id, begun in that very moment', {}, { deploymentId: another, begunAtEpoch: readAtEpoch }, true],
  ['an id where there was none, and nothing went on', {}, { stage: 'succeeded', begunAtEpoch: undefined }, true],
  ['something in progress where nothing went on', {}, { ...nameless, stage: 'in-progress' }, true],
  ['an id where something without one went on', goingOn, { begunAtEpoch: undefined }, false],
  ['a later time than that of what went on', { ...goingOn, begunAtEpoch: readAtEpoch }, { begunAtEpoch: later }, true],
  ['the time of what went on', { ...goingOn, begunAtEpoch: later }, { begunAtEpoch: later }, false],
  [
    'a time in the second of the read, where something without one went on',
    goingOn,
    { begunAtEpoch: later - 1 },
    false,
  ],
  ['a time after the second of the read, where something without one went on', goingOn, { begunAtEpoch: later }, true],
  ['a time, where none is known', { ...goingOn, readAtEpoch: undefined }, { begunAtEpoch: later }, false],
])('whether it has begun since the baseline: %s', (_what, baseline, fields, expected) => {
  expect(hasBegunSince({ ...atRest, ...baseline }, readingOf('IN_PROGRESS', fields))).toBe(expected);
});

test('without a baseline, everything counts as begun since', () => {
  expect(hasBegunSince(undefined, readingOf(undefined, { stage: 'absent' }))).toBe(true);
});
