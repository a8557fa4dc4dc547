import { expect, test } from 'vitest';
import { wrongResults } from '../../../bench/many/result-check.ts';
import type { TargetMix } from '../../../bench/many/target-mix.ts';

const mix: TargetMix = {
  kind: 'service',
  targets: [
    { name: 'one', outcome: 'cancelled', placed: undefined },
    { name: 'two', outcome: 'not-found', placed: undefined },
  ],
};
const truths = [{ name: 'one', deployment: { id: 'd-1', status: 'CANCELLED', cancelRequested: true } }];
const one = { serviceName: 'one', outcome: 'cancelled', deploymentId: 'd-1' };
const two = { serviceName: 'two', outcome: 'not-found' };

test('right results are right', () => {
  expect(wrongResults(mix, truths, JSON.stringify([one, two]))).toEqual([]);
});

test.each([
  ['lost', [one], 'two is lost or out of its place.'],
  ['too many', [one, two, two], '1 results too many.'],
  ['in another order', [two, one], 'one is lost or out of its place.'],
  ['of another outcome', [one, { ...two, outcome: 'error' }], 'two is error, not not-found.'],
  ['about another deployment', [{ ...one, deploymentId: 'd-2' }, two], 'one is cancelled, but the emulator has'],
])('a result that is %s is found', (_how, results, expected) => {
  expect(wrongResults(mix, truths, JSON.stringify(results)).join('\n')).toContain(expected);
});

test('a cancellation that the emulator knows nothing of is found', () => {
  const untouched = [{ name: 'one', deployment: { id: 'd-1', status: 'CANCELLED', cancelRequested: false } }];

  expect(wrongResults(mix, untouched, JSON.stringify([one, two]))).toHaveLength(1);
});

test('of a stack, the state of its update counts', () => {
  const stacks: TargetMix = { kind: 'stack', targets: [{ name: 'one', outcome: 'failed', placed: undefined }] };
  const reported = JSON.stringify([{ stackName: 'one', outcome: 'failed', deploymentId: 'd-1' }]);
  const truthIn = (status: string) => [{ name: 'one', deployment: { id: 'd-1', status, cancelRequested: true } }];

  expect(wrongResults(stacks, truthIn('UPDATE_ROLLBACK_FAILED'), reported)).toEqual([]);
  expect(wrongResults(stacks, truthIn('UPDATE_ROLLBACK_COMPLETE'), reported)).toHaveLength(1);
});
