import { describe, expect, test } from 'vitest';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import type { Observation } from '../../src/cancellation/model/observation.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import { observeTargets } from '../../src/cancellation/observe-targets.ts';
import { FakeClock } from './fake-clock.ts';
import { stack, stackId } from './outcomes/stack-readings.ts';
import { defaultPlan, targetOf } from './play.ts';
import { failing, ours, type Script, ScriptedService } from './scripted-service.ts';

interface Observed {
  readonly observation: Observation | undefined;
  readonly reads: number;
  readonly events: readonly CancellationEvent[];
  readonly milliseconds: number;
}

/** Observes one stack on a clock that leaps. */
async function observe(
  service: NonNullable<Script['service']>,
  { wait = 0, stopAfter, stopAt }: { wait?: number; stopAfter?: number; stopAt?: number } = {},
): Promise<Observed> {
  const clock = new FakeClock();
  const scripted = new ScriptedService(clock, { service });
  const stopping = new AbortController();
  scripted.onCall = () => {
    if (scripted.calls.length === stopAfter) stopping.abort();
  };
  if (stopAt !== undefined) void clock.sleep(stopAt, stopping.signal).then(() => stopping.abort());
  const events: CancellationEvent[] = [];
  const plan: Plan = { ...defaultPlan, targetKind: 'stack', targets: [targetOf('web')], waitMilliseconds: wait };
  const [observation] = await clock.run(
    observeTargets(plan, {
      service: scripted,
      clock,
      random: () => 0.5,
      newToken: () => 'token',
      signal: stopping.signal,
      observe: (event) => events.push(event),
    }),
  );
  expect(scripted.calls.every(({ call }) => call === 'read-state')).toBe(true);
  return { observation, reads: scripted.calls.length, events, milliseconds: clock.now() };
}

const minute = 60_000;
const rest = stack('UPDATE_COMPLETE', { reference: stackId });
const updating = stack('UPDATE_IN_PROGRESS', { reference: stackId });

describe('a look at a target before the deployment', () => {
  test('keeps what it saw', async () => {
    const { observation, reads } = await observe([{ ...updating, dateEpoch: Date.UTC(2026, 8, 1) }]);
    expect(reads).toBe(1);
    expect(observation).toEqual({
      kind: 'seen',
      target: targetOf('web'),
      state: expect.objectContaining({ stage: 'in-progress', status: 'UPDATE_IN_PROGRESS' }),
      baseline: {
        exists: true,
        reference: stackId,
        deploymentId: ours,
        begunAtEpoch: Date.parse('2026-08-31T23:00:00.000Z'),
        readAtEpoch: Date.UTC(2026, 8, 1),
        isGoingOn: true,
      },
    });
  });

  test('takes a target that AWS does not know for one that will be created', async () => {
    const readAtEpoch = Date.UTC(2026, 8, 1);
    const { observation } = await observe([{ ...failing('not-found'), dateEpoch: readAtEpoch }], { wait: minute });
    expect(observation).toMatchObject({ kind: 'missing', baseline: { exists: false, isGoingOn: false, readAtEpoch } });
  });

  test('waits until the target is at rest, and not only until its verdict is certain', async () => {
    const cleaning = stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { reference: stackId });
    const { observation, reads, events } = await observe([updating, updating, cleaning, rest], { wait: minute });
    expect(observation).toMatchObject({ kind: 'seen', state: { status: 'UPDATE_COMPLETE' } });
    expect(reads).toBe(4);
    const states = events.flatMap((event) => (event.type === 'state' ? [event.status] : []));
    expect(states).toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE']);
  });

  test('waits for a deletion to end', async () => {
    const deleting = stack('DELETE_IN_PROGRESS', { reference: stackId, isBeingDeleted: true });
    const { observation } = await observe([deleting, failing('not-found')], { wait: minute });
    expect(observation).toMatchObject({ kind: 'missing' });
  });

  test('gives up when the wait is over', async () => {
    const { observation, milliseconds } = await observe([updating], { wait: minute });
    expect(observation).toMatchObject({ kind: 'busy', state: { status: 'UPDATE_IN_PROGRESS' } });
    expect(milliseconds).toBe(minute);
  });

  test('waits out what may pass once it has seen the target', async () => {
    const faults = Array.from({ length: 30 }, () => failing('server-fault'));
    const { observation } = await observe([updating, ...faults, rest], { wait: 30 * minute });
    expect(observation).toMatchObject({ kind: 'seen', state: { status: 'UPDATE_COMPLETE' } });
  });

  test('soon says that it can not see the target', async () => {
    const { observation, milliseconds } = await observe([failing('server-fault')], { wait: 30 * minute });
    expect(observation).toMatchObject({ kind: 'failed', failure: { kind: 'server-fault' } });
    expect(milliseconds).toBeLessThan(25_000);
  });

  test('ends at once by what can not pass', async () => {
    const { observation, reads, events } = await observe([failing('access-denied')], { wait: minute });
    expect(observation).toMatchObject({ kind: 'failed', failure: { kind: 'access-denied' } });
    expect(reads).toBe(1);
    expect(events.at(-1)).toMatchObject({ type: 'failure', next: 'end' });
  });

  test('ends where the step is stopped', async () => {
    const { observation } = await observe([updating], { wait: minute, stopAfter: 3 });
    expect(observation).toMatchObject({ kind: 'failed', failure: { kind: 'interrupted' } });
  });

  test('ends where the step is stopped between two reads', async () => {
    const { observation, reads } = await observe([updating], { wait: minute, stopAt: 1_500 });
    expect(observation).toMatchObject({ kind: 'failed', failure: { kind: 'interrupted', call: 'read-state' } });
    expect(reads).toBe(2);
  });

  test("tells of each pause, of each retry, and of a change of AWS's word alone", async () => {
    const other = stack('UPDATE_IN_PROGRESS', { reference: stackId, status: 'UPDATE_IN_PROGRESS_STILL' });
    const { events } = await observe([updating, failing('server-fault'), other, other, rest], { wait: minute });
    const told = events.flatMap((event) => {
      if (event.type === 'state') return [event.status];
      if (event.type === 'pause') return [`pause ${event.delayMilliseconds}`];
      return event.type === 'failure' ? [`${event.failure.kind}: ${event.next} ${event.delayMilliseconds}`] : [];
    });
    expect(told).toEqual([
      'UPDATE_IN_PROGRESS',
      'pause 1000',
      'server-fault: retry 1000',
      'pause 1000',
      'UPDATE_IN_PROGRESS_STILL',
      'pause 1000',
      'pause 1000',
      'UPDATE_COMPLETE',
    ]);
  });
});

test('a look at several targets tells every half minute which ones it still waits for', async () => {
  const clock = new FakeClock();
  const service = new ScriptedService(clock, {});
  service.readState = (reference) => Promise.resolve(reference === 'web' ? updating : rest);
  const events: CancellationEvent[] = [];
  const plan: Plan = { ...defaultPlan, targets: [targetOf('web'), targetOf('api')], waitMilliseconds: minute };
  const signal = new AbortController().signal;
  const observing = observeTargets(plan, {
    service,
    clock,
    random: () => 0.5,
    newToken: () => 'token',
    signal,
    observe: (event) => events.push(event),
  });
  await clock.run(observing);
  const waiting = [{ targetName: 'web', status: 'UPDATE_IN_PROGRESS' }];
  expect(events.find(({ type }) => type === 'heartbeat')).toMatchObject({ waiting, ended: 1 });
});
