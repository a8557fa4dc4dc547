import type { RecordedRequest } from '../emulator/http/recorded-request.ts';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import { environmentFor } from '../runner/emulated.ts';
import { type StepResult, startStep } from '../runner/run-step.ts';
import { interruptAsRunner } from './interruption.ts';
import type { Story } from './story.ts';

/** Who is told what happens while a story is performed. */
export interface Audience {
  /** The stage is set, and the step is about to run against the emulator at this address. */
  readonly onStage: (emulatorUrl: string) => void;
  /** A piece of the step's output. */
  readonly onOutput: (text: string) => void;
  /** The runner has told the step to stop. */
  readonly onInterruption: () => void;
}

/** What came of a story. */
export interface Performance {
  readonly step: StepResult;
  /** Every request that reached the emulator, oldest first. */
  readonly requests: readonly RecordedRequest[];
}

const nobody: Audience = { onStage: () => undefined, onOutput: () => undefined, onInterruption: () => undefined };

/**
 * Performs a story: sets the emulator up, and runs the action's bundle as GitHub's runner would.
 *
 * @throws if the emulator or the step can't be started
 */
export async function perform(story: Story, audience: Audience = nobody): Promise<Performance> {
  const emulator = await startEmulator(story.emulator);
  try {
    for (const { name, ...service } of story.services) emulator.proton.addService(name, service);
    for (const fault of story.faults) emulator.inject(fault);
    audience.onStage(emulator.url);
    const step = await runStepOf(story, emulator, audience);
    return { step, requests: emulator.requests };
  } finally {
    await emulator.close();
  }
}

async function runStepOf(story: Story, emulator: Emulator, audience: Audience): Promise<StepResult> {
  const running = await startStep({
    inputs: story.inputs,
    environment: environmentFor(emulator),
    onOutput: audience.onOutput,
  });
  const { interruptedAfterMilliseconds: delay } = story;
  if (delay !== undefined) {
    const stopWatching = emulator.onRequest(({ operation }) => {
      if (operation !== 'CancelServicePipelineDeployment') return;
      stopWatching();
      interruptAsRunner(running.process, delay, audience.onInterruption);
    });
  }
  return running.result;
}
