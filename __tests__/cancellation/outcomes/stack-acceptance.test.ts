import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, noWait, times } from './rows.ts';
import { events, stack, stackId } from './stack-readings.ts';

const begun = { cancel: [acceptedSilently], findsByToken: true };
const byThisStep = { isCancelledByStep: true };

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
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, get, ask],
      { deploymentId: ours, status: 'UPDATE_ROLLBACK_COMPLETE' },
    ],
    [
      'a read that is late still shows the update in progress',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, ask],
    ],
    [
      'the rollback takes longer than the wait',
      { ...begun, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS')] },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 900 }, reason: { kind: 'timed-out', isRollback: false } },
    ],
    [
      'the update had finished, as its events say as well',
      { ...begun, service: [stack('UPDATE_COMPLETE')], deployment: [events('UPDATE_COMPLETE', 'user')] },
      'succeeded',
      [cancel, get, ask],
    ],
    [
      'the update had finished, and the events are denied: time has to tell',
      { ...begun, service: [stack('UPDATE_COMPLETE')], deployment: [failing('access-denied', ask)] },
      'succeeded',
      [cancel, get, ask, ...times(get, 10)],
    ],
    [
      'the first read shows the end of the update before',
      {
        ...begun,
        service: [
          stack('UPDATE_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          ...Array(10).fill(stack('UPDATE_ROLLBACK_IN_PROGRESS')),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, ask, ...times(get, 12)],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'the first reads show the rollback of the update before, and its end',
      {
        ...begun,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, ask, get, get],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'the update has passed the point of no return',
      {
        ...begun,
        service: [stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), stack('UPDATE_COMPLETE')],
        deployment: [events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user')],
      },
      'succeeded',
      [cancel, get, ask, get],
    ],
    [
      'the rollback fails',
      {
        ...begun,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')],
        deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', byThisStep)],
      },
      'failed',
      [cancel, get, get, ask],
    ],
    [
      'the update fails without a rollback',
      { ...begun, service: [stack('UPDATE_FAILED')], deployment: [events('UPDATE_FAILED', 'user')] },
      'failed',
      [cancel, get, ask],
    ],
    ['the stack is deleted', { ...begun, service: [stack('DELETE_IN_PROGRESS')] }, 'deleted', [cancel, get]],
    ['the stack is gone', { ...begun, service: [failing('not-found')] }, 'deleted', [cancel, ...times(get, 11)]],
    [
      'the first read comes too early to know the stack',
      {
        ...begun,
        service: [failing('not-found'), stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, get, ask],
    ],
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
      'nothing is waited for, and the events do not know yet of the end that the stack shows',
      { ...begun, service: [stack('UPDATE_COMPLETE')], deployment: [events('UPDATE_IN_PROGRESS', 'user')] },
      'requested',
      [cancel, get, ask],
      noWait,
    ],
    [
      'nothing is waited for, and the end is there already',
      {
        ...begun,
        service: [stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, ask],
      noWait,
    ],
    [
      'a newer update has begun: the events say how the cancelled one ended',
      {
        ...begun,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'a newer update has begun, known by its time alone: the events are found by the token',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, ask],
    ],
    [
      'a newer update has begun, known by its time alone, and the events that the token finds name no update',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { ...byThisStep, deploymentId: undefined })],
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
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
      },
      'cancelled',
      [cancel, get, get, ask],
      { deploymentId: ours },
    ],
  ]);

  test('resources that were left behind are told where the last state names no update', async () => {
    const { result } = await play({
      ...begun,
      service: [
        stack('UPDATE_ROLLBACK_IN_PROGRESS'),
        stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined, hasLeftovers: true }),
      ],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
    });
    expect(result).toMatchObject({ outcome: 'cancelled', hasLeftovers: true });
  });

  test('from the first read on, the stack id counts, not the name', async () => {
    const { calls } = await play({
      ...begun,
      service: [
        stack('UPDATE_ROLLBACK_IN_PROGRESS', { reference: stackId }),
        stack('UPDATE_ROLLBACK_COMPLETE', { reference: stackId }),
      ],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
    });
    const references = calls.map(({ reference }) => reference);
    expect(references).toEqual(['checkout-api', 'checkout-api', stackId, stackId, stackId]);
  });

  test('the id counts also where the first read is about a newer update', async () => {
    const successor = { reference: stackId, deploymentId: undefined, begunAt: '2026-09-01T00:10:00.000Z' };
    const { calls } = await play({
      ...begun,
      service: [stack('UPDATE_IN_PROGRESS', successor)],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', byThisStep)],
    });
    expect(calls.map(({ reference }) => reference)).toEqual(['checkout-api', 'checkout-api', stackId]);
  });
});
