import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFileCommands } from '../../../runner/file-commands.ts';
import { runStep, type StepResult } from '../../../runner/run-step.ts';

/** A job in which the emulator's step runs, by its bundle, as the runner would run it. */
export interface EmulatorJob {
  /** Runs the main half with inputs. */
  main(inputs: Readonly<Record<string, string>>, environment?: Readonly<Record<string, string>>): Promise<StepResult>;
  /** Runs the post half. */
  post(): Promise<StepResult>;
  /** The variables that the step has set for the steps that follow. */
  environment(): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

/** Begins a job, for a bundle in a folder. */
export async function beginJob(bundle: string): Promise<EmulatorJob> {
  const folder = await mkdtemp(path.join(tmpdir(), 'job-'));
  const files = { GITHUB_ENV: path.join(folder, 'env'), GITHUB_STATE: path.join(folder, 'state') };
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const valuesIn = async (file: string) => Object.fromEntries(readFileCommands(await readFile(file, 'utf8')).pairs);
  const run = (half: string, inputs: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>) =>
    runStep({ inputs, entry: path.join(bundle, half), environment: { ...files, RUNNER_TEMP: folder, ...more } });
  return {
    main: (inputs, environment = {}) => run('main.js', inputs, environment),
    post: async () => {
      const state = Object.entries(await valuesIn(files.GITHUB_STATE));
      return run('post.js', {}, Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value])));
    },
    environment: () => valuesIn(files.GITHUB_ENV),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
