import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { play, playWith } from '../play.ts';
import { accepted, another, deployment, failing, ours, reading, withoutPipeline } from '../scripted-service.ts';
import { SlowService } from '../slow-service.ts';
import { ask, cancel, check, get, times } from './rows.ts';

describe('what is known is used', () => {
  const guarded = { plan: { deploymentId: ours } };
  check([
    [
      'guarded, the answer lost, the same id read again: it is the same deployment, whatever the times say',
      {
        service: [
          reading('IN_PROGRESS'),
          reading('CANCELLING', { begunAt: '2026-09-01T00:00:30.000Z' }),
          reading('CANCELLED'),
        ],
        cancel: [failing('connection-lost', cancel)],
      },
      'cancelled',
      [get, cancel, get, get],
      guarded,
    ],
    [
      'guarded, the answer lost, a successor read: the record says how the guarded one ended',
      {
        service: [reading('IN_PROGRESS'), reading('IN_PROGRESS', { deploymentId: another })],
        cancel: [failing('connection-lost', cancel)],
        deployment: [deployment('CANCELLED', '2026-09-01T00:00:05.000Z')],
      },
      'cancelled',
      [get, cancel, get, ask],
      { ...guarded, deploymentId: ours },
    ],
    [
      'the answer lost twice, a successor read the second time: the id is known from the look before',
      {
        service: [reading('IN_PROGRESS'), reading('IN_PROGRESS', { deploymentId: another })],
        cancel: [failing('connection-lost', cancel)],
        deployment: [deployment('CANCELLED', '2026-09-01T00:00:05.000Z')],
      },
      'cancelled',
      [cancel, get, cancel, get, ask],
      { deploymentId: ours, reason: { kind: 'ended', successor: undefined } },
    ],
    [
      'guarded, ended between look and request: no deployment was cancelled',
      { service: [reading('IN_PROGRESS'), reading('SUCCEEDED')], cancel: [failing('conflict', cancel)] },
      'nothing-to-cancel',
      [get, cancel, get],
      { ...guarded, deploymentId: undefined },
    ],
    [
      'not found, though the pipeline is there and has ended',
      { cancel: [failing('not-found', cancel)], service: [reading('SUCCEEDED')] },
      'nothing-to-cancel',
      [cancel, get],
    ],
    [
      'not found, and the confirming read fails once',
      { cancel: [failing('not-found', cancel)], service: [failing('server-fault'), failing('not-found')] },
      'not-found',
      [cancel, get, get],
    ],
  ]);

  test('not found, and the confirming read goes on failing: an error', async () => {
    const { result } = await play({ cancel: [failing('not-found', cancel)], service: [failing('server-fault')] });
    expect(result).toMatchObject({ outcome: 'error', failure: { kind: 'server-fault' } });
  });

  test('not found, and the step is stopped during the confirming read: interrupted', async () => {
    const { result } = await play(
      { cancel: [failing('not-found', cancel)], service: [failing('not-found')] },
      { onCall: ({ call }, interruption) => call === get && interruption.abort() },
    );
    expect(result.outcome).toBe('interrupted');
  });
});

describe('deletion', () => {
  check([
    [
      'the service is being deleted under a refusal, its pipeline in progress',
      { cancel: [failing('conflict', cancel)], service: [reading('IN_PROGRESS', { isBeingDeleted: true })] },
      'deleted',
      [cancel, get],
    ],
    [
      'the service is being deleted under a refusal, its pipeline at rest',
      { cancel: [failing('conflict', cancel)], service: [reading('SUCCEEDED', { isBeingDeleted: true })] },
      'deleted',
      [cancel, get],
    ],
    [
      'the pipeline is gone that was read before a request in doubt',
      { cancel: [failing('connection-lost', cancel)], service: [reading('IN_PROGRESS'), withoutPipeline()] },
      'deleted',
      [get, cancel, ...times(get, 11)],
      { plan: { deploymentId: ours } },
    ],
    [
      'the service is gone that the guard had read',
      { cancel: [failing('not-found', cancel)], service: [reading('IN_PROGRESS'), failing('not-found')] },
      'deleted',
      [get, cancel, ...times(get, 11)],
      { plan: { deploymentId: ours } },
    ],
  ]);
});

