import { describe, expect, test } from 'vitest';
import { play } from '../play.ts';
import { another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, noWait, times } from './rows.ts';
import { events, recordsOf, type StackStatus, stack, stackStages } from './stack-readings.ts';

const nameless = { deploymentId: undefined };
const lastUpdated = { ...nameless, lastUpdatedAtEpoch: Date.parse('2026-08-31T23:59:50.000Z') };
const refused = { cancel: [failing('validation', cancel)] };
const statuses = Object.keys(stackStages) as readonly StackStatus[];

describe('a refused request is decided by the StackStatus', () => {
  const outcomes: Partial<Record<StackStatus, string>> = {
    UPDATE_IN_PROGRESS: 'error refused-in-progress',
    UPDATE_ROLLBACK_IN_PROGRESS: 'timed-out timed-out',
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'timed-out timed-out',
    UPDATE_ROLLBACK_COMPLETE: 'nothing-to-cancel already-ended',
    UPDATE_COMPLETE: 'nothing-to-cancel already-ended',
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'nothing-to-cancel already-ended',
    UPDATE_ROLLBACK_FAILED: 'nothing-to-cancel stuck',
    UPDATE_FAILED: 'nothing-to-cancel stuck',
    DELETE_IN_PROGRESS: 'deleted deleted',
    DELETE_COMPLETE: 'deleted deleted',
    DELETE_FAILED: 'deleted deleted',
    CREATE_IN_PROGRESS: 'not-cancellable other-operation',
    IMPORT_IN_PROGRESS: 'not-cancellable other-operation',
  };
  test.each(statuses)('%s', async (status) => {
    const script = { ...refused, findsByToken: true, service: [stack(status)], deployment: [events(status, 'user')] };
    const { result } = await play(script, noWait);
    expect(result.lastSeen?.status).toBe(status);
    expect(`${result.outcome} ${result.reason.kind}`).toBe(outcomes[status] ?? 'nothing-to-cancel no-deployment');
    if (result.outcome === 'nothing-to-cancel') expect(result.deploymentId).toBeUndefined();
  });

  check([
    [
      'AWS refuses to cancel a nested stack by itself',
      { ...refused, service: [stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id' })] },
      'not-cancellable',
      [cancel, ...times(get, 11)],
      { reason: { kind: 'nested', root: 'root-id' } },
    ],
    [
      'AWS refuses to cancel a nested stack by itself, which finishes a moment later',
      {
        ...refused,
        service: [
          stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id' }),
          stack('UPDATE_COMPLETE', { nestedIn: 'root-id' }),
        ],
      },
      'not-cancellable',
      [cancel, get, get],
      { reason: { kind: 'nested', root: 'root-id' } },
    ],
    [
      'AWS refuses to cancel a nested stack by itself, and an older state is read a moment later',
      {
        ...refused,
        service: [
          stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id', ...nameless }),
          stack('UPDATE_ROLLBACK_COMPLETE', { nestedIn: 'root-id', deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { nestedIn: 'root-id', ...nameless }),
        ],
      },
      'timed-out',
      [cancel, ...times(get, 5)],
      { plan: { waitMilliseconds: 4_000 }, deploymentId: undefined },
    ],
    [
      'a nested stack of which AWS says that it does not exist, and which finishes a moment later, was not refused',
      {
        cancel: [failing('not-found', cancel)],
        service: [
          stack('UPDATE_IN_PROGRESS', { nestedIn: 'root-id' }),
          stack('UPDATE_COMPLETE', { nestedIn: 'root-id' }),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, get],
      { reason: { kind: 'already-ended' } },
    ],
    [
      'somebody else has cancelled it a moment ago, which the first reads do not show yet',
      {
        ...refused,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, ...times(get, 4), ask],
    ],
    [
      'a rollback without an id is that of the update which was shown in progress before',
      {
        ...refused,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: undefined }),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined }),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: undefined })],
      },
      'cancelled',
      [cancel, get, get, get, ask],
      { deploymentId: ours },
    ],
    [
      'an id that is read at rest right after a rollback without one may be that of the update before',
      {
        ...refused,
        findsByToken: true,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', nameless)],
      },
      'timed-out',
      [cancel, get, get, ask, ask],
      { plan: { waitMilliseconds: 2_000 }, deploymentId: undefined },
    ],
    [
      'a rollback without an id is that of a later update, where the records say that it was begun later',
      {
        ...refused,
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_COMPLETE', 'user', {
            ...nameless,
            begunAtEpoch: Date.parse('2026-08-31T23:59:58.000Z'),
            endedAtEpoch: Date.parse('2026-09-01T00:00:03.000Z'),
          }),
        ],
      },
      'cancelled',
      [cancel, get, get, get, ask],
      { deploymentId: undefined },
    ],
    [
      'a rollback without an id is not that of an update which was begun after the stack was last updated',
      {
        ...refused,
        findsByToken: true,
        service: [
          stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', lastUpdated),
          stack('UPDATE_ROLLBACK_COMPLETE', lastUpdated),
        ],
        deployment: [
          recordsOf(
            events('UPDATE_ROLLBACK_IN_PROGRESS', 'itself', {
              deploymentId: another,
              begunAtEpoch: Date.parse('2026-08-31T23:59:58.000Z'),
            }),
            events('UPDATE_ROLLBACK_COMPLETE', 'itself', {
              begunAtEpoch: lastUpdated.lastUpdatedAtEpoch,
              endedAtEpoch: Date.parse('2026-08-31T23:59:55.000Z'),
            }),
          ),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask],
      { status: 'UPDATE_ROLLBACK_COMPLETE' },
    ],
    [
      'a nested stack that cleans up may still be rolled back by its root: it is waited for',
      {
        ...refused,
        findsByToken: true,
        service: [
          stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { nestedIn: 'root-id' }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { nestedIn: 'root-id', rollbackBy: 'parent' }),
          stack('UPDATE_ROLLBACK_COMPLETE', { nestedIn: 'root-id' }),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself', { rollbackBy: 'parent' })],
      },
      'nothing-to-cancel',
      [cancel, get, get, get, ask],
      { reason: { kind: 'rolled-back-by-others', by: 'parent' } },
    ],
    [
      'a stack that cleans up is waited for until it is at rest',
      {
        ...refused,
        service: [...Array(3).fill(stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')), stack('UPDATE_COMPLETE')],
      },
      'nothing-to-cancel',
      [cancel, ...times(get, 4)],
      { status: 'UPDATE_COMPLETE', reason: { kind: 'already-ended', status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' } },
    ],
    [
      'so is one whose creation is rolled back',
      { ...refused, service: [stack('ROLLBACK_IN_PROGRESS'), stack('ROLLBACK_COMPLETE')] },
      'nothing-to-cancel',
      [cancel, get, get],
      { status: 'ROLLBACK_COMPLETE', reason: { kind: 'no-deployment', status: 'ROLLBACK_IN_PROGRESS' } },
    ],
    [
      'an unknown status is no pass',
      { ...refused, service: [stack('UPDATE_COMPLETE', { stage: 'unknown', status: 'UPDATE_PAUSED' })] },
      'error',
      [cancel, get],
      { reason: { kind: 'unknown-status', status: 'UPDATE_PAUSED' } },
    ],
  ]);
});

describe('a rollback that was going on already is waited for until the stack is at rest', () => {
  const rolledBack = {
    ...refused,
    service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
  };
  const calls = [cancel, get, get, ask] as const;
  check([
    [
      'a user began it',
      { ...rolledBack, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')] },
      'cancelled',
      calls,
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'a user began it, and it is over in the last moment of the wait',
      { ...rolledBack, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')] },
      'cancelled',
      calls,
      { plan: { waitMilliseconds: 900 } },
    ],
    [
      'a user began it, as the events say of the latest update, whose id the stack does not tell',
      {
        ...refused,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: undefined }),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined }),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
        findsByToken: true,
      },
      'cancelled',
      calls,
      { deploymentId: ours },
    ],
    [
      'a failure of its own began it',
      { ...rolledBack, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself')] },
      'nothing-to-cancel',
      calls,
      {
        reason: {
          kind: 'rolled-back-by-others',
          by: 'itself',
          cause: 'The following resource(s) failed to update: [Topic].',
        },
      },
    ],
    [
      'the events are denied, and the status reason says that a user did',
      {
        ...refused,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE', { rollbackBy: 'user' })],
        deployment: [failing('access-denied', ask)],
      },
      'cancelled',
      calls,
    ],
    [
      'the events are denied, and only the status reason of the rollback said that a user did',
      {
        ...refused,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS', { rollbackBy: 'user' }), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [failing('access-denied', ask)],
      },
      'cancelled',
      calls,
    ],
    [
      'the events are denied, and only the status reason of the rollback gave the failure',
      {
        ...refused,
        service: [
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { rollbackBy: 'itself', message: 'It broke.' }),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'nothing-to-cancel',
      calls,
      { reason: { kind: 'rolled-back-by-others', by: 'itself', cause: 'It broke.' } },
    ],
    [
      'the events are denied, and the status reason says nothing',
      { ...rolledBack, deployment: [failing('access-denied', ask)] },
      'nothing-to-cancel',
      calls,
      { reason: { kind: 'rolled-back-by-others', by: undefined, cause: undefined } },
    ],
    [
      'the events are late until the wait is over, and the status reason says that a user did',
      {
        ...refused,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS', { rollbackBy: 'user' }), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user')],
      },
      'cancelled',
      calls,
      { plan: { waitMilliseconds: 900 } },
    ],
    [
      'it fails, whoever began it',
      {
        ...refused,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_FAILED')],
        deployment: [events('UPDATE_ROLLBACK_FAILED', 'user')],
      },
      'failed',
      calls,
    ],
    [
      'it takes longer than the wait',
      { ...refused, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS')] },
      'timed-out',
      [cancel, get, get],
      { plan: { waitMilliseconds: 900 }, reason: { kind: 'timed-out', isRollback: true } },
    ],
    [
      'nobody waits for it',
      { ...refused, service: [stack('UPDATE_ROLLBACK_IN_PROGRESS')] },
      'timed-out',
      [cancel, get],
      { ...noWait, reason: { kind: 'timed-out', isRollback: true } },
    ],
  ]);
});
