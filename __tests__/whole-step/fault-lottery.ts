import type { FaultKind } from '../../emulator/faults/fault.ts';
import { generator } from '../cancellation/generator.ts';
import { quickWorld } from '../memory-runner.ts';
import { passingFaults, passingStackFaults } from './passing-faults.ts';
import { pick, type Random } from './wild-answer.ts';

const serviceFaults: readonly FaultKind[] = [
  ...passingFaults,
  { kind: 'error', name: 'AccessDeniedException' },
  { kind: 'error', name: 'ExpiredTokenException' },
];
const stackFaults: readonly FaultKind[] = [
  ...passingStackFaults,
  { kind: 'error', name: 'AccessDenied' },
  { kind: 'error', name: 'ExpiredToken' },
];

/** The outcomes that are true of a deployment or an update that ended so, beside the honest `error` and `timed-out`. */
const trueOf: Readonly<Record<string, string>> = {
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  SUCCEEDED: 'succeeded',
  UPDATE_ROLLBACK_COMPLETE: 'cancelled',
  UPDATE_ROLLBACK_FAILED: 'failed',
  UPDATE_COMPLETE: 'succeeded',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'succeeded',
};

/**
 * Runs a step in this process, for a service or a stack, with one to three faults drawn by chance.
 *
 * @returns what is wrong with what the step said: neither the truth nor an honest error
 */
export async function problemsOfFaultyStep(number: number, seed: number): Promise<readonly string[]> {
  const random = generator(seed + number * 7_919);
  return random() < 0.5 ? problemsOfService(random) : problemsOfStack(random);
}

const inputs = { 'wait-for-minutes': '0.5', 'fail-on': 'none' };

async function problemsOfService(random: Random): Promise<readonly string[]> {
  const cancelEnding = pick(random, ['CANCELLED', 'FAILED', 'SUCCEEDED'] as const);
  const { emulator, run } = await quickWorld({ cancelMilliseconds: 500, cancelEnding });
  emulator.proton.addService('shop', { deployment: 'in-progress' });
  for (const fault of drawn(random, serviceFaults)) emulator.inject(fault);
  const { outputs, exitCode } = await run({ inputs: { ...inputs, 'service-name': 'shop' } });
  const status = emulator.proton.deployments('shop').at(-1)?.status ?? '';
  await emulator.close();
  return problemsOf(outputs, exitCode, ['error', 'timed-out', trueOf[status]]);
}

async function problemsOfStack(random: Random): Promise<readonly string[]> {
  const { emulator, run } = await quickWorld({ cancelMilliseconds: 500, cleanupMilliseconds: 200 });
  emulator.cloudformation.addStack('shop', {
    status: 'UPDATE_IN_PROGRESS',
    rollbackEnding: random() < 0.3 ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_COMPLETE',
    deployMilliseconds: random() < 0.3 ? 3_500 : 300_000,
  });
  for (const fault of drawn(random, stackFaults)) emulator.inject(fault);
  const { outputs, exitCode } = await run({ inputs: { ...inputs, 'stack-name': 'shop' } });
  const update = emulator.cloudformation.updates('shop').at(-1);
  await emulator.close();
  const isTooLate = update?.cancelRequestedAtMilliseconds === undefined;
  // Without the events, nobody can know who began a rollback, and the reason admits it.
  const isAdmitted = (outputs['results'] ?? '').includes('could not be determined');
  const nothing = isTooLate || isAdmitted ? ['nothing-to-cancel'] : [];
  return problemsOf(outputs, exitCode, ['error', 'timed-out', ...nothing, trueOf[String(update?.status)]]);
}

function drawn(random: Random, faults: readonly FaultKind[]) {
  const count = 1 + Math.floor(random() * 3);
  return Array.from({ length: count }, () => ({
    ...pick(random, faults),
    from: 1 + Math.floor(random() * 4),
    times: 1,
  }));
}

function problemsOf(
  outputs: Readonly<Record<string, string>>,
  exitCode: number,
  honest: readonly (string | undefined)[],
): readonly string[] {
  const { outcome } = outputs;
  return [
    ...(honest.includes(outcome) ? [] : [`${outcome} is none of ${honest.join(', ')}: ${outputs['results']}`]),
    ...(exitCode === (outcome === 'error' ? 1 : 0) ? [] : [`ends with ${exitCode} at ${outcome}`]),
  ];
}
