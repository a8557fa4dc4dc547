import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cancelProcess, loadedBefore, type StopBy, stopByDefault } from './cancellation.ts';
import { readFileCommands } from './file-commands.ts';
import { createLineReader } from './line-reader.ts';
import { createJobFolders, createStepFiles, type JobFolders, readStepFile } from './step-files.ts';
import { createStepRecord, type ProcessEnd, type StepResult, type Stop } from './step-result.ts';
import { inputVariable, machineVariables, runnerVariables, type StepFiles, type Variables } from './variables.ts';

export type { StepResult } from './step-result.ts';

/** A step to run. A job (`job.ts`) makes these of what a workflow says. */
export interface Step {
  /** The inputs of `with:`, by their names. Defaults of `action.yml` are the caller's to add. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The environment that a workflow gives to the step: the runner's own variables and the inputs win over it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that win over the runner's own, for a test that needs another runner: undefined takes one away. */
  readonly environment?: Variables;
  /** The event's payload, for `GITHUB_EVENT_PATH`. */
  readonly event?: unknown;
  /** The script to run; the action's bundle by default. */
  readonly entry?: string;
  /** A script for bash, of `run:`, to run in place of an action's. */
  readonly run?: string | undefined;
  /** `timeout-minutes` of the step, in milliseconds: when it has passed, the step is stopped. */
  readonly timeoutMilliseconds?: number | undefined;
  /** By default what there is on this machine. */
  readonly stopBy?: StopBy;
  /** The folders of the step's job; by default, it is in a job of its own. */
  readonly folders?: JobFolders;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** A step that is running. */
export interface RunningStep {
  readonly process: ChildProcess;
  readonly result: Promise<StepResult>;
  /** What the output file holds at this moment. */
  outputsSoFar(): Promise<Readonly<Record<string, string>>>;
  /** Stops the step as a cancelled run does. */
  cancel(): void;
  /** Ends the step without a signal, as a runner whose worker is killed: summary, annotations and files are lost. */
  kill(): void;
}

const bundle = path.resolve(import.meta.dirname, '..', 'dist', 'index.js');
/** How long the runner waits for a step's streams to end after its process, in milliseconds. (ProcessInvoker.cs) */
const streamsLimit = 5_000;

/**
 * Starts a JavaScript action the way GitHub's runner does: on this very Node, in a child process, in the workspace's
 * folder, with inputs as `INPUT_*`, the runner's own variables, and files for what the step sets. Nothing of this
 * machine's own AWS settings gets through.
 */
export async function startStep(step: Step): Promise<RunningStep> {
  const folders = step.folders ?? (await createJobFolders());
  const files = await createStepFiles(folders, step.event);
  const startedAt = performance.now();
  const stopBy = step.stopBy ?? stopByDefault;
  const [program, ...words] = step.run === undefined ? actionCommand(step, stopBy) : await runCommand(step.run, files);
  const child = spawn(program, words, {
    cwd: files.workspace,
    env: environmentOf(step, folders, files),
    stdio: ['pipe', 'pipe', 'pipe', ...(stopBy === 'signals' ? [] : ['ipc' as const])],
  });
  // A step that has ended before its input is closed is no error.
  child.stdin?.on('error', () => undefined).end();
  const state: { stop?: Stop } = {};
  const stopAs = (stop: Stop, end: () => void): void => {
    state.stop = stop;
    end();
  };
  const result = resultOf(child, step, files, startedAt, state);
  endAtTimeLimit(child, step.timeoutMilliseconds, () => stopAs('timed-out', () => cancelProcess(child, stopBy)));
  return {
    process: child,
    result: step.folders === undefined ? result.finally(() => folders.remove()) : result,
    outputsSoFar: async () => Object.fromEntries(readFileCommands(await readStepFile(files.output)).pairs),
    cancel: () => stopAs('cancelled', () => cancelProcess(child, stopBy)),
    kill: () => stopAs('killed', () => child.kill('SIGKILL')),
  };
}

type Command = readonly [program: string, ...words: string[]];

function actionCommand({ entry }: Step, stopBy: StopBy): Command {
  return [process.execPath, ...loadedBefore(stopBy), path.resolve(entry ?? bundle)];
}

/** As the runner runs a script that names no shell: from a file, so that bash doesn't put the last command in its place. */
async function runCommand(script: string, { temporary, output }: StepFiles): Promise<Command> {
  const file = path.join(temporary, `${path.basename(path.dirname(output))}.sh`);
  await writeFile(file, script);
  return ['bash', '-e', file];
}

function endAtTimeLimit(child: ChildProcess, milliseconds: number | undefined, stop: () => void): void {
  if (milliseconds === undefined) return;
  const timer = setTimeout(stop, milliseconds);
  child.once('exit', () => clearTimeout(timer));
}

/** Runs a step to its end. */
export async function runStep(step: Step): Promise<StepResult> {
  const running = await startStep(step);
  return running.result;
}

function environmentOf({ inputs, env, environment }: Step, { root }: JobFolders, files: StepFiles): NodeJS.ProcessEnv {
  const variables: Variables = {
    ...machineVariables(root),
    ...env,
    ...runnerVariables(files),
    ...environment,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value])),
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

async function resultOf(
  child: ChildProcess,
  step: Step,
  files: StepFiles,
  startedAt: number,
  state: { readonly stop?: Stop },
): Promise<StepResult> {
  const record = createStepRecord();
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    const reader = createLineReader(record.readLine);
    child[name]
      ?.setEncoding('utf8')
      .on('data', (text: string) => {
        texts[name] += text;
        reader.read(text);
        step.onOutput?.(text);
      })
      .on('close', () => reader.end());
  }
  const exitCode = await exitOf(child);
  const end: ProcessEnd = { exitCode, ...texts, milliseconds: performance.now() - startedAt };
  return record.finish(end, files, state.stop);
}

/** Resolves when process and streams have ended, or some seconds after the process if another one holds the streams. */
function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    child.on('error', reject);
    child.on('exit', () => {
      timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, streamsLimit);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}
