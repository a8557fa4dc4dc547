import { describe } from 'vitest';
import { another, deployment, failing, ours, reading } from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { events, stack } from './stack-readings.ts';

const lost = failing('connection-lost', cancel);
const before = '2026-08-31T23:00:00Z';
const after = '2026-09-01T00:00:05Z';

describe('a request of unknown fate was meant for a deployment whose place another has taken', () => {
  const guarded = { plan: { deploymentId: ours } };
  const withSuccessor = (status: string): { service: ReturnType<typeof reading>[]; cancel: (typeof lost)[] } => ({
    cancel: [lost],
    service: [reading('IN_PROGRESS'), reading(status, { deploymentId: another, begunAt: '2026-09-01T00:00:00.500Z' })],
  });
  check([
    [
      'it had ended before, and the other one goes on untouched',
      { ...withSuccessor('IN_PROGRESS'), deployment: [deployment('SUCCEEDED', before)] },
      'nothing-to-cancel',
      [get, cancel, get, ask],
      { ...guarded, reason: { kind: 'another-deployment', wanted: ours, current: another, isInProgress: true } },
    ],
    [
      'it had ended before, and the other one is being cancelled',
      { ...withSuccessor('CANCELLING'), deployment: [deployment('SUCCEEDED', before)] },
      'superseded',
      [get, cancel, get, ask],
      { ...guarded, reason: { why: 'request-hit-successor', followed: ours, successor: another } },
    ],
    [
      'it ended after the request',
      { ...withSuccessor('IN_PROGRESS'), deployment: [deployment('CANCELLED', after)] },
      'cancelled',
      [get, cancel, get, ask],
      { ...guarded, reason: { kind: 'ended', successor: another, isAfterRequest: true } },
    ],
    [
      'when it ended is not said',
      { ...withSuccessor('IN_PROGRESS'), deployment: [deployment('FAILED')] },
      'failed',
      [get, cancel, get, ask, ...times(get, 10), ask],
      { ...guarded, reason: { kind: 'ended', successor: another, isAfterRequest: false } },
    ],
    [
      'how it ended can not be read',
      { ...withSuccessor('IN_PROGRESS'), deployment: [failing('access-denied', ask)] },
      'superseded',
      [get, cancel, get, ask],
      {
        ...guarded,
        reason: { why: 'end-unknown', followed: ours, successor: another },
        failure: 'access-denied',
      },
    ],
  ]);
});

describe('a deployment that has ended since a request of unknown fate', () => {
  const inTheSecondOfTheRequest = { begunAt: '2026-09-01T00:00:01Z' };
  const record = { deployment: [deployment('FAILED', after)] };
  check([
    [
      'was begun long before it: the request met it',
      { cancel: [lost], service: [reading('FAILED', { begunAt: before })], ...record },
      'failed',
      [cancel, get, ask],
      { reason: { kind: 'ended', isAfterRequest: true } },
    ],
    [
      'was begun in the second of the request: it may have come after it',
      { cancel: [lost], service: [reading('FAILED', inTheSecondOfTheRequest)], ...record },
      'failed',
      [cancel, get, ask],
      { reason: { kind: 'ended', isAfterRequest: false } },
    ],
    [
      'was begun in the second of the request, and is the one that the guard names',
      { cancel: [lost], service: [reading('IN_PROGRESS'), reading('FAILED', inTheSecondOfTheRequest)], ...record },
      'failed',
      [get, cancel, get, ask],
      { plan: { deploymentId: ours }, reason: { kind: 'ended', isAfterRequest: true } },
    ],
  ]);
});

describe('a request of unknown fate was meant for an update of a stack that is over', () => {
  const guarded = { plan: { deploymentId: ours } };
  const denied = failing('access-denied', ask);
  const cause = 'The following resource(s) failed to update: [Topic].';
  const ended = { endedAtEpoch: Date.parse(after) };
  check([
    [
      'the stack is at rest, and the events tell of the rollback by a user',
      {
        cancel: [lost],
        service: [stack('UPDATE_IN_PROGRESS'), stack('IMPORT_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', ended)],
        findsByToken: true,
      },
      'cancelled',
      [get, cancel, get, ask],
      { ...guarded, status: 'IMPORT_COMPLETE', reason: { kind: 'ended', isAfterRequest: true } },
    ],
    [
      'the stack is at rest, and the events tell of no end',
      {
        cancel: [lost],
        service: [stack('UPDATE_IN_PROGRESS'), stack('IMPORT_COMPLETE')],
        deployment: [events('IMPORT_COMPLETE', 'user', ended)],
      },
      'nothing-to-cancel',
      [get, cancel, get, ask],
      { ...guarded, reason: { kind: 'no-deployment', status: 'IMPORT_COMPLETE' } },
    ],
    [
      'the events that the token finds are those of the update that the stack names',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', ended)],
        findsByToken: true,
      },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: ours, status: 'UPDATE_ROLLBACK_COMPLETE', reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'the events that the token finds name the update, and the stack does not',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: undefined })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', ended)],
        findsByToken: true,
      },
      'cancelled',
      [cancel, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'it was stuck before the request',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_FAILED')],
        deployment: [events('UPDATE_ROLLBACK_FAILED', 'user', { endedAtEpoch: Date.parse(before) })],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'stuck', status: 'UPDATE_ROLLBACK_FAILED' } },
    ],
    [
      'a later update has begun, and the events tell of that one alone: how the one before ended is unknown',
      {
        cancel: [lost],
        service: [stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:10:00.000Z' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { ...ended, deploymentId: another })],
        findsByToken: true,
      },
      'superseded',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { why: 'end-unknown', followed: undefined, successor: another } },
    ],
    [
      'it was rolled back from a failure of its own, as the events say',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE', { message: 'The state says less.', rollbackBy: 'user' })],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'itself', ended)],
      },
      'nothing-to-cancel',
      [cancel, get, ask],
      { reason: { kind: 'rolled-back-by-others', by: 'itself', cause } },
    ],
    [
      'it was rolled back by a user, as the state alone says',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE', { rollbackBy: 'user' })],
        deployment: [denied],
      },
      'cancelled',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'ended', isAfterRequest: false } },
    ],
    [
      'who rolled it back is said nowhere',
      {
        cancel: [lost],
        service: [stack('UPDATE_ROLLBACK_COMPLETE', { message: 'The state says this.' })],
        deployment: [denied],
      },
      'nothing-to-cancel',
      [cancel, get, ask, ...times(get, 10), ask],
      { reason: { kind: 'rolled-back-by-others', by: undefined, cause: undefined } },
    ],
  ]);
});
