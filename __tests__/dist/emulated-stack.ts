import type { NewStack } from '../../emulator/cloudformation/state/new-stack.ts';
import type { Emulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import type { RunningStep, Step, StepResult } from '../../runner/run-step.ts';
import { emulate, runAgainst, startAgainst } from './emulated-step.ts';

export const stackName = 'shop';

const quick = { cleanupMilliseconds: 200 };

/** Starts an emulator with one stack, by default with an update in progress. */
export async function emulateStack(stack: NewStack = {}, settings: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const emulator = await emulate({ ...quick, ...settings });
  emulator.cloudformation.addStack(stackName, { status: 'UPDATE_IN_PROGRESS', ...stack });
  return emulator;
}

/** Runs the bundle against an emulator; the one stack is the input unless the step says otherwise. */
export function runForStack(emulator: Emulator, step: Partial<Step> = {}): Promise<StepResult> {
  return runAgainst(emulator, stepForStack(step));
}

/** Starts the bundle against an emulator. */
export function startForStack(emulator: Emulator, step: Partial<Step> = {}): Promise<RunningStep> {
  return startAgainst(emulator, stepForStack(step));
}

function stepForStack(step: Partial<Step>): Partial<Step> {
  return { ...step, inputs: { 'service-name': '', 'stack-name': stackName, ...step.inputs } };
}
