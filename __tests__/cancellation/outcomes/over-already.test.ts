import { describe } from 'vitest';
import { failing } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { atRest, events, stack, stackId } from './stack-readings.ts';

const here = { reference: stackId };
const nameless = { deploymentId: undefined };
const guarded = { plan: { targets: [{ name: 'web', reference: stackId, baseline: atRest }] } };

describe('a state that shows an update going on which is over, as was shown before, is read again', () => {
  const lost = {
    cancel: [failing('connection-lost', cancel)],
    findsByToken: true,
    deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself')],
  };
  const outcome = { reason: { kind: 'rolled-back-by-others', by: 'itself' } };
  check([
    [
      'an earlier state has shown it: no request is sent',
      {
        findsByToken: true,
        service: [
          stack('UPDATE_COMPLETE', here),
          stack('UPDATE_IN_PROGRESS', { ...here, begunAtEpoch: undefined }),
          stack('UPDATE_COMPLETE', here),
        ],
      },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded, reason: { kind: 'already-ended' } },
    ],
    [
      'an earlier state has shown it: nothing is joined',
      {
        findsByToken: true,
        service: [
          stack('UPDATE_COMPLETE', here),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', here),
          stack('UPDATE_COMPLETE', here),
        ],
      },
      'nothing-to-cancel',
      times(get, 11),
      { ...guarded, reason: { kind: 'already-ended' } },
    ],
    [
      'a record has shown it: the request in doubt is not sent again',
      {
        ...lost,
        service: [
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
          stack('UPDATE_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      outcome,
    ],
    [
      'a record has shown it: nothing is joined while a request is in doubt',
      {
        ...lost,
        service: [
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
          stack('UPDATE_ROLLBACK_IN_PROGRESS'),
          stack('UPDATE_ROLLBACK_COMPLETE', nameless),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      outcome,
    ],
  ]);
});

describe('a record that has ended outlives a later answer that lags and says that it goes on', () => {
  check([
    [
      'the update had ended before a request of unknown fate',
      {
        cancel: [failing('connection-lost', cancel)],
        findsByToken: true,
        service: [stack('UPDATE_COMPLETE')],
        deployment: [
          events('UPDATE_COMPLETE', 'user', { endedAtEpoch: Date.parse('2026-08-31T23:59:30Z') }),
          events('UPDATE_IN_PROGRESS', 'user'),
        ],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'already-ended', endedAt: '2026-08-31T23:59:30.000Z' } },
    ],
  ]);
});
