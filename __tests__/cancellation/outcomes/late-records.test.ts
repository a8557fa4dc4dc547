import { describe, expect, test } from 'vitest';
import type { Answer, DeploymentRecord } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { play, playWith } from '../play.ts';
import {
  accepted,
  acceptedSilently,
  another,
  deployment,
  failing,
  ours,
  reading,
  ScriptedService,
} from '../scripted-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';
import { events, recordsOf, stack } from './stack-readings.ts';

const endedBefore = '2026-08-31T23:59:50.000Z';
const nameless = { deploymentId: undefined };
const nested = { nestedIn: 'root-id' };

const nothingYet: Answer<readonly DeploymentRecord[]> = {
  ok: true,
  dateEpoch: undefined,
  value: [],
  requestId: 'r-6',
};

describe('records that lag are asked again', () => {
  check([
    [
      'who began a rollback that was joined',
      {
        cancel: [failing('validation', cancel)],
        findsByToken: true,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [nothingYet, events('UPDATE_ROLLBACK_COMPLETE', 'itself')],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask, ask],
      { reason: { kind: 'rolled-back-by-others', by: 'itself' } },
    ],
    [
      'how a deployment ended that has a successor',
      {
        cancel: [accepted('CANCELLING')],
        service: [reading('IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:01:00.000Z' })],
        deployment: [nothingYet, deployment('CANCELLED')],
      },
      'cancelled',
      [cancel, get, ask, ask],
      { deploymentId: ours, reason: { successor: another } },
    ],
  ]);
});

test('a record that is not found counts as not recorded yet where it was asked for within 10 s, however late the answer', async () => {
  const clock = new FakeClock();
  const script = {
    cancel: [accepted('CANCELLING')],
    service: [reading('IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:01:00.000Z' })],
    deployment: [failing('not-found', ask), deployment('CANCELLED')],
  };
  class SlowRecordsService extends ScriptedService {
    override async readRecords(
      ...asked: Parameters<ScriptedService['readRecords']>
    ): Promise<Answer<readonly DeploymentRecord[]>> {
      const answer = await super.readRecords(...asked);
      await clock.sleep(11_000, new AbortController().signal);
      return answer;
    }
  }
  const { result } = await playWith(new SlowRecordsService(clock, script), clock);
  expect(result).toMatchObject({ outcome: 'cancelled', deploymentId: ours });
});

describe('what a record says of a deployment that is over', () => {
  check([
    [
      'a stack whose repair was joined is not stuck, although the record that lags says so and the time is over',
      {
        cancel: [failing('validation', cancel)],
        findsByToken: true,
        service: [
          stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'),
          stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAt: '2026-09-01T00:00:02.500Z' }),
        ],
        deployment: [events('UPDATE_FAILED', 'user', { endedAtEpoch: Date.parse(endedBefore) })],
      },
      'timed-out',
      [cancel, get, get, ask],
      { plan: { waitMilliseconds: 1_000 } },
    ],
    [
      'a rollback that a reading showed which lagged had ended before the request',
      {
        cancel: [failing('validation', cancel)],
        findsByToken: true,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS'), stack('UPDATE_ROLLBACK_COMPLETE')],
        deployment: [events('UPDATE_ROLLBACK_COMPLETE', 'user', { endedAtEpoch: Date.parse(endedBefore) })],
      },
      'nothing-to-cancel',
      [cancel, get, get, ask],
      { reason: { kind: 'already-ended', endedAt: endedBefore } },
    ],
    [
      'the update of a nested stack that cleans up is not over while its root may roll it back',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [
          stack('UPDATE_IN_PROGRESS', nested),
          stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', nested),
          stack('UPDATE_ROLLBACK_IN_PROGRESS', nested),
          stack('UPDATE_ROLLBACK_COMPLETE', nested),
        ],
        deployment: [
          events('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'user', { isCancelledByStep: true }),
          events('UPDATE_ROLLBACK_COMPLETE', 'user', { isCancelledByStep: true }),
        ],
      },
      'cancelled',
      [get, cancel, get, ask, get, get],
      { plan: { deploymentId: ours } },
    ],
    [
      'an update that succeeded after a rollback is not the cancelled one, also where the events may not be read',
      {
        cancel: [acceptedSilently],
        findsByToken: true,
        service: [stack('UPDATE_ROLLBACK_IN_PROGRESS', nameless), stack('UPDATE_COMPLETE', nameless)],
        deployment: [failing('access-denied', ask)],
      },
      'superseded',
      [cancel, get, get, ask, ...times(get, 9)],
      { reason: { why: 'end-unknown' } },
    ],
  ]);
});

test('a record without an id is that of the update which a state has shown with the very same beginning', async () => {
  const begunAtEpoch = Date.parse('2026-09-01T00:00:00.006Z');
  const begun = { ...nameless, begunAtEpoch };
  const before = { ...nameless, begunAtEpoch: begunAtEpoch - 60_000, endedAtEpoch: begunAtEpoch - 6 };
  const { result } = await play({
    cancel: [acceptedSilently],
    findsByToken: true,
    service: [
      stack('UPDATE_IN_PROGRESS', { begunAtEpoch }),
      stack('UPDATE_IN_PROGRESS', { deploymentId: another, begunAtEpoch: begunAtEpoch + 1_500 }),
    ],
    deployment: [
      recordsOf(events('UPDATE_IN_PROGRESS', 'user', begun), events('UPDATE_FAILED', 'itself', before)),
      failing('access-denied', ask),
    ],
  });
  expect(result).toMatchObject({ outcome: 'superseded', reason: { why: 'end-unknown', successor: another } });
});
