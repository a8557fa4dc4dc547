import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { play, playWith } from '../play.ts';
import { accepted, another, deployment, failing, ours, reading, withoutPipeline } from '../scripted-service.ts';
import { SlowService } from '../slow-service.ts';
import { cancel, check, get, times } from './rows.ts';

describe('the wait ends with the deployment', () => {
  const begun = { cancel: [accepted('CANCELLING')] };
  check([
    [
      'CANCELLED',
      { ...begun, service: [reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get],
    ],
    ['SUCCEEDED', { ...begun, service: [reading('SUCCEEDED')] }, 'succeeded', [cancel, get]],
    ['FAILED', { ...begun, service: [reading('FAILED')] }, 'failed', [cancel, get]],
    ['DELETE_IN_PROGRESS', { ...begun, service: [reading('DELETE_IN_PROGRESS')] }, 'deleted', [cancel, get]],
    ['DELETE_FAILED', { ...begun, service: [reading('DELETE_FAILED')] }, 'deleted', [cancel, get]],
    ['DELETE_COMPLETE', { ...begun, service: [reading('DELETE_COMPLETE')] }, 'deleted', [cancel, get]],
    ['the service vanishes', { ...begun, service: [failing('not-found')] }, 'deleted', [cancel, ...times(get, 10)]],
    [
      'the pipeline vanishes, and what was known of its deployment stays',
      { ...begun, service: [withoutPipeline()] },
      'deleted',
      [cancel, ...times(get, 10)],
      { deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'from IN_PROGRESS over an unknown status to CANCELLED',
      { cancel: [accepted('IN_PROGRESS')], service: [reading('PAUSED'), reading('CANCELLING'), reading('CANCELLED')] },
      'cancelled',
      [cancel, get, get, get],
    ],
    [
      'the time is over while CANCELLING',
      { ...begun, service: [reading('CANCELLING')] },
      'timed-out',
      [cancel, get, get, get],
      { plan: { waitMilliseconds: 2_500 }, deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'the time is over in an unknown status',
      { ...begun, service: [reading('PAUSED')] },
      'timed-out',
      [cancel, get],
      { plan: { waitMilliseconds: 500 } },
    ],
    [
      'faults that may pass are waited out',
      {
        ...begun,
        service: [
          failing('throttled'),
          failing('server-fault'),
          failing('unreachable'),
          failing('connection-lost'),
          failing('unreadable'),
          failing('clock-skewed'),
          reading('CANCELLED'),
        ],
      },
      'cancelled',
      [cancel, get, get, get, get, get, get, get],
    ],
    [
      'faults until the time is over are no error, and what was known stays',
      { ...begun, service: [failing('server-fault')] },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 2_000 }, status: 'CANCELLING' },
    ],
    [
      'access denied ends it at once',
      { ...begun, service: [failing('access-denied')] },
      'error',
      [cancel, get],
      { deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'expired credentials end it at once',
      { ...begun, service: [failing('credentials-refused')] },
      'error',
      [cancel, get],
    ],
    ['a validation error ends it at once', { ...begun, service: [failing('validation')] }, 'error', [cancel, get]],
    ['what nobody knows ends it at once', { ...begun, service: [failing('unexpected')] }, 'error', [cancel, get]],
  ]);

  test('a deployment that could not be read at the end of the wait says so', async () => {
    const service = [reading('CANCELLING'), failing('throttled')];
    const { result } = await play({ ...begun, service }, { plan: { waitMilliseconds: 3_000 } });
    expect(result).toMatchObject({ outcome: 'timed-out', failure: { name: 'throttled' } });
    const readAtTheEnd = await play(
      { ...begun, service: [reading('CANCELLING')] },
      { plan: { waitMilliseconds: 3_000 } },
    );
    expect(readAtTheEnd.result.failure).toBeUndefined();
  });

  test('a service that is being deleted under a running cancellation is deleted', async () => {
    const service = [reading('CANCELLING', { isBeingDeleted: true })];
    const { result } = await play({ ...begun, service });
    expect(result.outcome).toBe('deleted');
  });
});

test('a read that the end of the wait overtakes is the last one', async () => {
  const clock = new FakeClock();
  const slow = new SlowService(clock, () => 30_000);
  const plan = { deploymentId: ours, waitMilliseconds: 1_030 };
  const { result, events } = await playWith(slow, clock, undefined, { plan });
  expect(result.outcome).toBe('timed-out');
  expect(events.filter(({ type }) => type === 'answer')).toHaveLength(2);
});

test('the wait for a cancellation that somebody else began is read ever more rarely, too', async () => {
  const plan = { deploymentId: ours, waitMilliseconds: 300_000 };
  const { operations } = await play({ service: [reading('CANCELLING')] }, { plan });
  expect(operations.length).toBeLessThan(70);
});

test('what was read of the pipeline is kept when a later answer has none', async () => {
  const { result } = await play({
    cancel: [accepted('CANCELLING')],
    service: [reading('CANCELLING'), reading('IN_PROGRESS', { deploymentId: another })],
    deployment: [deployment('CANCELLED')],
  });
  expect(result.detail).toEqual({ kind: 'pipeline', pipeline: { deploymentStatus: 'CANCELLING' } });
  expect(result.spec).toBe('spec: secret');
  expect(JSON.stringify({ ...result, spec: undefined })).not.toContain('secret');
});
