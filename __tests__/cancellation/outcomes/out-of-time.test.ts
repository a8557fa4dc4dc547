import { expect, test } from 'vitest';
import type { Baseline } from '../../../src/cancellation/model/plan.ts';
import { play } from '../play.ts';
import { another, failing, ours, reading } from '../scripted-service.ts';
import { cancel } from './rows.ts';
import { events, missing, stack, stackId } from './stack-readings.ts';

const nested = { nestedIn: 'root-id' };

const baseline: Baseline = {
  exists: true,
  reference: stackId,
  deploymentId: another,
  begunAtEpoch: undefined,
  readAtEpoch: undefined,
  isGoingOn: false,
};

test('no end is told of an update that deployment-id names, where the time is over before a recent state was read', async () => {
  const rest = stack('UPDATE_ROLLBACK_COMPLETE', { reference: stackId, deploymentId: another });
  const { result } = await play(
    { service: [rest, failing('throttled')], findsByToken: true },
    { plan: { targetKind: 'stack', deploymentId: ours, waitMilliseconds: 0 } },
  );
  expect(result).toMatchObject({ outcome: 'error', failure: { kind: 'out-of-time' } });
});

test('nothing is said to have taken the place of a nested stack that cleans up, where the time is over while an older state is read', async () => {
  const { result } = await play(
    {
      cancel: [failing('connection-lost', cancel)],
      service: [
        stack('UPDATE_IN_PROGRESS'),
        stack('UPDATE_ROLLBACK_COMPLETE', { ...nested, deploymentId: another }),
        failing('throttled'),
      ],
      deployment: [events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user')],
      findsByToken: true,
    },
    { plan: { targetKind: 'stack', deploymentId: ours, waitMilliseconds: 0 } },
  );
  expect(result).toMatchObject({ outcome: 'error', failure: { kind: 'out-of-time' } });
});

test('a target that was read is not told to be deleted, where the time is over while reads may lag', async () => {
  const target = { name: 'web', reference: 'web', baseline: missing };
  const { result } = await play(
    {
      cancel: [failing('conflict', cancel)],
      service: [reading('IN_PROGRESS'), failing('not-found'), failing('throttled')],
    },
    { plan: { targets: [target], waitMilliseconds: 0 } },
  );
  expect(result).toMatchObject({ outcome: 'error', failure: { kind: 'out-of-time' } });
});

test.each([
  ['nothing has begun since the baseline', { ...baseline, deploymentId: ours }],
  ['another deployment has followed what began since the baseline', baseline],
])('where the time is over while reads may lag, it is not known whether %s', async (_what, before) => {
  const rest = stack('UPDATE_ROLLBACK_COMPLETE', { reference: stackId });
  const targets = [{ name: 'web', reference: stackId, baseline: before }];
  const { result } = await play(
    { service: [rest, failing('throttled')], findsByToken: true },
    { plan: { targetKind: 'stack', targets, waitMilliseconds: 0 } },
  );
  expect(result).toMatchObject({ outcome: 'error', failure: { kind: 'out-of-time' } });
});

test('a step that is stopped while it looks is told as stopped', async () => {
  const { result } = await play(
    { cancel: [failing('conflict', cancel)], service: [reading('IN_PROGRESS'), failing('throttled')] },
    { onCall: ({ atMilliseconds }, interruption) => atMilliseconds > 1_000 && interruption.abort() },
  );
  expect(result).toMatchObject({ outcome: 'interrupted' });
});

test('a look for what begins late that is longer than the step may last ends with what it last saw', async () => {
  const rest = stack('UPDATE_COMPLETE', { reference: stackId, deploymentId: another });
  const targets = [{ name: 'web', reference: stackId, baseline }];
  const { result, milliseconds } = await play(
    { service: [rest], findsByToken: true },
    { plan: { targetKind: 'stack', targets, waitMilliseconds: 0, lookAgainMilliseconds: 60_000 } },
  );
  expect(result).toMatchObject({ outcome: 'nothing-to-cancel', reason: { kind: 'nothing-began' } });
  expect(milliseconds).toBe(24_000);
});
