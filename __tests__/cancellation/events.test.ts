import { describe, expect, test } from 'vitest';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import { FakeClock } from './fake-clock.ts';
import { type Played, play, playWith, targetsOf } from './play.ts';
import { accepted, reading } from './scripted-service.ts';
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
    const played = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLED')] },
      { plan: { targets: targetsOf(2) } },
    );
    const outcomes = (type: 'first-accepted' | 'requests-answered'): readonly (readonly string[])[] =>
      told(played, type).map(({ results }) => results.map(({ outcome }) => outcome));
    expect(outcomes('first-accepted')).toEqual([['requested', 'interrupted']]);
    expect(outcomes('requests-answered')).toEqual([['requested', 'requested']]);
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
