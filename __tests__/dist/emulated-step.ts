import { type Emulator, startEmulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { type RunningStep, runStep, type Step, type StepResult, startStep } from '../../runner/run-step.ts';
import { afterFile } from '../after-file.ts';
import { startTimed, type TimedStep } from './own-time.ts';

export const service = 'checkout-api';

/** Starts an emulator, with short cancellations, that is closed when the file's tests are over. */
export async function emulate(settings: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const emulator = await startEmulator({ cancelMilliseconds: 500, ...settings });
  afterFile(() => emulator.close());
  return emulator;
}

/** Starts an emulator with one service whose update is in progress. */
export async function emulateService(settings: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const emulator = await emulate(settings);
  emulator.proton.addService(service, { deployment: 'in-progress' });
  return emulator;
}

/** Runs the bundle against an emulator; the one service is the input unless the step says otherwise. */
export function runAgainst(emulator: Emulator, step: Partial<Step> = {}): Promise<StepResult> {
  return runStep(stepAgainst(emulator, step));
}

/** Starts the bundle against an emulator, with its own time noted. */
export function startTimedAgainst(emulator: Emulator, step: Partial<Step> = {}): Promise<TimedStep> {
  return startTimed(stepAgainst(emulator, step));
}

/** Starts the bundle against an emulator. */
export function startAgainst(emulator: Emulator, step: Partial<Step> = {}): Promise<RunningStep> {
  return startStep(stepAgainst(emulator, step));
}

function stepAgainst(emulator: Emulator, step: Partial<Step>): Step {
  return {
    ...step,
    inputs: { 'service-name': service, ...step.inputs },
    environment: { ...environmentFor(emulator), ...step.environment },
  };
}

/** The annotations of a step, as `severity title: message`. */
export function annotationsOf({ commands }: StepResult): readonly string[] {
  return commands
    .filter(({ name }) => name === 'error' || name === 'warning' || name === 'notice')
    .map(({ name, properties, data }) => `${name} ${properties['title']}: ${data}`);
}
