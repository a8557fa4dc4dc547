import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../emulator/faults/fault.ts';
import type { DeploymentStatus } from '../../emulator/proton/deployment.ts';
import { generator } from '../cancellation/generator.ts';
import { emulateService, runAgainst, service } from './emulated-step.ts';
import { passingFaults } from './passing-faults.ts';

const faults: readonly [FaultKind, ...FaultKind[]] = [
  ...passingFaults,
  { kind: 'error', name: 'AccessDeniedException' },
  { kind: 'error', name: 'ExpiredTokenException' },
];

/** The outcomes that are true of a deployment that ended so, beside the honest `error` and `timed-out`. */
const trueOf: Partial<Record<DeploymentStatus, string>> = {
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  SUCCEEDED: 'succeeded',
};

const schedules = 40;
const seed = Number(process.env['FAULT_SEED'] ?? 2026);

describe.concurrent(`${schedules} schedules of faults over real HTTP, FAULT_SEED=${seed}`, () => {
  const random = generator(seed);
  const drawn = Array.from({ length: schedules }, (_nothing, at) => ({
    number: at + 1,
    cancelEnding: (['CANCELLED', 'FAILED', 'SUCCEEDED'] as const)[Math.floor(random() * 3)] ?? 'CANCELLED',
    faults: Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      fault: faults[Math.floor(random() * faults.length)] ?? faults[0],
      from: 1 + Math.floor(random() * 4),
    })),
  }));

  test.each(drawn)(
    'schedule $number ends with the truth or an honest error',
    async ({ cancelEnding, faults: chosen }) => {
      const emulator = await emulateService({ cancelEnding });
      for (const { fault, from } of chosen) emulator.inject({ ...fault, from, times: 1 });
      const result = await runAgainst(emulator, { inputs: { 'wait-for-minutes': '0.5', 'fail-on': 'none' } });
      const status = emulator.proton.deployments(service).at(-1)?.status ?? 'IN_PROGRESS';
      expect(['error', 'timed-out', trueOf[status]]).toContain(result.outputs['outcome']);
      expect(result.exitCode).toBe(result.outputs['outcome'] === 'error' ? 1 : 0);
    },
  );
});
