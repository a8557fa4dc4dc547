import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { commandIn, type WorkflowCommand } from './commands.ts';
import { readOutputFile } from './output-file.ts';

/** A step to run, as a workflow describes it. */
export interface Step {
  /** The inputs of `with:`, by their names. Defaults of `action.yml` are the caller's to add. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The environment of `env:`; undefined takes one of the runner's own variables away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The event's payload, for `GITHUB_EVENT_PATH`. */
  readonly event?: unknown;
  /** The script to run; the action's bundle by default. */
  readonly entry?: string;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** What a step left behind. */
export interface StepResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of both streams that are no commands. */
  readonly log: readonly string[];
  /** The lines of both streams that the runner takes as commands, annotations among them. */
  readonly commands: readonly WorkflowCommand[];
  /** The outputs as a later step sees them: the last value of each name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Every output that was set, in order, a name as often as it was set. */
  readonly outputsAsSet: readonly (readonly [name: string, value: string])[];
  /** The job summary, Markdown. */
  readonly summary: string;
  /** From the start of the process to its end, in milliseconds. */
  readonly milliseconds: number;
}

/** A step that is running. */
export interface RunningStep {
  readonly process: ChildProcess;
  readonly result: Promise<StepResult>;
  /** What the output file holds at this moment. */
  outputsSoFar(): Promise<Readonly<Record<string, string>>>;
}

const bundle = path.resolve(import.meta.dirname, '..', 'dist', 'index.js');

/**
 * Starts a JavaScript action the way GitHub's runner does: on this very Node, in a child process, with inputs as `INPUT_*`,
 * and files for outputs and job summary. Nothing of this machine's own AWS settings gets through.
 */
export async function startStep(step: Step): Promise<RunningStep> {
  const folder = await mkdtemp(path.join(tmpdir(), 'step-'));
  const files = {
    output: path.join(folder, 'output'),
    summary: path.join(folder, 'summary.md'),
    event: path.join(folder, 'event.json'),
  };
  await Promise.all([
    writeFile(files.output, ''),
    writeFile(files.summary, ''),
    writeFile(files.event, JSON.stringify(step.event ?? {})),
  ]);
  const startedAt = performance.now();
  const child = spawn(process.execPath, [step.entry ?? bundle], {
    env: environmentOf(step, folder, files),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    process: child,
    result: resultOf(child, step, files, startedAt).finally(() => rm(folder, { recursive: true, force: true })),
    outputsSoFar: async () => Object.fromEntries(readOutputFile(await readFile(files.output, 'utf8'))),
  };
}

/** Runs a step to its end. */
export async function runStep(step: Step): Promise<StepResult> {
  const running = await startStep(step);
  return running.result;
}

interface Files {
  readonly output: string;
  readonly summary: string;
  readonly event: string;
}

function environmentOf({ inputs, environment }: Step, folder: string, files: Files): NodeJS.ProcessEnv {
  const inputVariables = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const variables: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    HOME: folder,
    USERPROFILE: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_RUN_ID: '1658821493',
    // A machine's own credential service is outside the step's world.
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(inputVariables),
    ...environment,
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

async function resultOf(child: ChildProcess, step: Step, files: Files, startedAt: number): Promise<StepResult> {
  const streams = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      streams[name] += text;
      step.onOutput?.(text);
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const milliseconds = performance.now() - startedAt;
  const lines = [streams.stdout, streams.stderr]
    .flatMap((text) => text.split(/\r\n|\n|\r/))
    .filter((line) => line !== '');
  const commands = lines.map(commandIn);
  const outputsAsSet = readOutputFile(await readFile(files.output, 'utf8'));
  return {
    exitCode,
    ...streams,
    log: lines.filter((_line, at) => commands[at] === undefined),
    commands: commands.filter((command) => command !== undefined),
    outputs: Object.fromEntries(outputsAsSet),
    outputsAsSet,
    summary: await readFile(files.summary, 'utf8'),
    milliseconds,
  };
}
