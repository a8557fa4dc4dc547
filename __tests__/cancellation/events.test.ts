import { describe, expect, test } from 'vitest';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import { FakeClock } from './fake-clock.ts';
import { type Played, play, playWith, targetsOf } from './play.ts';
import { accepted, deployment, failing, ours, reading, type Script } from './scripted-service.ts';
import { SlowService } from './slow-service.ts';

/** The events of a type. */
function told<Type extends CancellationEvent['type']>(
  { events }: Pick<Played, 'events'>,
  type: Type,
): readonly Extract<CancellationEvent, { readonly type: Type }>[] {
  return events.filter((event): event is Extract<CancellationEvent, { readonly type: Type }> => event.type === type);
}

describe('the observer hears of the step as a whole', () => {
  test('once, when the first cancellation is accepted, and once, when all requests are answered', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 20 : 200));
    const played = await playWith(service, clock, undefined, { plan: { targets: targetsOf(2) } });
    const outcomes = (type: 'first-accepted' | 'requests-answered'): readonly (readonly string[])[] =>
      told(played, type).map(({ results }) => results.map(({ outcome }) => outcome));
    expect(outcomes('first-accepted')).toEqual([['requested', 'interrupted']]);
    expect(outcomes('requests-answered')).toEqual([['requested', 'requested']]);
  });

  test('that a cancellation which was going on already is waited for', async () => {
    const refused = { cancel: [failing('conflict', 'cancel')] };
    const played = await play({ ...refused, service: [reading('CANCELLING'), reading('CANCELLED')] });
    const [early] = told(played, 'requests-answered');
    expect(early?.results).toMatchObject([{ outcome: 'requested', reason: { kind: 'joined' } }]);
  });

  test('that a rollback which was going on already is waited for, which is no wait that is over', async () => {
    const refused = { cancel: [failing('validation', 'cancel')], deployment: [deployment('UPDATE_ROLLBACK_COMPLETE')] };
    const rollback = reading('UPDATE_ROLLBACK_IN_PROGRESS', { stage: 'rolling-back' });
    const service = [rollback, reading('UPDATE_ROLLBACK_COMPLETE', { stage: 'rolled-back' })];
    const early = async (waitMilliseconds: number) =>
      told(await play({ ...refused, service }, { plan: { waitMilliseconds } }), 'requests-answered')[0]?.results[0];
    expect(await early(60_000)).toMatchObject({ outcome: 'timed-out', reason: { kind: 'waiting', isRollback: true } });
    expect(await early(0)).toMatchObject({ outcome: 'timed-out', reason: { kind: 'timed-out', isRollback: true } });
  });

  test('that a verdict is certain, while the target is not at rest yet', async () => {
    const cleaning = reading('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { stage: 'cleaning-up' });
    const service = [cleaning, cleaning, reading('UPDATE_COMPLETE', { stage: 'succeeded' })];
    const played = await play({ cancel: [failing('validation', 'cancel')], service });
    const verdict = { outcome: 'nothing-to-cancel', isAtRest: false };
    expect(told(played, 'verdict')).toMatchObject([{ result: verdict, results: [verdict] }]);
    expect(played.result.isAtRest).toBe(true);
  });

  test('every half minute, what is still waited for', async () => {
    const played = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] },
      { plan: { waitMilliseconds: 100_000 } },
    );
    const waiting = [{ targetName: 'checkout-api', status: 'CANCELLING' }];
    expect(
      told(played, 'heartbeat').map((beat) => ({ ...beat, atMilliseconds: Math.round(beat.atMilliseconds) })),
    ).toEqual([
      { type: 'heartbeat', atMilliseconds: 30_000, waiting, ended: 0, remainingMilliseconds: 70_000 },
      { type: 'heartbeat', atMilliseconds: 60_000, waiting, ended: 0, remainingMilliseconds: 40_000 },
      { type: 'heartbeat', atMilliseconds: 90_000, waiting, ended: 0, remainingMilliseconds: 10_000 },
    ]);
  });

  test('every half minute, how many have ended, and that no time is left once the wait is over', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 'throttled' : 20));
    const plan = { targets: targetsOf(2), waitMilliseconds: 20_000 };
    const [beat] = told(await playWith(service, clock, undefined, { plan }), 'heartbeat');
    const waiting = [{ targetName: 'service-0', status: undefined }];
    expect(beat).toMatchObject({ waiting, ended: 1, remainingMilliseconds: 0 });
  });
});

