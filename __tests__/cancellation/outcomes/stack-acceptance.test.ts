import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, noWait } from './rows.ts';
import { events, stack, stackId } from './stack-readings.ts';

const begun = { cancel: [acceptedSilently] };

describe('an accepted cancellation, whose answer says nothing, is followed by a read', () => {
  check([
    [
      'the update is rolled back',
      {
        ...begun,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
      },
      'cancelled',
      [cancel, get, get, get],
      { deploymentId: ours, status: 'UPDATE_ROLLBACK_COMPLETE' },
    ],
    [
      'a read that is late still shows the update in progress',
      { ...begun, service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')] },
      'cancelled',
      [cancel, get, get],
    ],
    [
      'the rollback takes longer than the wait',
      { ...begun, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS')] },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 900 }, reason: { kind: 'timed-out', isRollback: false } },
    ],
    ['the update had finished', { ...begun, service: [stack('UPDATE_COMPLETE')] }, 'succeeded', [cancel, get]],
    [
      'the update has passed the point of no return',
      { ...begun, service: [stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')] },
      'succeeded',
      [cancel, get],
    ],
    [
      'the rollback fails',
      { ...begun, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')] },
      'failed',
      [cancel, get, get],
    ],
    ['the update fails without a rollback', { ...begun, service: [stack('UPDATE_FAILED')] }, 'failed', [cancel, get]],
    ['the stack is deleted', { ...begun, service: [stack('DELETE_IN_PROGRESS')] }, 'deleted', [cancel, get]],
    ['the stack is gone', { ...begun, service: [failing('not-found')] }, 'deleted', [cancel, get]],
    [
      'nothing is waited for',
      { ...begun, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS')] },
      'requested',
      [cancel, get],
      noWait,
    ],
    [
      'nothing is waited for, and the read fails',
      { ...begun, service: [failing('throttled')] },
      'requested',
      [cancel, get],
      noWait,
    ],
    [
      'nothing is waited for, and reading is denied',
      { ...begun, service: [failing('access-denied')] },
      'requested',
      [cancel, get],
      noWait,
    ],
    [
      'something is waited for, and reading is denied',
      { ...begun, service: [failing('access-denied')] },
      'error',
      [cancel, get],
    ],
    [
      'nothing is waited for, and the end is there already',
      { ...begun, service: [stack('UPDATE_ROLLBACK_COMPLETE')] },
      'cancelled',
      [cancel, get],
      noWait,
    ],
    [
      'a newer update has begun: the events say how the cancelled one ended',
      {
        ...begun,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, get, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: another } },
    ],
    [
      'a newer update has begun, known by its time alone: the events are found by the token',
      {
        ...begun,
        findsEndByToken: true,
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, get, ask],
    ],
    [
      'a newer update has begun, known by its time alone, and the events that the token finds name no update',
      {
        ...begun,
        findsEndByToken: true,
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: undefined })],
      },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: undefined },
    ],
    [
      'a newer update has begun and ended, of which no id is told: a rollback does not end in UPDATE_COMPLETE',
      {
        ...begun,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_COMPLETE', { deploymentId: undefined })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, get, get, ask],
      { deploymentId: ours },
    ],
  ]);

  test('from the first read on, the stack id counts, not the name', async () => {
    const { calls } = await play({
      ...begun,
      service: [
        stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId }),
        stack('UPDATE_ROLLBACK_COMPLETE', { reference: stackId }),
      ],
    });
    expect(calls.map(({ reference }) => reference)).toEqual(['checkout-api', 'checkout-api', stackId, stackId]);
  });

  test('the id counts also where the first read is about a newer update', async () => {
    const successor = { reference: stackId, deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' };
    const { calls } = await play({
      ...begun,
      findsEndByToken: true,
      service: [stack('UPDATE_IN_PROGRESS', successor)],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
    });
    expect(calls.map(({ reference }) => reference)).toEqual(['checkout-api', 'checkout-api', stackId]);
  });
});
