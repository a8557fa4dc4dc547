import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { events, stack, stackId } from './stack-readings.ts';

const begun = { cancel: [acceptedSilently] };

describe('a guarded stack', () => {
  const guarded = { plan: { deploymentId: ours } };
  check([
    [
      'the update in progress is the one named',
      { ...begun, service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')] },
      'cancelled',
      [get, cancel, get],
      guarded,
    ],
    [
      'the request hit its successor',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_COMPLETE', 'user')],
      },
      'superseded',
      [get, cancel, ...Array(10).fill([get, ask]).flat(), get, ask],
      { ...guarded, reason: { kind: 'superseded', why: 'request-hit-successor', successor: another } },
    ],
    [
      'a successor came after the named one was cancelled',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [get, cancel, get, ask],
      guarded,
    ],
    [
      'a successor came, and the events that tell of the end are late',
      {
        ...begun,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user'), events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [get, cancel, get, ask, get, ask],
      guarded,
    ],
    [
      'a nested stack is asked like any other, and AWS refuses',
      { cancel: [failing('validation', cancel)], service: [stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id' })] },
      'not-cancellable',
      [get, cancel, ...times(get, 11)],
      { ...guarded, reason: { kind: 'nested' } },
    ],
    [
      'a nested stack had finished before, and its root has not rolled it back',
      {
        service: [
          stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { nestedIn: 'root-id' }),
          stack('UPDATE_COMPLETE', { nestedIn: 'root-id' }),
        ],
      },
      'nothing-to-cancel',
      [get, get],
      { ...guarded, reason: { kind: 'already-ended' } },
    ],
    [
      'a creation is not asked to cancel',
      { service: [stack('CREATE_IN_PROGRESS', { deploymentId: another })] },
      'not-cancellable',
      [get],
      { ...guarded, deploymentId: undefined, reason: { kind: 'other-operation' } },
    ],
  ]);
});

describe('a request of unknown fate', () => {
  const lost = failing('connection-lost', cancel);
  check([
    [
      'a user began the rollback',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, get, get, ask],
    ],
    [
      'the update had failed by itself',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself')],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask],
    ],
    [
      'the stack is at rest by the first look, rolled back by a user after the request',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { endedAtEpoch: Date.parse('2026-09-01T00:00:05Z') })],
      },
      'cancelled',
      [cancel, get, ask],
    ],
    [
      'the stack is at rest by the first look, and its end lies too close to the request to say which came first',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_FAILED', { begunAt: '2026-08-31T23:00:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', { endedAtEpoch: Date.parse('2026-09-01T00:00:00Z') })],
      },
      'failed',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'ended', isAfterRequest: false } },
    ],
    [
      'an update without an id is at rest that was begun later than the one in progress before',
      {
        cancel: [lost, failing('conflict', cancel)],
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_COMPLETE', { deploymentId: undefined, begunAtEpoch: Date.parse('2026-09-01T00:00:01Z') }),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'superseded',
      [cancel, get, cancel, get, ask],
      { reason: { kind: 'superseded', why: 'end-unknown' } },
    ],
  ]);

  test('names the stack by its id once a look has told it, whatever the look is about', async () => {
    const { calls } = await play({
      cancel: [lost],
      service: [stack('UPDATE_IN_PROGRESS', { reference: stackId, begunAt: '2026-09-01T00:10:00.000Z' })],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      findsByToken: true,
    });
    const [first, second, ...others] = calls.map(({ reference }) => reference);
    expect([first, second]).toEqual(['checkout-api', 'checkout-api']);
    expect(new Set(others)).toEqual(new Set([stackId]));
  });

  test('is found in the events by its token, if another update has come and gone before the first look', async () => {
    const { result, calls } = await play({
      cancel: [lost],
      service: [stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another })],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      findsByToken: true,
    });
    expect(calls.at(-1)?.question).toMatchObject({ deploymentId: undefined, token: 'token-1' });
    expect(result).toMatchObject({ outcome: 'cancelled', deploymentId: ours, reason: { successor: undefined } });
  });

  test('is repeated with its own token', async () => {
    const { calls, result } = await play({
      cancel: [lost, acceptedSilently],
      service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
      deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      findsByToken: true,
    });
    const tokens = calls.filter(({ call }) => call === 'cancel').map(({ token }) => token);
    expect(result.outcome).toBe('cancelled');
    expect(tokens).toEqual(['token-1', 'token-1']);
  });
});

describe('an id that is first read after the request may be that of a successor, and the token says which it is', () => {
  const first = { ...begun, findsByToken: true };
  const inTheSecondOfTheRequest = { begunAt: '2026-09-01T00:00:01.000Z' };
  check([
    [
      'it is that of a successor: the update that was cancelled is found by the token',
      {
        ...first,
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: another, ...inTheSecondOfTheRequest })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'it is that of the update that was cancelled',
      {
        ...first,
        service: [stack('UPDATE_IN_PROGRESS', inTheSecondOfTheRequest), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { isCancelledByStep: true })],
      },
      'cancelled',
      [cancel, get, ask, get],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'the events are denied: it counts as that of the update that was cancelled',
      {
        ...first,
        service: [stack('UPDATE_IN_PROGRESS', inTheSecondOfTheRequest), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [failing('access-denied', ask)],
      },
      'cancelled',
      [cancel, get, ask, ...times(get, 10)],
      { deploymentId: ours },
    ],
    [
      'the update was begun long before: nothing is asked',
      {
        ...first,
        service: [
          ...Array(11).fill(stack('UPDATE_IN_PROGRESS', { begunAt: '2026-08-31T23:50:00.000Z' })),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
      },
      'cancelled',
      [cancel, ...times(get, 12)],
    ],
  ]);
});
