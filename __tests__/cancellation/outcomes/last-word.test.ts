import { describe, expect, test } from 'vitest';
import type { DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { play } from '../play.ts';
import { acceptedSilently, another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { atRest, events, stack } from './stack-readings.ts';

const early = '2026-08-31T22:00:00.000Z';
const endedBefore = Date.parse('2026-08-31T23:59:50.000Z');
const lately = '2026-08-31T23:59:59.000Z';
const nameless = { deploymentId: undefined };
const before = stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: early });
const begunLately = { ...nameless, begunAtEpoch: Date.parse(lately), isCancelledByStep: true };
const lost = failing('connection-lost', cancel);
/** Nothing is read for a while; then a rollback, and its end. */
const rolledBackLately = [
  ...Array.from({ length: 4 }, () => failing('server-fault')),
  stack('UPDATE_ROLLBACK_IN_PROGRESS'),
  ...Array.from({ length: 9 }, () => stack('UPDATE_ROLLBACK_COMPLETE')),
];
const refused = { cancel: [failing('validation', cancel)], findsByToken: true };

function successor(status: string): ReturnType<typeof reading> {
  return reading(status, { deploymentId: another, begunAt: '2026-09-01T00:00:05.000Z' });
}

describe('what a reading shows later outweighs a record that lags', () => {
  check([
    [
      'a stuck stack whose repair was joined is not called stuck, where a later update is read',
      {
        ...refused,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:00:00.500Z' }),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_FAILED', 'itself', { deploymentId: ours, endedAtEpoch: endedBefore }),
          events('UPDATE_ROLLBACK_COMPLETE', 'user', {
            deploymentId: ours,
            rollbackBy: 'repair',
            stage: 'rolled-back',
          }),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask, get, ask],
      { reason: { kind: 'rolled-back-by-others', by: 'repair' } },
    ],
    [
      'a request in doubt may have hit the update that is in progress, although a rollback before it was joined',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
          stack('UPDATE_IN_PROGRESS', { begunAt: lately }),
          stack('UPDATE_ROLLBACK_COMPLETE', { rollbackBy: 'user' }),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: another, endedAtEpoch: endedBefore }),
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: ours, isCancelledByStep: true }),
        ],
      },
      'cancelled',
      [cancel, get, get, ask, get, ask],
      { deploymentId: ours },
    ],
  ]);
});

describe('what was learned counts, where nothing more can be learned', () => {
  check([
    [
      'how a service deployment ended, although its record is not found any more',
      {
        cancel: [lost],
        service: [reading('IN_PROGRESS'), successor('IN_PROGRESS'), successor('SUCCEEDED')],
        deployment: [deployment('CANCELLED'), failing('not-found', ask)],
      },
      'cancelled',
      [get, cancel, get, ask, get, ask, ...times(get, 9), ask],
      { plan: { deploymentId: ours } },
    ],
    [
      'the end of a stack that named its update before, once the wait is over',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          ...Array.from({ length: 4 }, () => stack('UPDATE_IN_PROGRESS')),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [failing('server-fault', ask)],
      },
      'cancelled',
      [cancel, ...times(get, 5), ...Array.from({ length: 8 }, () => [get, ask] as const).flat()],
      { plan: { waitMilliseconds: 12_000 }, deploymentId: ours },
    ],
    [
      'the end of a stack that names no update, although the events said that it goes on, and are denied since',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', nameless),
          ...Array.from({ length: 11 }, () => stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless)),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { deploymentId: ours, isCancelledByStep: true }),
          failing('access-denied', ask),
        ],
      },
      'cancelled',
      [cancel, ...times(get, 13), ask, get, ask],
      { deploymentId: ours },
    ],
    [
      'the recent end of a stack, although a record that was read before it says that it goes on',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: rolledBackLately,
        deployment: [events('UPDATE_IN_PROGRESS', 'user'), failing('server-fault', ask)],
      },
      'cancelled',
      [cancel, ...times(get, 4), ...Array.from({ length: 10 }, () => [get, ask] as const).flat()],
      { plan: { waitMilliseconds: 13_000 }, deploymentId: ours },
    ],
    [
      'the recent end of a stack, although only the beginning of the update that was hit is known',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: rolledBackLately,
        deployment: [
          events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { ...begunLately, stage: 'cancelling' }),
          failing('server-fault', ask),
        ],
      },
      'cancelled',
      [cancel, ...times(get, 4), ...Array.from({ length: 7 }, () => [get, ask] as const).flat()],
      { plan: { waitMilliseconds: 13_000 }, deploymentId: undefined },
    ],
    [
      'the end of a stack that was read, although the last read fails',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          ...Array.from({ length: 4 }, () => failing('server-fault')),
          ...Array.from({ length: 8 }, () => stack('UPDATE_ROLLBACK_COMPLETE')),
          failing('server-fault'),
        ],
        deployment: [failing('server-fault', ask)],
      },
      'cancelled',
      [cancel, ...times(get, 4), ...Array.from({ length: 8 }, () => [get, ask] as const).flat(), get, get],
      { plan: { waitMilliseconds: 13_000 }, deploymentId: ours },
    ],
    [
      'which update a reading names last that is later, although it names none in the end',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', { begunAt: early }),
          stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: lately }),
          stack('UPDATE_ROLLBACK_FAILED', nameless),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'failed',
      [cancel, get, get, ask, ...times(get, 11), ask],
      { deploymentId: another },
    ],
  ]);
});

test('an end is not told where the events show that the next update was going on by then', async () => {
  const begun = (
    status: 'UPDATE_IN_PROGRESS' | 'UPDATE_COMPLETE',
    at: string,
    endedAt?: string,
  ): DeploymentRecord[] => {
    const endedAtEpoch = endedAt === undefined ? undefined : Date.parse(endedAt);
    const answer = events(status, 'user', { ...nameless, begunAtEpoch: Date.parse(at), endedAtEpoch });
    return answer.ok ? [...answer.value] : [];
  };
  const records = [...begun('UPDATE_IN_PROGRESS', lately), ...begun('UPDATE_COMPLETE', early, lately)];
  const { result } = await play(
    {
      cancel: [acceptedSilently],
      findsByToken: true,
      service: [stack('UPDATE_IN_PROGRESS', { begunAt: early }), stack('UPDATE_COMPLETE', { begunAt: early })],
      deployment: [{ ok: true, dateEpoch: undefined, requestId: 'r-7', value: records }],
    },
    {
      plan: {
        targetKind: 'stack',
        targets: [{ name: 'web', reference: 'web', baseline: atRest }],
        waitMilliseconds: 0,
      },
    },
  );
  expect(result.outcome).toBe('requested');
});

test('the update that carries the token is named, although a reading that lags shows the one before', async () => {
  const target = { name: 'web', reference: 'web', baseline: atRest };
  const { result } = await play(
    {
      cancel: [acceptedSilently],
      findsByToken: true,
      service: [stack('UPDATE_IN_PROGRESS', { begunAt: lately }), before, before, stack('UPDATE_ROLLBACK_COMPLETE')],
      deployment: [
        events('UPDATE_IN_PROGRESS', 'user', { ...nameless, begunAtEpoch: Date.parse(early) }),
        events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', begunLately),
      ],
    },
    { plan: { targetKind: 'stack', targets: [target] } },
  );
  expect(result).toMatchObject({ outcome: 'cancelled', deploymentId: ours });
});
