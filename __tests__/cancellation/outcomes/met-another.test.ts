import { describe } from 'vitest';
import type { Plan } from '../../../src/cancellation/model/plan.ts';
import { accepted, acceptedSilently, another, failing, ours, reading } from '../scripted-service.ts';
import { ask, cancel, check, get } from './rows.ts';
import { atRest, events, stack, stackId } from './stack-readings.ts';

const here = { reference: stackId };
const guarded: { readonly plan: Partial<Plan> } = {
  plan: { targetKind: 'stack', targets: [{ name: 'web', reference: stackId, baseline: atRest }] },
};
/** Begun after the update that the look shows, and a minute before the request. */
const next = { ...here, deploymentId: another, begunAt: '2026-08-31T23:59:00.000Z' };
const nextIsCancelled = [
  stack('UPDATE_IN_PROGRESS', next),
  stack('UPDATE_ROLLBACK_IN_PROGRESS', { ...next, rollbackBy: 'user' }),
  stack('UPDATE_ROLLBACK_COMPLETE', next),
];

describe('the request meets the deployment after the one that the look shows', () => {
  check([
    [
      'in the guard: that one is followed, as it began since, too',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [stack('UPDATE_IN_PROGRESS', here), ...nextIsCancelled],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: another, isCancelledByStep: true })],
      },
      'cancelled',
      [get, cancel, get, get, get, ask],
      { ...guarded, deploymentId: another },
    ],
    [
      'in the guard: a later one may have been begun before the request, which that state did not show yet',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', here),
          stack('UPDATE_IN_PROGRESS', next),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { ...here, deploymentId: 'the-latest', rollbackBy: 'user' }),
          stack('UPDATE_ROLLBACK_COMPLETE', { ...here, deploymentId: 'the-latest' }),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', {
            deploymentId: 'the-latest',
            stage: 'cancelling',
            isCancelledByStep: true,
          }),
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { deploymentId: 'the-latest', isCancelledByStep: true }),
        ],
      },
      'cancelled',
      [get, cancel, get, get, ask, get],
      { ...guarded, deploymentId: 'the-latest' },
    ],
    [
      'with deployment-id: it is superseded, and no event is asked for',
      { cancel: [acceptedSilently], findsByToken: true, service: [stack('UPDATE_IN_PROGRESS'), ...nextIsCancelled] },
      'superseded',
      [get, cancel, get],
      {
        plan: { deploymentId: ours },
        reason: { why: 'request-hit-successor', followed: ours, successor: another },
      },
    ],
    [
      'with deployment-id, and an answer without an id: the time at which it was begun tells',
      {
        cancel: [accepted('CANCELLING', { deploymentId: undefined, begunAt: '2026-09-01T00:00:01.000Z' })],
        service: [reading('IN_PROGRESS')],
      },
      'superseded',
      [get, cancel],
      { plan: { deploymentId: ours }, reason: { why: 'request-hit-successor', followed: ours } },
    ],
    [
      'after a request that was throttled: the last look counts',
      {
        cancel: [
          failing('throttled', cancel),
          accepted('CANCELLED', { deploymentId: undefined, begunAt: '2026-09-01T00:00:01.000Z' }),
        ],
        service: [
          reading('IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:00:00.000Z' }),
          reading('IN_PROGRESS', { deploymentId: undefined, begunAt: '2026-09-01T00:00:01.000Z' }),
        ],
      },
      'cancelled',
      [get, cancel, get, cancel],
      { plan: { targets: [{ name: 'web', reference: 'web', baseline: { ...atRest, reference: undefined } }] } },
    ],
  ]);
});

describe('with deployment-id, the event that carries the token names no update', () => {
  const token = { isCancelledByStep: true, deploymentId: undefined };
  const named = { plan: { deploymentId: ours } };
  const rollsBack = { cancel: [acceptedSilently], findsByToken: true };
  check([
    [
      'and a state that is recent enough names another one: that is the one which the request met',
      {
        ...rollsBack,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another })],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', token)],
      },
      'superseded',
      [get, cancel, ...Array(11).fill([get, ask]).flat()],
      { ...named, reason: { why: 'request-hit-successor', followed: ours, successor: another } },
    ],
    [
      'and a state that lags names another one: it is read again',
      {
        ...rollsBack,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', token)],
      },
      'cancelled',
      [get, cancel, get, ask, get, ask],
      { ...named, deploymentId: ours },
    ],
  ]);
});

describe('what is rolled back when the guard looks', () => {
  check([
    [
      'may be over by then: an update that has begun after it is cancelled',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS', { ...here, rollbackBy: 'user' }), ...nextIsCancelled],
      },
      'requested',
      [get, get, cancel, get],
      { plan: { ...guarded.plan, waitMilliseconds: 0 }, deploymentId: another },
    ],
  ]);
});
