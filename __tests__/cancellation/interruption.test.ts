import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import type { DeploymentService } from '../../src/cancellation/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { play, playWith, targetsOf } from './play.ts';
import { accepted, another, deployment, failing, ours, reading, type Script } from './scripted-service.ts';

const cancel = 'cancel';

/** Stops the step when the call of this number goes out, counted from 1. */
function interruptedAt(script: Script, number: number, plan: Partial<Plan> = {}): ReturnType<typeof play> {
  let made = 0;
  return play(script, {
    plan,
    onCall: (_call, interruption) => {
      made += 1;
      if (made === number) interruption.abort();
    },
  });
}

describe('a step that is stopped', () => {
  const script = { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] };

  test('while the request is on its way: interrupted, and nothing follows', async () => {
    const { result, operations } = await interruptedAt(script, 1);
    expect(result).toMatchObject({ outcome: 'interrupted', requestState: 'in-doubt' });
    expect(operations).toEqual([cancel]);
  });

  test('in a read: interrupted at once, with what was known, and no failure is told', async () => {
    const { result, operations, milliseconds, events } = await interruptedAt(script, 3);
    expect(result).toMatchObject({
      outcome: 'interrupted',
      deploymentId: ours,
      requestState: 'accepted',
      lastSeen: { stage: 'cancelling', status: 'CANCELLING' },
    });
    expect(operations).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'failure')).toEqual([]);
    expect(milliseconds).toBeLessThan(3_000);
  });

  test('while it is asked how a superseded deployment ended: interrupted, as that may still be learned', async () => {
    const service = [reading('IN_PROGRESS', { deploymentId: another })];
    const { result, operations } = await interruptedAt({ ...script, service, deployment: [deployment('FAILED')] }, 3);
    expect(result).toMatchObject({ outcome: 'interrupted', deploymentId: ours, lastSeen: { status: 'CANCELLING' } });
    expect(operations).toEqual([cancel, 'read-state', 'read-end']);
  });

  test('before the guarded request: the request is not sent', async () => {
    const guarded = { ...script, service: [reading('IN_PROGRESS')] };
    const { result, operations } = await interruptedAt(guarded, 1, { deploymentId: ours });
    expect(result.outcome).toBe('interrupted');
    expect(operations).toEqual(['read-state']);
  });

  test('between two attempts: no further one is sent', async () => {
    const played = await play(
      { cancel: [failing('unreachable', cancel)] },
      {
        onCall: (_call, interruption, clock) =>
          void clock.sleep(50, new AbortController().signal).then(() => interruption.abort()),
      },
    );
    expect(played.result.outcome).toBe('interrupted');
    expect(played.operations).toEqual([cancel]);
  });

  test('while the record of a deployment that may have ended before is read: interrupted, and no guess at its end', async () => {
    const lost = { cancel: [failing('connection-lost', cancel)], service: [reading('CANCELLED')] };
    const { result, operations } = await interruptedAt({ ...lost, deployment: [deployment('CANCELLED')] }, 3);
    expect(result).toMatchObject({ outcome: 'interrupted', reason: { kind: 'interrupted' }, requestState: 'in-doubt' });
    expect(operations).toEqual([cancel, 'read-state', 'read-end']);
  });

  test('between two reads: the sleep ends at once', async () => {
    const played = await play(script, {
      onCall: (call, interruption, clock) => {
        if (call.call === 'read-state') {
          void clock.sleep(100, new AbortController().signal).then(() => interruption.abort());
        }
      },
    });
    expect(played.result.outcome).toBe('interrupted');
    expect(played.milliseconds).toBeLessThan(1_200);
  });

  test('with many targets: those not yet requested stay unrequested, those that ended keep their outcomes', async () => {
    const targets = targetsOf(200);
    const { results, calls } = await interruptedAt({ cancel: [accepted('CANCELLED')] }, 60, { targets });
    const outcomes = new Set(results.map(({ outcome }) => outcome));
    const unsent = results.filter(({ requestState }) => requestState === 'nothing-sent');
    expect(outcomes).toEqual(new Set(['cancelled', 'interrupted']));
    expect(calls.length + unsent.length).toBe(200);
  });

  test('during the retries of throttled requests: refused, and not in doubt', async () => {
    let cancels = 0;
    const played = await play(
      { cancel: [failing('throttled', cancel)] },
      {
        onCall: (_call, interruption, clock) => {
          cancels += 1;
          if (cancels === 4) void clock.sleep(1, new AbortController().signal).then(() => interruption.abort());
        },
      },
    );
    expect(played.result).toMatchObject({ outcome: 'interrupted', requestState: 'refused' });
  });

  test('while the name is looked up: nothing was sent', async () => {
    const clock = new FakeClock();
    const interruption = new AbortController();
    const hanging: DeploymentService = {
      findsByToken: false,
      cancel: async (_reference, _token, { signal }) => {
        await clock.sleep(Number.MAX_SAFE_INTEGER, signal);
        return failing('interrupted', cancel);
      },
      readState: async () => reading('IN_PROGRESS'),
      readRecords: async () => failing('unidentified', 'read-end'),
    };
    void clock.sleep(100, new AbortController().signal).then(() => interruption.abort());
    const { result } = await playWith(hanging, clock, interruption.signal);
    expect(result).toMatchObject({ outcome: 'interrupted', requestState: 'nothing-sent', timeline: [] });
  });
});
