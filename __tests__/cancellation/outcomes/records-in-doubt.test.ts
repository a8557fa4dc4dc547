import { describe } from 'vitest';
import { another, deployment, failing, ours, reading, type Script } from '../scripted-service.ts';
import { ask, cancel, check, get, noWait, times } from './rows.ts';
import { events, recordsOf, stack } from './stack-readings.ts';

const lost = failing('connection-lost', cancel);
const fault = failing('server-fault');
const before = { endedAtEpoch: Date.parse('2026-08-31T23:59:30Z') };
const after = { endedAtEpoch: Date.parse('2026-09-01T00:00:05Z') };
const nameless = { deploymentId: undefined };
const nested = { nestedIn: 'root-id' };
const succeededLately = [
  ...Array(7).fill(fault),
  stack('UPDATE_COMPLETE', { ...nameless, begunAtEpoch: Date.parse('2026-08-31T23:59:58Z') }),
];

describe('a record that goes on, although a later deployment was read after a request of unknown fate', () => {
  const guarded = { plan: { deploymentId: ours } };
  const service = [
    reading('IN_PROGRESS'),
    ...Array(6).fill(fault),
    reading('IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:00:04Z' }),
  ];
  check([
    [
      'is asked for again, also where that was read when no state lags any more',
      {
        cancel: [lost],
        service,
        deployment: [deployment('CANCELLING'), deployment('CANCELLED', '2026-09-01T00:00:05Z')],
      },
      'cancelled',
      [get, cancel, ...times(get, 7), ask, get, ask],
      { ...guarded, reason: { kind: 'ended', successor: another } },
    ],
    [
      'is asked for in vain for 10 s',
      { cancel: [lost], service, deployment: [deployment('CANCELLING')] },
      'superseded',
      [get, cancel, ...times(get, 7), ask, ...Array(7).fill([get, ask]).flat()],
      { ...guarded, reason: { why: 'end-unknown', successor: another } },
    ],
  ]);
});

describe('a stack that was stuck before a request of unknown fate', () => {
  const stuck = { cancel: [lost], findsByToken: true, service: [stack('UPDATE_ROLLBACK_FAILED')] };
  check([
    [
      'and whose record shows it repaired since, has not failed after the request',
      {
        ...stuck,
        deployment: [
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { ...after, rollbackBy: 'repair', stage: 'rolled-back' }),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'rolled-back-by-others', by: 'repair' } },
    ],
    [
      'and whose record shows it being repaired, is read again until that is over',
      {
        ...stuck,
        service: [
          ...Array(11).fill(stack('UPDATE_ROLLBACK_FAILED')),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { rollbackBy: 'repair' }),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_FAILED', 'user', before),
          events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { rollbackBy: 'repair' }),
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { ...after, rollbackBy: 'repair', stage: 'rolled-back' }),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask, get, get, ask],
      { reason: { kind: 'rolled-back-by-others', by: 'repair' } },
    ],
    [
      'and whose record shows it being repaired, is not told as failed where no time is left',
      {
        ...stuck,
        service: [stack('UPDATE_ROLLBACK_FAILED'), failing('throttled')],
        deployment: [events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { rollbackBy: 'repair' })],
      },
      'error',
      [cancel, get, ask, ...times(get, 15), ask],
      { ...noWait, failure: 'out-of-time' },
    ],
    [
      'and whose record shows it stuck since, has failed after the request',
      { ...stuck, deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', after)] },
      'failed',
      [cancel, get, ask],
      { reason: { kind: 'ended', isAfterRequest: true } },
    ],
  ]);
});

describe('an update that had failed before a request of unknown fate, as its record says', () => {
  const guarded = { plan: { deploymentId: ours } };
  const failed = events('UPDATE_FAILED', 'user', before);
  check([
    [
      'may be rolled back since, which a state shows that names none',
      {
        cancel: [lost],
        findsByToken: true,
        service: [stack('UPDATE_IN_PROGRESS'), ...Array(7).fill(fault), stack('UPDATE_ROLLBACK_COMPLETE', nameless)],
        deployment: [failed],
      },
      'nothing-to-cancel',
      [get, cancel, ...times(get, 8), ask],
      { ...guarded, reason: { kind: 'already-ended' } },
    ],
    [
      'has not that status, where the record of another one has it',
      {
        cancel: [lost],
        findsByToken: true,
        service: [stack('UPDATE_IN_PROGRESS'), ...Array(7).fill(fault), stack('UPDATE_ROLLBACK_COMPLETE', nameless)],
        deployment: [
          recordsOf(
            events('UPDATE_ROLLBACK_COMPLETE', 'itself', {
              deploymentId: another,
              begunAtEpoch: Date.parse('2026-09-01T00:00:08Z'),
            }),
            failed,
          ),
        ],
      },
      'superseded',
      [get, cancel, ...times(get, 8), ask],
      { ...guarded, reason: { kind: 'superseded' } },
    ],
  ]);
});

