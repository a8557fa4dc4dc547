import { expect, test } from 'vitest';
import type { FaultSchedule } from '../../emulator/faults/fault.ts';
import { emulate, resultsOf } from './emulated.ts';
import { passingFaults, passingStackFaults } from './passing-faults.ts';

// Each fault at a target of its own, all in one step: the faults of one target touch no other.

const names = ['twice', 'reads'] as const;

test('a fault that passes, of two calls from the request on or of two reads, changes nothing about the outcome of a service', async () => {
  const emulator = await emulate();
  const faults = names.flatMap((schedule) =>
    passingFaults.map((fault, at) => ({ service: `${schedule}-${at}`, schedule, fault })),
  );
  for (const { service, schedule, fault } of faults) {
    emulator.proton.addService(service, { deployment: 'in-progress' });
    const schedules: Readonly<Record<typeof schedule, FaultSchedule>> = {
      twice: { times: 2 },
      reads: { operation: 'GetService', times: 2 },
    };
    emulator.inject({ ...fault, ...schedules[schedule], target: service });
  }
  const result = await emulator.run({ inputs: { 'service-name': faults.map(({ service }) => service).join() } });
  for (const [at, { service, fault, schedule }] of faults.entries()) {
    const told = `${schedule}: ${JSON.stringify(fault)}`;
    expect(resultsOf(result)[at], told).toMatchObject({ serviceName: service, outcome: 'cancelled' });
    expect(emulator.proton.deployments(service).at(-1)?.status, told).toBe('CANCELLED');
  }
  expect(result.exitCode).toBe(0);
});

test('nor about that of a stack, whose request is repeated only with its own token', async () => {
  const emulator = await emulate({ cleanupMilliseconds: 200 });
  const faults = names.flatMap((schedule) =>
    passingStackFaults.map((fault, at) => ({ stack: `${schedule}-${at}`, schedule, fault })),
  );
  for (const { stack, schedule, fault } of faults) {
    emulator.cloudformation.addStack(stack, { status: 'UPDATE_IN_PROGRESS' });
    const schedules: Readonly<Record<typeof schedule, FaultSchedule>> = {
      twice: { times: 2 },
      reads: { operation: 'DescribeStacks', times: 2 },
    };
    emulator.inject({ ...fault, ...schedules[schedule], target: stack });
  }
  const result = await emulator.run({ inputs: { 'stack-name': faults.map(({ stack }) => stack).join() } });
  const tokensSeen: string[] = [];
  for (const [at, { stack, fault, schedule }] of faults.entries()) {
    const told = `${schedule}: ${JSON.stringify(fault)}`;
    const update = emulator.cloudformation.updates(stack).at(-1);
    expect(resultsOf(result)[at], told).toMatchObject({ stackName: stack, outcome: 'cancelled' });
    expect(update?.status, told).toBe('UPDATE_ROLLBACK_COMPLETE');
    const tokens = new Set(update?.cancelRequests.map(({ token }) => token));
    expect(tokens.size, told).toBe(1);
    for (const token of tokens) {
      expect(token).toMatch(/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/);
      tokensSeen.push(String(token));
    }
  }
  expect(new Set(tokensSeen).size).toBe(faults.length);
  expect(result.exitCode).toBe(0);
});
