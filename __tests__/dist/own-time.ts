import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type RunningStep, type Step, type StepResult, startStep } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';

/** What a step notes of itself. */
type Note = 'start' | 'signal' | 'output';

/** A step that is running, and notes its own time: how busy the machine is counts for nothing. */
export interface TimedStep extends Omit<RunningStep, 'result'> {
  readonly result: Promise<TimedResult>;
}

export interface TimedResult extends StepResult {
  /** From the last such note to the step's end, in milliseconds of its own time; NaN without such a note. */
  sinceLast(note: Note): number;
}

/** Starts the bundle with its own time noted. */
export async function startTimed(step: Step): Promise<TimedStep> {
  const file = path.join(await temporaryFolder('own-time'), 'notes');
  const script = path.join(import.meta.dirname, 'own-time.cjs');
  const running = await startStep({
    ...step,
    environment: { ...step.environment, NODE_OPTIONS: `--require=${script}`, OWN_TIME_FILE: file },
  });
  return {
    ...running,
    result: running.result.then(async (result) => {
      const notes = await readFile(file, 'utf8').catch(() => '');
      const last = (note: Note | 'end'): number =>
        Number(notes.match(new RegExp(`(?<=^${note} ).*$`, 'gm'))?.at(-1) ?? Number.NaN);
      return { ...result, sinceLast: (note) => last('end') - last(note) };
    }),
  };
}
