import { describe } from 'vitest';
import { accepted, ours } from '../scripted-service.ts';
import { cancel, check, noWait } from './rows.ts';

describe('the status in the answer to the request counts', () => {
  check([
    ['CANCELLED ends the work', { cancel: [accepted('CANCELLED')] }, 'cancelled', [cancel], { deploymentId: ours }],
    ['SUCCEEDED ends the work', { cancel: [accepted('SUCCEEDED')] }, 'succeeded', [cancel]],
    ['FAILED ends the work', { cancel: [accepted('FAILED')] }, 'failed', [cancel]],
    ['DELETE_IN_PROGRESS ends the work', { cancel: [accepted('DELETE_IN_PROGRESS')] }, 'deleted', [cancel]],
    ['DELETE_FAILED ends the work', { cancel: [accepted('DELETE_FAILED')] }, 'deleted', [cancel]],
    ['DELETE_COMPLETE ends the work', { cancel: [accepted('DELETE_COMPLETE')] }, 'deleted', [cancel]],
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
