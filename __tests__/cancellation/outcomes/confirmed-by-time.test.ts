import { describe } from 'vitest';
import { acceptedSilently, another, failing, ours } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { events, recordsOf, stack } from './stack-readings.ts';

const begun = { cancel: [acceptedSilently], findsByToken: true };
const denied = failing('access-denied', ask);
const endedLongBefore = { endedAtEpoch: Date.parse('2026-08-31T23:59:30Z') };
const guarded = { plan: { deploymentId: ours } };

describe('an end after an accepted request, of which the events say nothing', () => {
  check([
    [
      'is taken once time has confirmed it, where the events fail for a moment each time',
      {
        ...begun,
        service: [stack('UPDATE_COMPLETE', { deploymentId: undefined })],
        deployment: [failing('server-fault', ask)],
      },
      'succeeded',
      [cancel, ...Array(11).fill([get, ask]).flat()],
      { reason: { kind: 'ended', stage: 'succeeded' } },
    ],
    [
      'is taken without waiting, where they are denied and the id was known before the request',
      { ...begun, service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_COMPLETE')], deployment: [denied] },
      'succeeded',
      [get, cancel, get, ask],
      { ...guarded, reason: { kind: 'ended', stage: 'succeeded' } },
    ],
    [
      'is taken only after 10 s, where they are denied and the id is known from that reading alone',
      { ...begun, service: [stack('UPDATE_COMPLETE')], deployment: [denied] },
      'succeeded',
      [cancel, get, ask, ...times(get, 10)],
    ],
    [
      'is taken only after 10 s, where they are denied and the id is known from a reading since the request',
      { ...begun, service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_COMPLETE')], deployment: [denied] },
      'succeeded',
      [cancel, get, get, ask, ...times(get, 9)],
    ],
    [
      'is read again, where they are denied and a record had shown that it ended before the request',
      {
        ...begun,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_COMPLETE'),
          stack('UPDATE_COMPLETE'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
        ],
        deployment: [events('UPDATE_COMPLETE', 'user', endedLongBefore), denied],
      },
      'superseded',
      [get, cancel, get, ask, get, ask, ...times(get, 9)],
      guarded,
    ],
  ]);
});

describe('at the end of the time, the state shows an update that was begun after the answer to the request', () => {
  const successor = stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:00:10.000Z' });
  const brief = { plan: { waitMilliseconds: 2_000 } };
  const late = { ...begun, service: [successor] };
  check([
    [
      'and all that the last records tell of is over: they count',
      { ...late, deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user')] },
      'cancelled',
      [cancel, get, ask, ask, ask],
      { ...brief, deploymentId: ours, reason: { kind: 'ended', successor: another } },
    ],
    [
      'and something goes on that the last records tell of: they may lack the one that the request met',
      {
        ...late,
        deployment: [
          recordsOf(
            events('UPDATE_ROLLBACK_COMPLETE', 'user'),
            events('UPDATE_IN_PROGRESS', 'user', { deploymentId: 'older' }),
          ),
        ],
      },
      'superseded',
      [cancel, get, ask, ask, ask],
      { ...brief, reason: { why: 'end-unknown', successor: another } },
    ],
  ]);
});

describe('a rollback by a user that carries no token of this step', () => {
  const rolledBack = events('UPDATE_ROLLBACK_COMPLETE', 'user', { endedAtEpoch: Date.parse('2026-09-01T00:00:01Z') });
  check([
    [
      "isn't this step's while the events lag: the request has met the update after it",
      {
        ...begun,
        service: [
          stack('UPDATE_ROLLBACK_COMPLETE'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_FAILED', { deploymentId: another }),
        ],
        deployment: [
          rolledBack,
          recordsOf(
            events('UPDATE_ROLLBACK_FAILED', 'user', { deploymentId: another, isCancelledByStep: true }),
            rolledBack,
          ),
        ],
      },
      'failed',
      [cancel, get, ask, get, get, ask],
      { deploymentId: another },
    ],
    [
      'counts once the events are recent enough: the stack has named that update for 10 s',
      { ...begun, service: [stack('UPDATE_ROLLBACK_COMPLETE')], deployment: [rolledBack] },
      'cancelled',
      [cancel, ...Array(10).fill([get, ask]).flat(), get],
      { deploymentId: ours },
    ],
  ]);
});
