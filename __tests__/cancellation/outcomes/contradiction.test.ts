import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { play } from '../play.ts';
import { another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { ask, cancel, check, get, type Row, times } from './rows.ts';
import { events, missing, stack, stackId } from './stack-readings.ts';

const refused = { cancel: [failing('conflict', cancel)] };
const lost = { cancel: [failing('connection-lost', cancel)] };
const timeless = { begunAtEpoch: undefined };
const earlier = { deploymentId: another, begunAt: '2026-08-31T00:00:00.000Z' };
const joined = [reading('CANCELLING'), reading('CANCELLED')];

describe('after a refusal, a reading that is older than one before is read again', () => {
  check([
    [
      'an earlier deployment, by its time',
      { ...refused, service: [reading('IN_PROGRESS'), reading('SUCCEEDED', earlier), ...joined] },
      'cancelled',
      [cancel, get, get, get, get],
    ],
    [
      'an earlier deployment, by its id',
      {
        ...refused,
        service: [
          reading('IN_PROGRESS', timeless),
          reading('SUCCEEDED', { ...timeless, deploymentId: another }),
          ...joined,
        ],
      },
      'cancelled',
      [cancel, get, get, get, get],
    ],
    [
      'the same deployment has ended in the meantime',
      { ...refused, service: [reading('IN_PROGRESS'), reading('SUCCEEDED')] },
      'nothing-to-cancel',
      [cancel, get, get],
    ],
    [
      'the same deployment has ended in the meantime, and no time is told',
      { ...refused, service: [reading('IN_PROGRESS', timeless), reading('SUCCEEDED', timeless)] },
      'nothing-to-cancel',
      [cancel, get, get],
    ],
    [
      'a deployment without an id has ended in the meantime',
      {
        ...refused,
        service: [reading('IN_PROGRESS', timeless), reading('SUCCEEDED', { ...timeless, deploymentId: undefined })],
      },
      'nothing-to-cancel',
      [cancel, get, get],
    ],
    [
      'the first deployment of a service is not cancelled by AWS, so that it is in progress is no contradiction',
      { ...refused, service: [reading('IN_PROGRESS', { isFirstDeployment: true })] },
      'not-cancellable',
      [cancel, get],
    ],
  ]);
});

describe('a stack', () => {
  const rows: readonly Row[] = [
    [
      'that reads as before its first update, after that update was shown: it is read again',
      {
        ...refused,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('CREATE_COMPLETE', { deploymentId: undefined }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')],
      },
      'cancelled',
      [cancel, ...times(get, 4), ask],
    ],
    [
      'that was rolled back before the request: without the guard, it does not matter who began that',
      { ...refused, service: [stack('UPDATE_ROLLBACK_COMPLETE')] },
      'nothing-to-cancel',
      [cancel, get],
      { reason: { kind: 'already-ended' } },
    ],
    [
      'that AWS has shown by its id, and says later that there is none of this id: an error, for what is deleted stays readable',
      {
        cancel: [failing('not-found', cancel)],
        service: [stack('UPDATE_IN_PROGRESS', { reference: stackId }), failing('not-found')],
      },
      'error',
      [get, cancel, ...times(get, 11)],
      { plan: { deploymentId: ours }, reason: { kind: 'id-unknown' } },
    ],
    [
      'that did not exist before the job, was seen since, and is gone: it was deleted',
      { service: [stack('UPDATE_COMPLETE'), failing('not-found')] },
      'deleted',
      times(get, 11),
      { plan: { targets: [{ name: 'web', reference: 'web', baseline: missing }] }, reason: { what: 'target-gone' } },
    ],
  ];
  check(rows.map(([situation, script, ...rest]) => [situation, { findsByToken: true, ...script }, ...rest]));
});

describe('a request of unknown fate, and nothing has told yet which update it was meant for', () => {
  const rows: readonly Row[] = [
    [
      'a stack at rest',
      { ...lost, service: [stack('CREATE_COMPLETE')] },
      'nothing-to-cancel',
      [cancel, ...times(get, 11)],
    ],
    [
      'a stack whose creation is rolled back',
      { ...lost, service: [...Array(11).fill(stack('ROLLBACK_IN_PROGRESS')), stack('ROLLBACK_COMPLETE')] },
      'nothing-to-cancel',
      [cancel, ...times(get, 12)],
    ],
  ];
  check(rows.map(([situation, script, ...rest]) => [situation, { findsByToken: true, ...script }, ...rest]));
});

describe('the record is asked for from the request on', () => {
  test('by the earliest time at AWS at which it can have left', async () => {
    const clock = new FakeClock();
    const rollback = [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')];
    const { calls } = await play(
      { ...refused, service: rollback, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself')], findsByToken: true },
      { clock },
    );
    const startedAtEpoch = clock.epoch() - clock.now();
    expect(calls.at(-1)?.question?.sinceEpoch).toBe(startedAtEpoch - 2_000);
  });
});

test('the look after a request that has failed takes no longer than the time that is left for both', async () => {
  const { calls } = await play({ ...lost, service: [reading('FAILED')], deployment: [deployment('FAILED')] });
  expect(calls.find(({ call }) => call === get)?.timeoutMilliseconds).toBeLessThan(20_000);
});
