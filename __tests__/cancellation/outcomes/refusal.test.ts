import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { failing, ours, reading, withoutPipeline } from '../scripted-service.ts';
import { cancel, check, get, noWait, times } from './rows.ts';

describe.each(['conflict', 'validation'] as const)('a %s error is looked into, never its text', (kind) => {
  const refused = { cancel: [failing(kind, cancel)] };
  check([
    [
      'CANCELLING: the wait is joined',
      { ...refused, service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get],
      { deploymentId: ours },
    ],
    [
      'CANCELLING is requested where nothing is waited for',
      { ...refused, service: [reading('CANCELLING')] },
      'requested',
      [cancel, get],
      noWait,
    ],
    [
      'CANCELLED before',
      { ...refused, service: [reading('CANCELLED')] },
      'nothing-to-cancel',
      [cancel, get],
      { deploymentId: undefined },
    ],
    ['SUCCEEDED before', { ...refused, service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [cancel, get]],
    ['FAILED before', { ...refused, service: [reading('FAILED')] }, 'nothing-to-cancel', [cancel, get]],
    ['no pipeline', { ...refused, service: [withoutPipeline()] }, 'nothing-to-cancel', [cancel, get]],
    [
      'no pipeline, and the service is being deleted',
      { ...refused, service: [withoutPipeline(true)] },
      'deleted',
      [cancel, get],
    ],
    [
      'DELETE_IN_PROGRESS: no deployment was in progress that the request could be meant for',
      { ...refused, service: [reading('DELETE_IN_PROGRESS')] },
      'deleted',
      [cancel, get],
      { deploymentId: undefined },
    ],
    ['DELETE_FAILED', { ...refused, service: [reading('DELETE_FAILED')] }, 'deleted', [cancel, get]],
    ['DELETE_COMPLETE', { ...refused, service: [reading('DELETE_COMPLETE')] }, 'deleted', [cancel, get]],
    [
      'IN_PROGRESS: it is the error that it says',
      { ...refused, service: [reading('IN_PROGRESS')] },
      'error',
      [cancel, ...times(get, 11)],
      { deploymentId: ours, status: 'IN_PROGRESS' },
    ],
    [
      'an unknown status: it is the error that it says',
      { ...refused, service: [reading('PAUSED')] },
      'error',
      [cancel, get],
    ],
    ['no such service', { ...refused, service: [failing('not-found')] }, 'not-found', [cancel, ...times(get, 11)]],
    ['the look is denied', { ...refused, service: [failing('access-denied')] }, 'error', [cancel, get]],
    [
      'the look fails for a while',
      { ...refused, service: [failing('throttled'), failing('server-fault'), reading('CANCELLED')] },
      'nothing-to-cancel',
      [cancel, get, get, get],
    ],
  ]);

  test('an error keeps the name that Proton gave it', async () => {
    const { result } = await play({ ...refused, service: [reading('IN_PROGRESS')] });
    expect(result.failure).toMatchObject({ name: kind, call: 'cancel', requestId: 'r-1' });
  });
});