/** An answer with AWS's own time. */
function dated<Value>(answer: Answer<Value>, at: string): Answer<Value> {
  return { ...answer, dateEpoch: Date.parse(at) };
}

describe("a runner's clock that is off by 30 s makes no outcome wrong", () => {
  const trueStart = Date.parse('2026-09-01T12:00:00.000Z');

  test.each([-30_000, 0, 30_000])('off by %i ms', async (offset) => {
    const play30 = (begunAt: string, endedAt: string): ReturnType<typeof play> =>
      play(
        {
          cancel: [failing('connection-lost', cancel)],
          service: [dated(reading('FAILED', { begunAt }), '2026-09-01T12:00:00.000Z')],
          deployment: [dated(deployment('FAILED', endedAt), '2026-09-01T12:00:00.000Z')],
        },
        { clock: new FakeClock(trueStart + offset) },
      );
    const before = await play30('2026-09-01T11:50:00.000Z', '2026-09-01T11:59:50.000Z');
    const after = await play30('2026-09-01T11:50:00.000Z', '2026-09-01T12:00:00.000Z');
    const newer = await play30('2026-09-01T12:00:10.000Z', '2026-09-01T12:00:10.000Z');
    expect([before.result.outcome, after.result.outcome, newer.result.outcome]).toEqual([
      'nothing-to-cancel',
      'failed',
      'superseded',
    ]);
  });
});

test.each([
  ['2026-09-01T12:00:00.000Z', 'failed'],
  ['2026-09-01T11:59:59.000Z', 'nothing-to-cancel'],
] as const)('a request that left late in a second, and an end that AWS gives as %s: %s', async (endedAt, outcome) => {
  const { result } = await play(
    {
      cancel: [failing('connection-lost', cancel)],
      service: [dated(reading('FAILED', { begunAt: '2026-09-01T11:50:00.000Z' }), '2026-09-01T12:00:01.000Z')],
      deployment: [deployment('FAILED', endedAt)],
    },
    { clock: new FakeClock(Date.parse('2026-09-01T12:00:00.850Z')) },
  );
  expect(result.outcome).toBe(outcome);
});

describe('the moment of the request is when it leaves', () => {
  test('time in a queue uses up no retry budget, and the wait counts from the request that was accepted', async () => {
    const { result } = await play({
      cancel: [...Array(8).fill(failing('throttled', cancel)), accepted('CANCELLING')],
      service: [reading('CANCELLED')],
    });
    const requested = result.timeline[0];
    expect(result.outcome).toBe('cancelled');
    expect(requested).toMatchObject({ stage: 'requested', atMilliseconds: 0 });
    expect(result.timeline.filter(({ stage }) => stage === 'requested')).toHaveLength(1);
    expect(result.waitedMilliseconds).toBeLessThan(1_100);
  });

  test('a request that hung for as long as it may is looked into, though no time is left to repeat it', async () => {
    const clock = new FakeClock();
    const hanging = new SlowService(clock, () => 30_000);
    const { result } = await playWith(hanging, clock, undefined, { plan: { waitMilliseconds: 60_000 } });
    expect(result).toMatchObject({
      outcome: 'timed-out',
      requestState: 'in-doubt',
      lastSeen: { status: 'CANCELLING' },
    });
    expect(result.waitedMilliseconds).toBeGreaterThanOrEqual(60_000);
  });

  test('what never left was not waited for, though a look had found its deployment', async () => {
    const { result, milliseconds } = await play(
      { cancel: [failing('unreachable', cancel)], service: [reading('IN_PROGRESS')] },
      { plan: { deploymentId: ours } },
    );
    expect(milliseconds).toBeGreaterThan(3_000);
    expect(result).toMatchObject({ outcome: 'error', requestState: 'nothing-sent', waitedMilliseconds: 0 });
  });

  test('what never left is not in doubt, though the connection was lost', async () => {
    const clock = new FakeClock();
    const { result, operations } = await play(
      { cancel: [failing('unreachable', cancel), accepted('CANCELLED')] },
      { clock },
    );
    expect(result).toMatchObject({ outcome: 'cancelled', requestState: 'accepted' });
    expect(operations).toEqual([cancel, cancel]);
  });
});