describe('a record that goes on, after a request of unknown fate', () => {
  check([
    [
      'is not the one that a state shows which was begun at another time',
      {
        cancel: [lost],
        findsByToken: true,
        service: succeededLately,
        deployment: [events('UPDATE_IN_PROGRESS', 'user', { begunAtEpoch: Date.parse('2026-08-31T23:59:50Z') })],
      },
      'superseded',
      [cancel, ...times(get, 8), ask, ...Array(6).fill([get, ask]).flat()],
    ],
  ]);
});

describe('a record that goes on beside a newer one, after a request of unknown fate', () => {
  check([
    [
      'lags: the newer one is told',
      {
        cancel: [lost],
        findsByToken: true,
        service: succeededLately,
        deployment: [
          recordsOf(
            events('UPDATE_COMPLETE', 'user', {
              ...nameless,
              ...after,
              begunAtEpoch: Date.parse('2026-08-31T23:59:58Z'),
            }),
            events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', {
              deploymentId: another,
              begunAtEpoch: Date.parse('2026-08-31T23:59:50Z'),
            }),
          ),
        ],
      },
      'succeeded',
      [cancel, ...times(get, 8), ask],
      { deploymentId: undefined },
    ],
  ]);
});

describe('two rollbacks without ids, after a request of unknown fate', () => {
  const rolledBack = (begunAt: string, endedAt: string): ReturnType<typeof events> =>
    events('UPDATE_ROLLBACK_COMPLETE', 'user', {
      ...nameless,
      begunAtEpoch: Date.parse(begunAt),
      endedAtEpoch: Date.parse(endedAt),
    });
  check([
    [
      'the state that lags may be that of the earlier one: its id is not that of the later one',
      {
        cancel: [lost],
        findsByToken: true,
        service: [stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another })],
        deployment: [
          recordsOf(
            rolledBack('2026-08-31T23:59:57Z', '2026-09-01T00:00:05Z'),
            rolledBack('2026-08-31T23:59:50Z', '2026-08-31T23:59:55Z'),
          ),
        ],
      },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: undefined },
    ],
  ]);
});

describe('no time is left to learn more after a request of unknown fate, and the record says that it was over before', () => {
  check([
    [
      'a later one may have been met',
      {
        cancel: [lost],
        service: [...Array(8).fill(reading('IN_PROGRESS', nameless)), reading('SUCCEEDED')],
        deployment: [deployment('SUCCEEDED', '2026-08-31T23:59:30Z')],
      },
      'error',
      [...Array(9).fill([cancel, get]).flat(), ask, get, get, get],
      { ...noWait, failure: 'out-of-time' },
    ],
  ]);
});

