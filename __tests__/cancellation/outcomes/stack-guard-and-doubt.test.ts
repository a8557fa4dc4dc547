import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get } from './rows.ts';
import { events, stack } from './stack-readings.ts';

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
      [get, cancel, get, ask],
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
      'a nested stack is not asked to cancel',
      { service: [stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id' })] },
      'error',
      [get],
      { ...guarded, reason: { kind: 'nested' } },
    ],
    [
      'a creation is not asked to cancel',
      { service: [stack('CREATE_IN_PROGRESS')] },
      'error',
      [get],
      { ...guarded, reason: { kind: 'other-operation' } },
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
  ]);

  test('is repeated with its own token', async () => {
    const { calls, result } = await play({
      cancel: [lost, acceptedSilently],
      service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
    });
    const tokens = calls.filter(({ call }) => call === 'cancel').map(({ token }) => token);
    expect(result.outcome).toBe('cancelled');
    expect(tokens).toEqual(['token-1', 'token-1']);
  });
});
