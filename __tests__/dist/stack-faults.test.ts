import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../emulator/faults/fault.ts';
import { generator } from '../cancellation/generator.ts';
import { emulateStack, runForStack, updateOf } from './emulated-stack.ts';
import { resultsOf } from './emulated-step.ts';
import { passingFaults } from './passing-faults.ts';

const cancel = 'CancelUpdateStack';

/** The faults of any API, with the names that CloudFormation has for its errors. */
const stackFaults = passingFaults.map((fault): FaultKind => {
  const names: Readonly<Record<string, string>> = {
    ThrottlingException: 'Throttling',
    InternalServerException: 'InternalFailure',
  };
  return fault.kind === 'error' ? { ...fault, name: names[fault.name] ?? fault.name } : fault;
});

describe.concurrent('a fault that passes', () => {
  test.each(stackFaults)('of the request changes nothing about the outcome: %j', async (fault) => {
    const emulator = await emulateStack();
    emulator.inject({ ...fault, operation: cancel, times: 1 });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome'], JSON.stringify(result.outputs['results'])).toBe('cancelled');
    expect(result.exitCode).toBe(0);
    expect(updateOf(emulator)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test.each(stackFaults)('twice in a row neither: %j', async (fault) => {
    const emulator = await emulateStack();
    emulator.inject({ ...fault, times: 2 });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome'], JSON.stringify(result.outputs['results'])).toBe('cancelled');
    expect(updateOf(emulator)?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test.each(stackFaults)('of the reads is waited out: %j', async (fault) => {
    const emulator = await emulateStack();
    emulator.inject({ ...fault, operation: 'DescribeStacks', times: 2 });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('cancelled');
  });
});

describe.concurrent('a request of unknown fate', () => {
  test.each(['before', 'after'] as const)(
    '(%s it was carried out) is repeated only with its own token',
    async (stage) => {
      const emulator = await emulateStack();
      emulator.inject({ kind: 'reset', stage, operation: cancel, times: 1 });
      const result = await runForStack(emulator);
      expect(result.outputs['outcome']).toBe('cancelled');
      const tokens = updateOf(emulator)?.cancelRequests.map(({ token }) => token) ?? [];
      expect(new Set(tokens).size).toBe(1);
      expect(tokens[0]).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/);
    },
  );
});

describe.concurrent("a proxy's page with status 200", () => {
  test('in place of every answer is no success', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'proxy-page', status: 200 });
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0' } });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.exitCode).toBe(1);
    expect(updateOf(emulator)).toMatchObject({ status: 'UPDATE_IN_PROGRESS', cancelRequests: [] });
  }, 40_000);

  test('in place of every answer to the request is none either', async () => {
    const emulator = await emulateStack();
    emulator.inject({ kind: 'proxy-page', status: 200, operation: cancel });
    const result = await runForStack(emulator);
    expect(result.outputs['outcome']).toBe('error');
    expect(updateOf(emulator)?.status).toBe('UPDATE_IN_PROGRESS');
  }, 40_000);
});

const refusals: readonly FaultKind[] = [
  { kind: 'error', name: 'AccessDenied' },
  { kind: 'error', name: 'ExpiredToken' },
];
const faults = [...stackFaults, ...refusals];

const trueOf: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_COMPLETE: 'cancelled',
  UPDATE_ROLLBACK_FAILED: 'failed',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'succeeded',
};

const schedules = 30;
const seed = Number(process.env['FAULT_SEED'] ?? 2026);

describe.concurrent(`${schedules} schedules of faults for a stack over real HTTP, FAULT_SEED=${seed}`, () => {
  const random = generator(seed);
  const drawn = Array.from({ length: schedules }, (_nothing, at) => ({
    number: at + 1,
    rollbackEnding: random() < 0.3 ? ('UPDATE_ROLLBACK_FAILED' as const) : ('UPDATE_ROLLBACK_COMPLETE' as const),
    deployMilliseconds: random() < 0.3 ? 1_500 : 300_000,
    chosen: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      fault: faults[Math.floor(random() * faults.length)],
      from: 1 + Math.floor(random() * 4),
    })),
  }));

  test.each(drawn)('schedule $number ends with the truth or an honest error', async ({ chosen, ...stack }) => {
    const emulator = await emulateStack(stack);
    for (const { fault, from } of chosen) if (fault !== undefined) emulator.inject({ ...fault, from, times: 1 });
    const result = await runForStack(emulator, { inputs: { 'wait-for-minutes': '0.5', 'fail-on': 'none' } });
    const update = updateOf(emulator);
    const outcome = result.outputs['outcome'];
    const isTooLate = update?.cancelRequestedAtMilliseconds === undefined;
    // Without the events, nobody can know who began a rollback, and the reason admits it.
    const isAdmitted = String(resultsOf(result)[0]?.['reason']).includes('could not be determined');
    const honest = ['error', 'timed-out', ...(isTooLate || isAdmitted ? ['nothing-to-cancel'] : [])];
    expect([...honest, trueOf[String(update?.status)]], JSON.stringify(resultsOf(result))).toContain(outcome);
    expect(result.exitCode).toBe(outcome === 'error' ? 1 : 0);
  });
});