describe('no time is left to learn more after a request of unknown fate, and no record tells of the update', () => {
  const inProgress = stack('UPDATE_IN_PROGRESS');
  const late = { cancel: [lost], findsByToken: true, deployment: [recordsOf()] };
  check([
    [
      'which was rolled back: the request may have begun that',
      { ...late, service: [...Array(8).fill(inProgress), stack('UPDATE_ROLLBACK_COMPLETE')] },
      'error',
      [...Array(9).fill([cancel, get]).flat(), ask, get, get, get],
      { ...noWait, failure: 'out-of-time' },
    ],
    [
      'which was rolled back: its record got no turn',
      {
        ...late,
        service: [...Array(7).fill(fault), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [failing('throttled', ask)],
      },
      'error',
      [cancel, ...times(get, 8), ...times(ask, 9)],
      { ...noWait, failure: 'out-of-time' },
    ],
    [
      'which is not named: the state may be that of another one than deployment-id',
      {
        ...late,
        service: [...Array(9).fill(inProgress), stack('UPDATE_COMPLETE', { deploymentId: undefined })],
      },
      'error',
      [get, ...Array(9).fill([cancel, get]).flat(), ask, get, get, get],
      { plan: { waitMilliseconds: 0, deploymentId: ours }, failure: 'out-of-time' },
    ],
    [
      'which is named and finished: that it did counts',
      { ...late, service: [...Array(8).fill(inProgress), stack('UPDATE_COMPLETE')] },
      'succeeded',
      [...Array(9).fill([cancel, get]).flat(), ask, get, get, get],
      { ...noWait, reason: { kind: 'ended', isAfterRequest: false } },
    ],
  ]);
});

describe('a rollback that names no update, after a request of unknown fate', () => {
  /** The last state that is read is that of another update, at rest. */
  const endsElsewhere: Script = {
    cancel: [lost],
    findsByToken: true,
    service: [
      stack('UPDATE_IN_PROGRESS'),
      stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
      failing('throttled'),
    ],
  };
  check([
    [
      'may be that of the one to be cancelled, where one was named before that was over, which may be older',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [recordsOf(), recordsOf(), events('UPDATE_ROLLBACK_COMPLETE', 'user', after)],
      },
      'cancelled',
      [get, cancel, get, ask, get, ask, ...times(get, 9), ask],
      { plan: { deploymentId: ours }, deploymentId: ours },
    ],
    [
      'is that of the one before, where the one to be cancelled was over before the request, as its record says',
      {
        ...endsElsewhere,
        deployment: [events('UPDATE_COMPLETE', 'user', before)],
      },
      'nothing-to-cancel',
      [get, cancel, get, ask, ...times(get, 15), ask],
      { plan: { deploymentId: ours, waitMilliseconds: 0 }, reason: { kind: 'already-ended' } },
    ],
    [
      'is that of the next one, where its record says so, and the one to be cancelled was over before the request',
      {
        ...endsElsewhere,
        deployment: [
          recordsOf(
            events('UPDATE_ROLLBACK_COMPLETE', 'user', {
              ...after,
              deploymentId: another,
              begunAtEpoch: Date.parse('2026-08-31T23:59:40Z'),
            }),
            events('UPDATE_COMPLETE', 'user', { ...before, begunAtEpoch: Date.parse('2026-08-31T23:00:00Z') }),
          ),
        ],
      },
      'superseded',
      [get, cancel, get, ask, ...times(get, 15), ask],
      {
        plan: { deploymentId: ours, waitMilliseconds: 0 },
        reason: { why: 'request-hit-successor', successor: another },
      },
    ],
    [
      'may be that of the one to be cancelled while it goes on, where one was named before that may be older',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', { begunAtEpoch: undefined }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'error',
      [get, cancel, get, ask, get],
      { plan: { deploymentId: ours }, reason: { kind: 'unidentified' }, failure: 'unidentified' },
    ],
    [
      'is not that of the one to be cancelled, where a later one was named before',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
        deployment: [failing('access-denied', ask)],
      },
      'superseded',
      [get, cancel, get, ask, get, ask, ...times(get, 9), ask],
      { plan: { deploymentId: ours }, reason: { why: 'end-unknown' } },
    ],
  ]);
});

describe('after a request of unknown fate, an older state', () => {
  check([
    [
      'has the status of the update that has failed, which was repaired since',
      {
        cancel: [lost],
        findsByToken: true,
        service: [stack('UPDATE_IN_PROGRESS'), stack('UPDATE_FAILED'), stack('UPDATE_ROLLBACK_COMPLETE', nameless)],
        deployment: [
          recordsOf(
            events('UPDATE_FAILED', 'user'),
            events('UPDATE_ROLLBACK_COMPLETE', 'itself', { deploymentId: another }),
          ),
          failing('access-denied', ask),
        ],
      },
      'nothing-to-cancel',
      [get, cancel, get, ask, get, ask, ...times(get, 9), ask, ask],
      { plan: { deploymentId: ours } },
    ],
  ]);
});

describe('the end of a deployment of a service that is read after a request of unknown fate', () => {
  const cancelling = reading('CANCELLING', { deploymentId: another, begunAt: '2026-08-31T23:58:00Z' });
  check([
    [
      'may have come before the request, where another one was shown being cancelled',
      {
        cancel: [lost],
        service: [cancelling, reading('FAILED', { begunAt: '2026-08-31T23:59:00Z' })],
        deployment: [deployment('FAILED', '2026-08-31T23:59:30Z')],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask],
      { reason: { kind: 'already-ended' } },
    ],
  ]);
});

