import { describe } from 'vitest';
import { accepted, ours, reading } from '../scripted-service.ts';
import { cancel, check, get, noWait } from './rows.ts';

describe('the status in the answer to the request counts', () => {
  check([
    ['CANCELLED ends the work', { cancel: [accepted('CANCELLED')] }, 'cancelled', [cancel], { deploymentId: ours }],
    ['SUCCEEDED ends the work', { cancel: [accepted('SUCCEEDED')] }, 'succeeded', [cancel]],
    ['FAILED ends the work', { cancel: [accepted('FAILED')] }, 'failed', [cancel]],
    ['DELETE_IN_PROGRESS ends the work', { cancel: [accepted('DELETE_IN_PROGRESS')] }, 'deleted', [cancel]],
    ['DELETE_FAILED ends the work', { cancel: [accepted('DELETE_FAILED')] }, 'deleted', [cancel]],
    ['DELETE_COMPLETE ends the work', { cancel: [accepted('DELETE_COMPLETE')] }, 'deleted', [cancel]],
    [
      'CANCELLING without an id: the one that is read counts, although that still says in progress',
      {
        cancel: [accepted('CANCELLING', { deploymentId: undefined, begunAtEpoch: undefined })],
        service: [reading('IN_PROGRESS')],
      },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 2_000 }, deploymentId: ours },
    ],
    [
      'CANCELLING is requested where nothing is waited for',
      { cancel: [accepted('CANCELLING')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'IN_PROGRESS is requested where nothing is waited for',
      { cancel: [accepted('IN_PROGRESS')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'an unknown status is requested where nothing is waited for',
      { cancel: [accepted('PAUSED')] },
      'requested',
      [cancel],
      noWait,
    ],
    [
      'CANCELLED counts even where nothing is waited for',
      { cancel: [accepted('CANCELLED')] },
      'cancelled',
      [cancel],
      noWait,
    ],
  ]);
});
