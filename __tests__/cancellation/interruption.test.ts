import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import { play } from './play.ts';
import { accepted, failing, ours, reading, type Script } from './scripted-proton.ts';

const cancel = 'CancelServicePipelineDeployment';

/** Cancels the run when the call of this number goes out, counted from 1. */
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

describe('a run that is cancelled', () => {
  const script = { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] };

  test('while the request is on its way: interrupted, and nothing follows', async () => {
    const { result, operations } = await interruptedAt(script, 1);
    expect(result).toMatchObject({ outcome: 'interrupted' });
    expect(result.reason).toContain('If Proton has received it');
    expect(operations).toEqual([cancel]);
  });

  test('in a read: interrupted at once, with what was known', async () => {
    const { result, operations, milliseconds } = await interruptedAt(script, 3);
    expect(result).toMatchObject({
      outcome: 'interrupted',
      deploymentId: ours,
      pipeline: { deploymentStatus: 'CANCELLING' },
    });
    expect(result.reason).toContain('AWS carries on');
    expect(operations).toHaveLength(3);
    expect(milliseconds).toBeLessThan(3_000);
  });

  test('before the guarded request: the request is not sent', async () => {
    const guarded = { ...script, service: [reading('IN_PROGRESS')] };
    const { result, operations } = await interruptedAt(guarded, 1, { deploymentId: ours });
    expect(result.outcome).toBe('interrupted');
    expect(operations).toEqual(['GetService']);
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

  test('between two reads: the sleep ends at once', async () => {
    const played = await play(script, {
      onCall: (call, interruption, clock) => {
        if (call.operation === 'GetService') {
          void clock.sleep(100, new AbortController().signal).then(() => interruption.abort());
        }
      },
    });
    expect(played.result.outcome).toBe('interrupted');
    expect(played.milliseconds).toBeLessThan(1_200);
  });

  test('with many services: those not yet requested stay unrequested, those that ended keep their outcomes', async () => {
    const serviceNames = Array.from({ length: 200 }, (_nothing, at) => `service-${at}`);
    const { results, calls } = await interruptedAt({ cancel: [accepted('CANCELLED')] }, 60, { serviceNames });
    const outcomes = new Set(results.map(({ outcome }) => outcome));
    const unsent = results.filter(({ reason }) => reason.includes('before the cancel request was sent'));
    expect(outcomes).toEqual(new Set(['cancelled', 'interrupted']));
    expect(calls.length + unsent.length).toBe(200);
  });
});