describe('an update that was succeeding when a later one was read, after a request of unknown fate', () => {
  const cleaning = events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user', after);
  check([
    [
      'is the one that is told',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'),
          stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:00:07Z' }),
          stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { deploymentId: another }),
        ],
        deployment: [recordsOf(), cleaning],
      },
      'succeeded',
      [cancel, get, ask, get, ask, ...times(get, 10)],
      { deploymentId: ours },
    ],
  ]);
});

describe('an update in progress that names none, after a request of unknown fate', () => {
  const begunAt = '2026-09-01T00:00:00.500Z';
  const late = { ...nameless, begunAt };
  check([
    [
      'is the one that was read before, as its beginning says, although a state that lags has named an older one',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', { begunAt }),
          stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another }),
          stack('UPDATE_IN_PROGRESS', late),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [recordsOf(), recordsOf(), events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true })],
      },
      'cancelled',
      [cancel, get, cancel, get, ask, get, cancel, get, get, ask, get, ask],
      { deploymentId: ours },
    ],
  ]);
});

describe('what records said before counts, where they are denied later', () => {
  check([
    [
      'who began a rollback that was joined after a request of unknown fate',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_COMPLETE', { deploymentId: another }),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE'),
        ],
        deployment: [
          events('UPDATE_ROLLBACK_IN_PROGRESS', 'user', { stage: 'cancelling' }),
          failing('access-denied', ask),
        ],
      },
      'cancelled',
      [get, cancel, get, ask, get, get, ask, ...times(get, 9)],
      { plan: { deploymentId: ours }, deploymentId: ours },
    ],
  ]);
});

describe('an update of a nested stack that cleans up, as its record says, where a later one was read and no time is left', () => {
  check([
    [
      'is not told to have succeeded, as its root may roll it back',
      {
        cancel: [lost],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', nested),
          stack('UPDATE_IN_PROGRESS', { ...nested, deploymentId: another, begunAt: '2026-09-01T00:00:04Z' }),
          failing('throttled'),
        ],
        deployment: [events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user', after)],
      },
      'superseded',
      [get, cancel, get, ask, ...times(get, 15), ask],
      { plan: { deploymentId: ours, waitMilliseconds: 0 }, reason: { why: 'end-unknown' } },
    ],
  ]);
});

describe('an update of a nested stack that is joined in its cleanup while a request is in doubt', () => {
  const service = [stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', nested), stack('UPDATE_COMPLETE', nested)];
  const cleaning = events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user');
  const joined = { cancel: [lost], findsByToken: true, service };
  check([
    [
      'had ended before the request, as its record says when it ends',
      { ...joined, deployment: [cleaning, events('UPDATE_COMPLETE', 'user', before)] },
      'nothing-to-cancel',
      [cancel, get, get, ask, get, ask],
      { reason: { kind: 'already-ended', endedAt: '2026-08-31T23:59:30.000Z' } },
    ],
    [
      'has ended after the request, as its record says when it ends',
      { ...joined, deployment: [cleaning, events('UPDATE_COMPLETE', 'user', after)] },
      'succeeded',
      [cancel, get, get, ask, get, ask],
      { reason: { kind: 'ended', stage: 'succeeded' } },
    ],
    [
      'was cancelled by the request, as its record says when it ends',
      {
        ...joined,
        service: [...service.slice(0, 1), stack('UPDATE_ROLLBACK_COMPLETE', nested)],
        deployment: [cleaning, events('UPDATE_ROLLBACK_COMPLETE', 'user', { ...after, isCancelledByStep: true })],
      },
      'cancelled',
      [cancel, get, get, ask, get, ask],
      { deploymentId: ours },
    ],
    [
      'and whose cleanup the record alone has shown, had ended before the request, as its record says when it ends',
      {
        ...joined,
        service: [stack('UPDATE_COMPLETE', nested)],
        deployment: [cleaning, events('UPDATE_COMPLETE', 'user', before)],
      },
      'nothing-to-cancel',
      [cancel, get, ask, get, ask],
      { reason: { kind: 'already-ended' } },
    ],
  ]);
});
