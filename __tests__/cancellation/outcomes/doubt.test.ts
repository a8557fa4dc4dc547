import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { accepted, another, deployment, failing, reading } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';

describe.each(['server-fault', 'connection-lost', 'unreadable'] as const)(
  'a request of unknown fate (%s) is looked into',
  (kind) => {
    const lost = failing(kind, cancel);
    const before = '2026-08-31T23:00:00.000Z';
    const after = '2026-09-01T00:00:05.000Z';
    check([
      [
        'it had arrived: CANCELLING',
        { cancel: [lost], service: [reading('CANCELLING'), reading('CANCELLED')] },
        'cancelled',
        [cancel, get, get],
      ],
      [
        'it had not: it is sent again',
        { cancel: [lost, accepted('CANCELLED')], service: [reading('IN_PROGRESS')] },
        'cancelled',
        [cancel, get, cancel],
      ],
      [
        'unknown status: it is sent again',
        { cancel: [lost, accepted('CANCELLED')], service: [reading('PAUSED')] },
        'cancelled',
        [cancel, get, cancel],
      ],
      [
        'CANCELLED since',
        { cancel: [lost], service: [reading('CANCELLED')], deployment: [deployment('CANCELLED', after)] },
        'cancelled',
        [cancel, get, ask],
      ],
      [
        'FAILED since',
        { cancel: [lost], service: [reading('FAILED')], deployment: [deployment('FAILED', after)] },
        'failed',
        [cancel, get, ask],
      ],
      [
        'SUCCEEDED since',
        { cancel: [lost], service: [reading('SUCCEEDED')], deployment: [deployment('SUCCEEDED', after)] },
        'succeeded',
        [cancel, get, ask],
      ],
      [
        'CANCELLED long before',
        { cancel: [lost], service: [reading('CANCELLED')], deployment: [deployment('CANCELLED', before)] },
        'nothing-to-cancel',
        [cancel, get, ask, ...times(get, 10), ask],
        { deploymentId: undefined },
      ],
      [
        'FAILED long before',
        { cancel: [lost], service: [reading('FAILED')], deployment: [deployment('FAILED', before)] },
        'nothing-to-cancel',
        [cancel, get, ask, ...times(get, 10), ask],
        { reason: { kind: 'already-ended', status: 'FAILED', endedAt: before } },
      ],
      [
        'FAILED, and nobody says when',
        { cancel: [lost], service: [reading('FAILED')], deployment: [failing('access-denied', ask)] },
        'failed',
        [cancel, get, ask, ...times(get, 10), ask],
      ],
      [
        'the repetition meets the first one: Conflict while CANCELLING',
        {
          cancel: [lost, failing('conflict', cancel)],
          service: [reading('IN_PROGRESS'), reading('CANCELLING'), reading('CANCELLED')],
        },
        'cancelled',
        [cancel, get, cancel, get, get],
      ],
      [
        'the repetition meets its end: Conflict after CANCELLED',
        {
          cancel: [lost, failing('conflict', cancel)],
          service: [reading('IN_PROGRESS'), reading('CANCELLED')],
          deployment: [deployment('CANCELLED', after)],
        },
        'cancelled',
        [cancel, get, cancel, get, ask],
      ],
      ['gone', { cancel: [lost], service: [failing('not-found')] }, 'not-found', [cancel, get]],
      ['denied', { cancel: [lost], service: [failing('access-denied')] }, 'error', [cancel, get]],
    ]);

    test('a deployment that began after the request is not taken for the one that was meant', async () => {
      const later = { begunAt: '2026-09-01T00:00:05.000Z', deploymentId: another };
      for (const status of ['IN_PROGRESS', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED']) {
        const { result, operations } = await play({ cancel: [lost], service: [reading(status, later)] });
        expect([status, result.outcome]).toEqual([status, 'superseded']);
        expect(operations).toEqual([cancel, get]);
      }
    });

    test('patience ends with an honest error within 25 s', async () => {
      const { result, milliseconds } = await play({ cancel: [lost], service: [reading('IN_PROGRESS')] });
      expect(result.outcome).toBe('error');
      expect(result.failure?.name).toBe(kind);
      expect(milliseconds).toBeLessThanOrEqual(25_000);
    });
  },
);
