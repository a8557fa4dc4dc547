import { describe, expect, test } from 'vitest';
import type { Answer, CallLimits, Reading } from '../../../src/cancellation/ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { play, playWith } from '../play.ts';
import { accepted, another, failing, reading, ScriptedService } from '../scripted-service.ts';
import { cancel, noWait } from './rows.ts';
import { stack } from './stack-readings.ts';

const cleaning = stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
const complete = stack('UPDATE_COMPLETE');
const successor = stack('UPDATE_IN_PROGRESS', { deploymentId: another });
const older = stack('UPDATE_ROLLBACK_COMPLETE', { deploymentId: another });
const minute = 60_000;

/** A refused request, as the update had succeeded, and what is read of the stack from then on. */
function refused(...service: readonly Answer<Reading>[]): Parameters<typeof play>[0] {
  return { cancel: [failing('validation', cancel)], findsByToken: true, service: [cleaning, ...service] };
}

/** One of its reads takes 3 s: until it leaves, or from then on. */
class SlowReadService extends ScriptedService {
  readonly #sleep: () => Promise<void>;
  readonly #slow: 'to-leave' | 'to-come-back';
  #reads = 0;

  constructor(clock: FakeClock, script: Parameters<typeof play>[0], slow: 'to-leave' | 'to-come-back') {
    super(clock, script);
    this.#sleep = (): Promise<void> => clock.sleep(3_000, new AbortController().signal);
    this.#slow = slow;
  }

  override async readState(reference: string, limits: CallLimits): Promise<Answer<Reading>> {
    this.#reads += 1;
    const isSlow = this.#reads === 10;
    if (isSlow && this.#slow === 'to-leave') await this.#sleep();
    const answer = await super.readState(reference, limits);
    if (isSlow && this.#slow === 'to-come-back') await this.#sleep();
    return answer;
  }
}

describe('a stack that cleans up is read until it is at rest', () => {
  test.each<[string, readonly Answer<Reading>[], string, number]>([
    ['over faults that pass', [failing('server-fault'), complete], 'UPDATE_COMPLETE', 3],
    ['over a reading that lags so far that there is no stack', [failing('not-found'), complete], 'UPDATE_COMPLETE', 3],
    ['over a reading of an older update', [older, complete], 'UPDATE_COMPLETE', 3],
    [
      'over a reading that says that it is still in progress',
      [stack('UPDATE_IN_PROGRESS'), complete],
      'UPDATE_COMPLETE',
      3,
    ],
    [
      'where AWS does not name the update',
      [stack('UPDATE_COMPLETE', { deploymentId: undefined })],
      'UPDATE_COMPLETE',
      2,
    ],
  ])('%s', async (_what, service, status, reads) => {
    const { result, operations } = await play(refused(...service), { plan: { waitMilliseconds: minute } });
    expect(result).toMatchObject({ outcome: 'nothing-to-cancel', isAtRest: true, lastSeen: { status } });
    expect(operations).toHaveLength(1 + reads);
  });

  test.each<[string, readonly Answer<Reading>[], number]>([
    ['at once if the state may not be read any more', [failing('access-denied')], 1_000],
    ['once it is certain that there is no stack', [failing('not-found')], 10_000],
    ['once it is certain that a later update goes on', [successor], 10_000],
    ['when the wait is over', [cleaning], minute],
  ])('and given up %s', async (_what, service, milliseconds) => {
    const played = await play(refused(...service), { plan: { waitMilliseconds: minute } });
    expect(played.result).toMatchObject({
      outcome: 'nothing-to-cancel',
      isAtRest: false,
      lastSeen: { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
    });
    expect(Math.abs(played.milliseconds - milliseconds)).toBeLessThan(1_000);
  });

  test.each([
    ['before that and came back late: it may lag', 'to-come-back', true, 12],
    ['after that, though its turn came before: it does not lag', 'to-leave', false, 11],
  ] as const)('10 s after the verdict, a later update is shown by a read that left %s', async (...row) => {
    const [, slow, isAtRest, calls] = row;
    const clock = new FakeClock();
    const service = new SlowReadService(clock, refused(...Array(8).fill(cleaning), successor, complete), slow);
    const { result } = await playWith(service, clock);
    expect(result).toMatchObject({ outcome: 'nothing-to-cancel', isAtRest });
    expect(service.calls).toHaveLength(calls);
  });

  test.each([
    ['before the verdict, which a reading that lagged gave', '2026-08-31T23:30:00Z', true],
    ['after the verdict', '2026-09-01T00:00:03Z', false],
  ])('also that of a later update, if that was begun %s', async (_when, begunAt, isAtRest) => {
    const begun = { deploymentId: another, begunAtEpoch: Date.parse(begunAt) };
    const { result } = await play({
      ...refused(),
      service: [
        stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { begunAtEpoch: Date.parse('2026-08-31T23:00:00Z') }),
        stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', begun),
        stack('UPDATE_COMPLETE', begun),
      ],
    });
    expect(result).toMatchObject({ outcome: 'nothing-to-cancel', isAtRest });
  });

  test('each failed read is told with what follows from it', async () => {
    const { events } = await play(refused(failing('server-fault'), failing('access-denied')));
    const next = events.flatMap((event) => (event.type === 'failure' ? [event.next] : []));
    expect(next).toEqual(['look', 'retry', 'end']);
  });

  test('and not at all where nothing is waited for', async () => {
    const { result, operations, events } = await play(refused(), noWait);
    expect(result.isAtRest).toBe(false);
    expect(operations).toHaveLength(2);
    expect(events.map(({ type }) => type)).not.toContain('verdict');
  });

  test('and no longer once the step is stopped', async () => {
    const { result, operations } = await play(refused(), {
      plan: { waitMilliseconds: minute },
      onCall: ({ atMilliseconds }, interruption) => atMilliseconds > 2_500 && interruption.abort(),
    });
    expect(result).toMatchObject({ outcome: 'nothing-to-cancel', isAtRest: false });
    expect(operations).toHaveLength(5);
  });
});

test('what has failed is not waited for, whatever the target does', async () => {
  const { result, operations } = await play({ cancel: [accepted('FAILED')], service: [reading('FAILED')] });
  expect(result).toMatchObject({ outcome: 'failed', isAtRest: undefined });
  expect(operations).toEqual([cancel]);
});
