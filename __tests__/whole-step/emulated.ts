import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import type { Emulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { type MemoryStep, type MemoryStepResult, quickWorld } from '../memory-runner.ts';

export const service = 'checkout-api';
export const stackName = 'shop';

/** An emulator that steps in this process run against. */
export interface EmulatorWithSteps extends Emulator {
  run(step?: Partial<MemoryStep>): Promise<MemoryStepResult>;
}

/** Starts an emulator in this process, with short cancellations; `inputs` are those of its steps, unless they say otherwise. */
export async function emulate(
  settings: Partial<EmulatorSettings> = {},
  inputs: MemoryStep['inputs'] = {},
): Promise<EmulatorWithSteps> {
  const { emulator, run } = await quickWorld({ cancelMilliseconds: 500, cleanupMilliseconds: 200, ...settings });
  return Object.assign(emulator, {
    run: (step: Partial<MemoryStep> = {}) => run({ ...step, inputs: { ...inputs, ...step.inputs } }),
  });
}

/** One with a service whose update is in progress, and steps for it. */
export async function emulateService(settings: Partial<EmulatorSettings> = {}): Promise<EmulatorWithSteps> {
  const emulator = await emulate(settings, { 'service-name': service });
  emulator.proton.addService(service, { deployment: 'in-progress' });
  return emulator;
}

/** One with a stack, by default with an update in progress, and steps for it. */
export async function emulateStack(
  stack: NewStack = {},
  settings: Partial<EmulatorSettings> = {},
): Promise<EmulatorWithSteps> {
  const emulator = await emulate(settings, { 'stack-name': stackName });
  emulator.cloudformation.addStack(stackName, { status: 'UPDATE_IN_PROGRESS', ...stack });
  return emulator;
}

/** The latest deployment of the one service, as it truly is. */
export function deploymentOf({ proton }: Emulator) {
  return proton.deployments(service).at(-1);
}

/** The latest update of the one stack, as it truly is. */
export function updateOf({ cloudformation }: Emulator) {
  return cloudformation.updates(stackName).at(-1);
}

/** The operations that the emulator was asked for, in order. */
export function operationsOf(emulator: Emulator): readonly string[] {
  return emulator.requests.map(({ operation }) => String(operation));
}

/** The `results` output, read back. */
export function resultsOf({
  outputs,
}: Pick<MemoryStepResult, 'outputs'>): readonly Readonly<Record<string, unknown>>[] {
  const results: unknown = JSON.parse(outputs['results'] ?? 'null');
  if (!Array.isArray(results)) throw new Error('results is no array.');
  return results;
}