describe('the observer hears of each call', () => {
  const stepsOf = async (script: Script): Promise<readonly unknown[]> =>
    (await play(script)).events.flatMap((event) =>
      event.type === 'call' || event.type === 'sent' || event.type === 'answer' ? [[event.type, event.call]] : [],
    );

  test('when it goes out, when it has left, and when it was answered', async () => {
    expect(await stepsOf({ cancel: [accepted('CANCELLING')], service: [reading('CANCELLED')] })).toEqual([
      ['call', 'cancel'],
      ['sent', 'cancel'],
      ['answer', 'cancel'],
      ['call', 'read-state'],
      ['sent', 'read-state'],
      ['answer', 'read-state'],
    ]);
  });

  test('and not that it has left if it never did', async () => {
    expect(await stepsOf({ cancel: [failing('credentials-missing', 'cancel')] })).toEqual([['call', 'cancel']]);
  });
});

describe('the observer hears of each target', () => {
  const states = async (...readings: readonly ReturnType<typeof reading>[]): Promise<readonly unknown[]> =>
    told(await play({ cancel: [accepted('IN_PROGRESS')], service: readings }), 'state').map(({ stage, status }) => [
      stage,
      status,
    ]);

  test('each change of its state, and no state twice', async () => {
    const twice = [reading('CANCELLING'), reading('CANCELLING')];
    expect(await states(reading('IN_PROGRESS'), ...twice, reading('CANCELLED'))).toEqual([
      ['in-progress', 'IN_PROGRESS'],
      ['cancelling', 'CANCELLING'],
      ['cancelled', 'CANCELLED'],
    ]);
  });

  test("a change of AWS's word alone, and of what it means alone", async () => {
    const other = reading('IN_PROGRESS_STILL', { stage: 'in-progress' });
    expect(await states(other, reading('IN_PROGRESS_STILL', { stage: 'cancelled' }))).toEqual([
      ['in-progress', 'IN_PROGRESS'],
      ['in-progress', 'IN_PROGRESS_STILL'],
      ['cancelled', 'IN_PROGRESS_STILL'],
    ]);
  });

  test('when it happened, counted from the beginning of the step, and from the request', async () => {
    const clock = new FakeClock();
    await clock.run(clock.sleep(5_000, new AbortController().signal));
    const script = { service: [reading('IN_PROGRESS'), reading('CANCELLED')], cancel: [accepted('CANCELLING')] };
    const played = await play(script, { clock, plan: { deploymentId: ours } });
    expect(told(played, 'state')).toMatchObject([
      { status: 'IN_PROGRESS', atMilliseconds: 0, sinceRequestMilliseconds: undefined },
      { status: 'CANCELLING', atMilliseconds: 0, sinceRequestMilliseconds: 0 },
      { status: 'CANCELLED', atMilliseconds: 1_000, sinceRequestMilliseconds: 1_000 },
    ]);
    expect(played.result.timeline.map(({ atMilliseconds }) => atMilliseconds)).toEqual([0, 0, 0, 1_000]);
    expect(played.result).toMatchObject({ waitedMilliseconds: 1_000, endedAtMilliseconds: 1_000 });
  });

  test('a read that failed, with the pause before the next one', async () => {
    const service = [reading('CANCELLING'), failing('server-fault'), reading('CANCELLED')];
    const played = await play({ cancel: [accepted('CANCELLING')], service });
    expect(told(played, 'failure')).toMatchObject([{ next: 'retry', delayMilliseconds: 1_000 }]);
    expect(told(played, 'pause')).toMatchObject(
      [1_000, 1_000, 1_000].map((delayMilliseconds) => ({ delayMilliseconds })),
    );
  });

  test('a read that failed last, when the wait is over', async () => {
    const service = [reading('CANCELLING'), failing('server-fault')];
    const played = await play({ cancel: [accepted('CANCELLING')], service }, { plan: { waitMilliseconds: 1_500 } });
    expect(played.result).toMatchObject({ outcome: 'timed-out', failure: { kind: 'server-fault' } });
    expect(told(played, 'failure').map(({ next }) => next)).toEqual(['end']);
  });
});
