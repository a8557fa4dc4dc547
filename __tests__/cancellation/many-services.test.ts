import { describe, expect, test } from 'vitest';
import { cancelServices } from '../../src/cancellation/cancel-targets.ts';
import type { Proton } from '../../src/cancellation/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { defaultPlan, play } from './play.ts';
import { accepted, failing, reading, ScriptedProton } from './scripted-proton.ts';

const cancel = 'CancelServicePipelineDeployment';

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_nothing, at) => `service-${at}`);
}

describe('several services', () => {
  test('all requests go out before any waiting begins', async () => {
    const { operations } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLED')] },
      { plan: { serviceNames: names(200) } },
    );
    expect(operations.slice(0, 200)).toEqual(Array(200).fill(cancel));
    expect(operations.filter((operation) => operation === cancel)).toHaveLength(200);
  });

  test('the reads of the whole step never exceed 10 in any second', async () => {
    const { calls } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING'), reading('CANCELLED')] },
      { plan: { serviceNames: names(100) } },
    );
    const reads = calls
      .filter(({ operation }) => operation === 'GetService')
      .map(({ atMilliseconds }) => atMilliseconds);
    const densest = Math.max(
      ...reads.map((time) => reads.filter((other) => other >= time && other < time + 1_000).length),
    );
    expect(reads).toHaveLength(200);
    expect(densest).toBeLessThanOrEqual(10);
  });

  test('results stand in the order of the names, each with its own service', async () => {
    const { results } = await play({ cancel: [accepted('CANCELLED')] }, { plan: { serviceNames: names(1_000) } });
    expect(results.map(({ serviceName }) => serviceName)).toEqual(names(1_000));
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['cancelled']));
  });

  test('missing credentials are not looked for a thousand times', async () => {
    const { results, operations } = await play(
      { cancel: [failing('credentials-missing', cancel)] },
      { plan: { serviceNames: names(1_000) } },
    );
    expect(operations.length).toBeLessThanOrEqual(50);
    expect(
      results.every(({ outcome, failure }) => outcome === 'error' && failure?.name === 'credentials-missing'),
    ).toBe(true);
  });

  test('a dead endpoint is not tried a thousand times, and fails within 30 s', async () => {
    const { results, milliseconds } = await play(
      { cancel: [failing('unreachable', cancel)] },
      { plan: { serviceNames: names(1_000) } },
    );
    expect(milliseconds).toBeLessThan(30_000);
    expect(results.every(({ outcome }) => outcome === 'error')).toBe(true);
  });

  test('a fault that one service has alone stops no other', async () => {
    const { results } = await play(
      { cancel: [failing('access-denied', cancel)] },
      { plan: { serviceNames: names(100) } },
    );
    expect(results.filter(({ failure }) => failure?.kind === 'access-denied')).toHaveLength(100);
  });

  test('a service without a connection stops no other, once the endpoint has answered', async () => {
    const clock = new FakeClock();
    const scripted = new ScriptedProton(clock, { cancel: [accepted('CANCELLED')] });
    const signal = new AbortController().signal;
    const proton: Proton = {
      cancelServicePipelineDeployment: async (serviceName, limits) => {
        await clock.sleep(1_000, signal);
        return serviceName === 'service-0'
          ? failing('unreachable', cancel)
          : scripted.cancelServicePipelineDeployment(serviceName, limits);
      },
      getService: (serviceName, limits) => scripted.getService(serviceName, limits),
      getDeployment: (id, serviceName, limits) => scripted.getDeployment(id, serviceName, limits),
    };
    const surroundings = { proton, clock, random: () => 0.5, signal, observe: () => undefined };
    const plan = { ...defaultPlan, serviceNames: names(600) };
    const results = await clock.run(cancelServices(plan, surroundings));
    expect(results.filter(({ outcome }) => outcome === 'error').map(({ serviceName }) => serviceName)).toEqual([
      'service-0',
    ]);
  });

  test('the early results say requested for what is still waited for', async () => {
    const { events } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLED')] },
      { plan: { serviceNames: names(2) } },
    );
    const early = events.find((event) => event.type === 'requests-answered');
    expect(early?.results.map(({ outcome }) => outcome)).toEqual(['requested', 'requested']);
  });

  test('every half minute the observer hears what is still waited for', async () => {
    const { events } = await play(
      { cancel: [accepted('CANCELLING')], service: [reading('CANCELLING')] },
      { plan: { waitMilliseconds: 100_000 } },
    );
    const beats = events.filter((event) => event.type === 'heartbeat');
    expect(beats.map(({ atMilliseconds }) => Math.round(atMilliseconds / 1_000))).toEqual([30, 60, 90]);
    expect(beats[0]?.waiting).toEqual([{ serviceName: 'checkout-api', state: 'CANCELLING' }]);
  });
});
