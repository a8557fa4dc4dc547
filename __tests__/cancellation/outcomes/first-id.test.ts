import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { events, stack } from './stack-readings.ts';

describe('after an accepted request that names no update, the stack does not say when its update was begun', () => {
  const first = { cancel: [acceptedSilently], findsByToken: true };
  const nameless = stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: undefined });
  check([
    [
      'an id that is read at once is the right one, as no rollback is that short',
      {
        ...first,
        service: [...Array(11).fill(stack('UPDATE_ROLLBACK_IN_PROGRESS')), stack('UPDATE_ROLLBACK_COMPLETE')],
      },
      'cancelled',
      [cancel, ...times(get, 12)],
      { deploymentId: ours },
    ],
    [
      'an id that is read at once after a request that could leave only late',
      {
        ...first,
        cancel: [...Array(4).fill(failing('unreachable', cancel)), acceptedSilently],
        service: [...Array(11).fill(stack('UPDATE_ROLLBACK_IN_PROGRESS')), stack('UPDATE_ROLLBACK_COMPLETE')],
      },
      'cancelled',
      [cancel, cancel, cancel, cancel, cancel, ...times(get, 12)],
      { deploymentId: ours },
    ],
    [
      'an id that is read in progress after the rollback may be that of the update before',
      {
        ...first,
        service: [
          nameless,
          stack('UPDATE_IN_PROGRESS', { deploymentId: another }),
          ...Array(9).fill(nameless),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined }),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'cancelled',
      [cancel, ...times(get, 12), ask, get],
      { deploymentId: undefined },
    ],
    [
      'an id that is read late is looked up by the token',
      {
        ...first,
        service: [nameless, nameless, nameless, nameless, stack('UPDATE_COMPLETE', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      },
      'cancelled',
      [cancel, get, get, get, get, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'the stack is at rest, and the record of the update says how it ended',
      {
        ...first,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('IMPORT_COMPLETE', { deploymentId: undefined })],
        deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', { isCancelledByStep: true })],
      },
      'failed',
      [cancel, get, get, ask],
      { deploymentId: ours },
    ],
  ]);
});

describe('the events can not be read until the wait is over', () => {
  const inTheSecondOfTheRequest = { begunAt: '2026-09-01T00:00:01.000Z' };
  const first = { cancel: [acceptedSilently], findsByToken: true, deployment: [failing('throttled', ask)] };
  check([
    [
      'the first id that was read counts as that of the update that was cancelled, which has not ended',
      { ...first, service: [stack('UPDATE_IN_PROGRESS', inTheSecondOfTheRequest)] },
      'timed-out',
      [cancel, get, ask, get, ask, get, ask],
      { plan: { waitMilliseconds: 2_000 }, deploymentId: ours, status: 'UPDATE_IN_PROGRESS' },
    ],
    [
      'the first id that was read, though late, counts likewise, and the stack says that its update was rolled back',
      { ...first, service: [...Array(4).fill(failing('throttled')), stack('UPDATE_ROLLBACK_COMPLETE')] },
      'cancelled',
      [cancel, ...times(get, 5), ...Array(6).fill([ask, get]).flat(), ask],
      { plan: { waitMilliseconds: 5_000 }, deploymentId: ours, status: 'UPDATE_ROLLBACK_COMPLETE' },
    ],
  ]);
});

describe('the events may not be read, and the rollback names no update', () => {
  const nameless = { deploymentId: undefined };
  const denied = {
    cancel: [acceptedSilently],
    findsByToken: true,
    deployment: [failing('access-denied', ask)],
    service: [
      stack('UPDATE_IN_PROGRESS'),
      stack('UPDATE_IN_PROGRESS'),
      ...Array(11).fill(stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless)),
    ],
  };
  test.each(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED'] as const)('its end is %s', async (status) => {
    const { result } = await play(
      { ...denied, service: [...denied.service, stack(status, nameless)] },
      { plan: { deploymentId: ours } },
    );
    expect(result.outcome).toBe(status === 'UPDATE_ROLLBACK_COMPLETE' ? 'cancelled' : 'failed');
    expect(result.waitedMilliseconds).toBeLessThan(30_000);
  });
});

describe('the id that the guard names is the right one, though its update was begun in the second of the request', () => {
  const inTheSecondOfTheRequest = { begunAt: '2026-09-01T00:00:01.000Z' };
  check([
    [
      'nothing is asked',
      {
        cancel: [acceptedSilently],
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_IN_PROGRESS', inTheSecondOfTheRequest),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { rollbackBy: 'user' }),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        findsByToken: true,
      },
      'cancelled',
      [get, cancel, get, get, get],
      { plan: { deploymentId: ours }, deploymentId: ours },
    ],
  ]);
});

test('an id that was read late is told where the step is stopped while it is looked up', async () => {
  const nameless = stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: undefined });
  const { result } = await play(
    {
      cancel: [acceptedSilently],
      findsByToken: true,
      service: [...Array(4).fill(nameless), stack('UPDATE_ROLLBACK_IN_PROGRESS')],
      deployment: [failing('interrupted', ask)],
    },
    { onCall: ({ call }, interruption) => call === ask && interruption.abort() },
  );
  expect([result.outcome, result.deploymentId]).toEqual(['interrupted', ours]);
});
