import { describe, expect, test } from 'vitest';
import { requestLanes } from '../../src/cancellation/cancel-targets.ts';
import type { FailureKind } from '../../src/cancellation/model/failure.ts';
import { FakeClock } from './fake-clock.ts';
import { playWith, targetsOf } from './play.ts';
import { failing } from './scripted-service.ts';
import { SlowService } from './slow-service.ts';

/** The names of the targets that ended with an error, and of those that a request was begun for. */
async function errorsOf(
  count: number,
  takes: (number: number) => number | FailureKind,
  connectMilliseconds = 0,
): Promise<{ readonly errors: readonly string[]; readonly tried: ReadonlySet<string> }> {
  const clock = new FakeClock();
  const tried = new Set<string>();
  const service = new SlowService(
    clock,
    (name) => {
      tried.add(name);
      return takes(Number(name.slice('service-'.length)));
    },
    connectMilliseconds,
  );
  const { results } = await playWith(service, clock, undefined, { plan: { targets: targetsOf(count) } });
  const errors = results.filter(({ outcome }) => outcome === 'error').map(({ target }) => target.name);
  return { errors, tried };
}

describe('the failure of one target stops the others only if it meets them, too', () => {
  test('no connection for the first, while the others are still connecting: they go on', async () => {
    const { errors } = await errorsOf(requestLanes + 10, (number) => (number === 0 ? 'unreachable' : 20), 8_000);
    expect(errors).toEqual(['service-0']);
  });

  test('throttling without end for the first ones: the next one is tried all the same', async () => {
    const { errors } = await errorsOf(requestLanes + 1, (number) => (number < requestLanes ? 'throttled' : 20));
    expect(errors).toHaveLength(requestLanes);
    expect(errors).not.toContain(`service-${requestLanes}`);
  });

  test('credentials that expire half-way: what is under way then is tried, and nothing after it', async () => {
    const { errors, tried } = await errorsOf(500, (number) => (number < 100 ? 20 : 'credentials-refused'));
    expect(errors).toHaveLength(400);
    expect(tried.size).toBeLessThanOrEqual(100 + requestLanes);
  });

  test('what fails in the wait of one target stops no request of another', async () => {
    const clock = new FakeClock();
    const service = new SlowService(clock, (name) => (name === 'service-0' ? 20 : 15_000));
    const readState = service.readState.bind(service);
    service.readState = (name) =>
      name === 'service-0' && clock.now() > 500 ? Promise.resolve(failing('not-implemented')) : readState(name);
    const plan = { targets: targetsOf(requestLanes + 10) };
    const { results } = await playWith(service, clock, undefined, { plan });
    const errors = results.filter(({ outcome }) => outcome === 'error');
    expect(errors.map(({ target }) => target.name)).toEqual(['service-0']);
  });

  test.each<[FailureKind, number]>([
    ['not-subscribed', requestLanes],
    ['wrong-scope', requestLanes],
    ['not-implemented', requestLanes],
    ['credentials-missing', requestLanes],
    ['credentials-failed', requestLanes],
    ['credentials-refused', requestLanes],
    ['region-missing', requestLanes],
    ['misconfigured', requestLanes],
    ['access-denied', 2 * requestLanes],
    ['unexpected', 2 * requestLanes],
  ])('of targets that all meet %s, so many are tried: %i', async (kind, expected) => {
    const { tried } = await errorsOf(2 * requestLanes, () => kind);
    expect(tried.size).toBe(expected);
  });
});
