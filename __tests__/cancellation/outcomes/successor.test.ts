import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { accepted, another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';

describe('another deployment takes over', () => {
  const newer = (status: string): ReturnType<typeof reading> => reading(status, { deploymentId: another });
  const begun = { cancel: [accepted('CANCELLING')] };
  check([
    [
      'the cancelled one was CANCELLED',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: ours, status: 'CANCELLED' },
    ],
    [
      'the cancelled one FAILED, though the newer one SUCCEEDED',
      { ...begun, service: [newer('SUCCEEDED')], deployment: [deployment('FAILED')] },
      'failed',
      [cancel, get, ask],
      { deploymentId: ours, status: 'FAILED' },
    ],
    [
      'the cancelled one SUCCEEDED',
      { ...begun, service: [newer('FAILED')], deployment: [deployment('SUCCEEDED')] },
      'succeeded',
      [cancel, get, ask],
    ],
    [
      'the cancelled one goes on for a while',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [deployment('CANCELLING'), deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask, get, ask],
    ],
    [
      'the cancelled one still goes on when the wait is over',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [deployment('CANCELLING')] },
      'timed-out',
      [cancel, get, ask, get, ask],
      { plan: { waitMilliseconds: 2_000 }, deploymentId: ours, status: 'CANCELLING' },
    ],
    [
      'how the cancelled one stands was not to be learned when the wait is over',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [failing('throttled', ask)] },
      'superseded',
      [cancel, ...Array(9).fill([get, ask]).flat(), ...times(ask, 6)],
      { plan: { waitMilliseconds: 2_000 }, deploymentId: ours, reason: { why: 'end-unknown', successor: another } },
    ],
    [
      'GetDeployment tells of the newer one alone',
      {
        ...begun,
        service: [newer('IN_PROGRESS')],
        deployment: [deployment('SUCCEEDED', undefined, { deploymentId: another })],
      },
      'superseded',
      [cancel, ...Array(10).fill([get, ask]).flat()],
      { deploymentId: ours, reason: { why: 'end-unknown', successor: another } },
    ],
    [
      'GetDeployment is denied',
      { ...begun, service: [newer('CANCELLED')], deployment: [failing('access-denied', ask)] },
      'superseded',
      [cancel, get, ask, ...times(get, 9)],
      { deploymentId: ours, status: 'CANCELLING', failure: 'access-denied' },
    ],
    [
      'GetDeployment knows it no longer',
      { ...begun, service: [newer('CANCELLED')], deployment: [failing('not-found', ask)] },
      'superseded',
      [cancel, ...Array(10).fill([get, ask]).flat()],
    ],
    [
      'GetDeployment fails for a moment',
      { ...begun, service: [newer('IN_PROGRESS')], deployment: [failing('throttled', ask), deployment('CANCELLED')] },
      'cancelled',
      [cancel, get, ask, get, ask],
    ],
    [
      'the answer named no deployment, and the newer one began later',
      {
        cancel: [accepted('CANCELLING', { deploymentId: undefined })],
        service: [
          reading('SUCCEEDED', {
            deploymentId: another,
            begunAt: '2026-09-01T01:00:00.000Z',
          }),
        ],
      },
      'superseded',
      [cancel, get],
    ],
    [
      'no answer names a deployment, and the newer one began at another time, in the second of the request',
      {
        cancel: [accepted('CANCELLING', { deploymentId: undefined, begunAt: '2026-08-31T23:00:00.000Z' })],
        service: [reading('IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:00:01.000Z' })],
      },
      'superseded',
      [cancel, get],
    ],
    [
      'the answer named no deployment, and a read names the same one',
      { cancel: [accepted('CANCELLING', { deploymentId: undefined })], service: [reading('CANCELLED')] },
      'cancelled',
      [cancel, get],
      { deploymentId: ours },
    ],
    [
      'a read names none',
      { ...begun, service: [reading('CANCELLED', { deploymentId: undefined })], deployment: [deployment('CANCELLED')] },
      'cancelled',
      [cancel, get],
      { deploymentId: ours },
    ],
  ]);

  test('GetDeployment that has answered once is waited for when it fails later', async () => {
    const failures = Array(60).fill(failing('throttled', ask));
    const answers = [deployment('CANCELLING'), ...failures, deployment('CANCELLED')];
    const { result, milliseconds } = await play({ ...begun, service: [newer('IN_PROGRESS')], deployment: answers });
    expect(result.outcome).toBe('cancelled');
    expect(milliseconds).toBeGreaterThan(60_000);
  });

  test('GetDeployment that fails for a moment is asked again, however long the wait has been', async () => {
    const service = [...Array(40).fill(reading('CANCELLING')), newer('IN_PROGRESS')];
    const answers = [failing('throttled', ask), deployment('CANCELLED')];
    const { result, milliseconds } = await play({ ...begun, service, deployment: answers });
    expect(result.outcome).toBe('cancelled');
    expect(milliseconds).toBeGreaterThan(60_000);
  });

  test('GetDeployment that goes on failing is superseded long before the deadline', async () => {
    const { result, milliseconds } = await play({
      ...begun,
      service: [newer('IN_PROGRESS')],
      deployment: [failing('server-fault', ask)],
    });
    expect(result.outcome).toBe('superseded');
    expect(milliseconds).toBeGreaterThan(30_000);
    expect(milliseconds).toBeLessThan(60_000);
  });
});
