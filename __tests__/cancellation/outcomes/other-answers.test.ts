import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { RequestState } from '../../../src/cancellation/model/result.ts';
import { play } from '../play.ts';
import { accepted, failing, reading, withoutPipeline } from '../scripted-service.ts';
import { cancel, check, get, times } from './rows.ts';

describe('other answers to the request', () => {
  check([
    [
      'not found, and the service is not there',
      { cancel: [failing('not-found', cancel)], service: [failing('not-found')] },
      'not-found',
      [cancel, get],
    ],
    [
      'not found, and reading the service is denied',
      { cancel: [failing('not-found', cancel)], service: [failing('access-denied')] },
      'error',
      [cancel, get],
    ],
    [
      'not found, because there is no pipeline',
      { cancel: [failing('not-found', cancel)], service: [withoutPipeline()] },
      'nothing-to-cancel',
      [cancel, get],
    ],
    [
      'not found, because the pipeline is gone and the service is being deleted',
      { cancel: [failing('not-found', cancel)], service: [withoutPipeline(true)] },
      'deleted',
      [cancel, get],
    ],
    [
      'not found, although a deployment is in progress',
      { cancel: [failing('not-found', cancel)], service: [reading('IN_PROGRESS')] },
      'error',
      [cancel, ...times(get, 11)],
    ],
    [
      'not found, while the pipeline is deleted',
      { cancel: [failing('not-found', cancel)], service: [reading('DELETE_IN_PROGRESS')] },
      'deleted',
      [cancel, get],
    ],
    ['access denied', { cancel: [failing('access-denied', cancel)] }, 'error', [cancel]],
    ['no credentials', { cancel: [failing('credentials-missing', cancel)] }, 'error', [cancel]],
    ['expired credentials', { cancel: [failing('credentials-refused', cancel)] }, 'error', [cancel]],
    ['no region', { cancel: [failing('region-missing', cancel)] }, 'error', [cancel]],
    ['what nobody knows', { cancel: [failing('unexpected', cancel)] }, 'error', [cancel]],
    [
      'throttling only makes it slower',
      { cancel: [failing('throttled', cancel), failing('throttled', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel, cancel],
    ],
    [
      'no connection at first',
      { cancel: [failing('unreachable', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel],
    ],
    [
      'a skewed clock, which the SDK corrects',
      { cancel: [failing('clock-skewed', cancel), accepted('CANCELLED')] },
      'cancelled',
      [cancel, cancel],
    ],
  ]);
});

test.each<[FailureKind, string | undefined, RequestState]>([
  ['access-denied', 'r-1', 'refused'],
  ['access-denied', undefined, 'refused'],
  ['credentials-refused', undefined, 'refused'],
  ['credentials-missing', undefined, 'nothing-sent'],
  // AWS gives a request id to what it refuses, under whatever name; without one, nobody knows who answered.
  ['unexpected', 'r-1', 'refused'],
  ['unexpected', undefined, 'in-doubt'],
])('a request that ends with %s and the request id %s is %s', async (kind, requestId, requestState) => {
  const { result } = await play({ cancel: [failing(kind, cancel, { requestId })] });
  expect(result).toMatchObject({ outcome: 'error', requestState });
});

test('a request in doubt stays so, though the one that repeats it is refused', async () => {
  const { result } = await play({
    cancel: [failing('connection-lost', cancel), failing('access-denied', cancel)],
    service: [reading('IN_PROGRESS')],
  });
  expect(result).toMatchObject({ outcome: 'error', requestState: 'in-doubt' });
});
