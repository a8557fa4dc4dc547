import type { GetServiceCommandOutput, Proton } from '@aws-sdk/client-proton';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Fault, FaultKind } from '../../../emulator/faults/fault.ts';
import { FaultPlan } from '../../../emulator/faults/fault-plan.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, outcomeOf, sdkClient } from '../clients.ts';

describe('the calls that a fault happens to', () => {
  const clock = new FakeClock();
  let draws: number[];
  let emulator: Emulator;
  let client: Proton;

  beforeEach(async () => {
    draws = [];
    emulator = await startEmulator({ clock, random: () => draws.shift() ?? 0.5, deployMilliseconds: 1e9 });
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    client = sdkClient(emulator);
    return () => emulator.close();
  });

  const get = (): Promise<GetServiceCommandOutput> => client.getService({ name: 'shop' });

  test.each<[FaultKind & Partial<Fault>, readonly string[]]>([
    [{ kind: 'error', name: 'E', from: 2, times: 1 }, ['ok', 'E', 'ok', 'ok']],
    [{ kind: 'error', name: 'E', times: 2 }, ['E', 'E', 'ok', 'ok']],
    [{ kind: 'error', name: 'E', from: 3 }, ['ok', 'ok', 'E', 'E']],
    [{ kind: 'error', name: 'E', operation: 'ListServices' }, ['ok', 'ok', 'ok', 'ok']],
    [{ kind: 'error', name: 'E', operation: 'GetService', from: 4 }, ['ok', 'ok', 'ok', 'E']],
  ])('%o happens to the calls it says', async (fault, outcomes) => {
    emulator.inject(fault);
    const seen: string[] = [];
    for (const _ of outcomes) seen.push(await outcomeOf(get()));
    expect(seen).toEqual(outcomes);
  });

  test('happens with a probability', async () => {
    emulator.inject({ kind: 'error', name: 'E', probability: 0.3 });
    draws.push(0.29, 0.3, 0.1, 0.9);
    expect([await outcomeOf(get()), await outcomeOf(get()), await outcomeOf(get()), await outcomeOf(get())]).toEqual([
      'E',
      'ok',
      'E',
      'ok',
    ]);
  });

  test('gives way to one injected earlier, and keeps its times for later', async () => {
    emulator.inject({ kind: 'error', name: 'First', times: 1 });
    emulator.inject({ kind: 'error', name: 'Second', times: 1 });
    expect([await outcomeOf(get()), await outcomeOf(get()), await outcomeOf(get())]).toEqual(['First', 'Second', 'ok']);
  });

  test('can be taken away', async () => {
    emulator.inject({ kind: 'error', name: 'E' });
    emulator.clearFaults();
    expect(await outcomeOf(get())).toBe('ok');
  });

  test('does not hide a wrong signature', async () => {
    emulator.inject({ kind: 'error', name: 'E', times: 1 });
    const credentials = { ...emulator.credentials, secretAccessKey: 'wrong' };
    const wrong = sdkClient(emulator, { credentials }).getService({ name: 'shop' });
    expect(await outcomeOf(wrong)).toBe('InvalidSignatureException');
    expect(await outcomeOf(get())).toBe('E');
  });
});

test('a fault about one API neither meets the calls of the other nor counts them', () => {
  const plan = new FaultPlan(new FakeClock(), () => 0.5);
  const call = { operation: 'Any', input: {}, target: 'shop' };
  plan.inject({ kind: 'discontinued', name: 'AccessDeniedException', times: 1 });
  plan.inject({ kind: 'alter-stack', fields: {}, times: 1 });
  plan.inject({ kind: 'delay', milliseconds: 1 });
  const kinds = (signingName: 'proton' | 'cloudformation') => {
    const { accompanying, inPlace } = plan.faultsOfCall(call, { signingName });
    return [inPlace, ...accompanying].map((fault) => fault?.kind);
  };
  expect(kinds('cloudformation')).toEqual([undefined, 'alter-stack', 'delay']);
  expect(kinds('proton')).toEqual(['discontinued', 'delay']);
  expect(kinds('proton')).toEqual([undefined, 'delay']);
});
