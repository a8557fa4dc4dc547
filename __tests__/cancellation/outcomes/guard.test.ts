import { describe } from 'vitest';
import { accepted, another, failing, ours, reading, withoutPipeline } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';

describe('deployment-id guards the request', () => {
  const guarded = { plan: { deploymentId: ours } };
  check([
    [
      'it is the one in progress',
      { service: [reading('IN_PROGRESS')], cancel: [accepted('CANCELLED')] },
      'cancelled',
      [get, cancel],
      { ...guarded, deploymentId: ours },
    ],
    [
      'it is the one in progress, and the answer to the request names none',
      { service: [reading('IN_PROGRESS')], cancel: [accepted('CANCELLED', { deploymentId: undefined })] },
      'cancelled',
      [get, cancel],
      { ...guarded, deploymentId: ours },
    ],
    [
      'it is the one in progress, and the answer to the request says of none when it was begun',
      {
        service: [reading('IN_PROGRESS')],
        cancel: [accepted('CANCELLED', { deploymentId: undefined, begunAtEpoch: undefined })],
      },
      'cancelled',
      [get, cancel],
      { ...guarded, deploymentId: ours },
    ],
    [
      'another is in progress',
      { service: [reading('IN_PROGRESS', { deploymentId: another })] },
      'nothing-to-cancel',
      [get],
      guarded,
    ],
    [
      'another is being cancelled',
      { service: [reading('CANCELLING', { deploymentId: another })] },
      'nothing-to-cancel',
      times(get, 11),
      guarded,
    ],
    [
      'it is being cancelled already',
      { service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [get, get],
      guarded,
    ],
    ['it has ended', { service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [get], guarded],
    ['there is no pipeline', { service: [withoutPipeline()] }, 'nothing-to-cancel', [get], guarded],
    ['the pipeline is being deleted', { service: [reading('DELETE_IN_PROGRESS')] }, 'deleted', [get], guarded],
    ['there is no such service', { service: [failing('not-found')] }, 'not-found', [get], guarded],
    [
      'nobody says which is in progress',
      { service: [reading('IN_PROGRESS', { deploymentId: undefined })] },
      'error',
      [get],
      guarded,
    ],
    ['its status is unknown', { service: [reading('PAUSED')] }, 'error', [get], guarded],
    ['reading is denied', { service: [failing('access-denied')] }, 'error', [get], guarded],
    [
      'the request hits another all the same',
      { service: [reading('IN_PROGRESS')], cancel: [accepted('CANCELLING', { deploymentId: another })] },
      'superseded',
      [get, cancel],
      { ...guarded, deploymentId: another },
    ],
    [
      'it ended before a throttled request was repeated',
      { service: [reading('IN_PROGRESS'), reading('SUCCEEDED')], cancel: [failing('throttled', cancel)] },
      'nothing-to-cancel',
      [get, cancel, get],
      guarded,
    ],
    [
      'one look is enough before a lost request is repeated',
      {
        service: [reading('IN_PROGRESS')],
        cancel: [failing('connection-lost', cancel), accepted('CANCELLED')],
      },
      'cancelled',
      [get, cancel, get, cancel],
      guarded,
    ],
    [
      'another took over before a lost request was repeated',
      {
        service: [reading('IN_PROGRESS'), reading('IN_PROGRESS', { deploymentId: another })],
        cancel: [failing('connection-lost', cancel)],
        deployment: [failing('access-denied', ask)],
      },
      'superseded',
      [get, cancel, get, ask, ...times(get, 10), ask],
      { ...guarded, deploymentId: ours },
    ],
  ]);
});
