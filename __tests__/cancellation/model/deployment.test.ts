import { expect, test } from 'vitest';
import { isGoingOn, type Stage } from '../../../src/cancellation/model/deployment.ts';

test.each<[Stage, boolean]>([
  ['in-progress', true],
  ['cancelling', true],
  ['rolling-back', true],
  ['other-operation', true],
  // Never at rest, as nothing is known about it.
  ['unknown', true],
  ['cancelled', false],
  ['rolled-back', false],
  ['succeeded', false],
  ['failed', false],
  ['stuck', false],
  ['deleted', false],
  ['at-rest', false],
  ['absent', false],
])('whether a deployment that is %s goes on: %s', (stage, expected) => {
  expect(isGoingOn(stage)).toBe(expected);
});
