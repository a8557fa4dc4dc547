import { type Annotation, annotationOf, shownAnnotations } from './annotations.ts';
import { createCommandReader } from './command-reader.ts';
import type { WorkflowCommand } from './commands.ts';
import { type Pair, readFileCommands, readPathFile } from './file-commands.ts';
import { readStepFile } from './step-files.ts';
import type { StepFiles } from './variables.ts';

/** What the step's process did, beside what it printed. */
export interface ProcessEnd {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the process to its end, in milliseconds. */
  readonly milliseconds: number;
}

/** What a step left behind. */
export interface StepResult extends ProcessEnd {
  /** `failure` also where a command or a file could not be processed, and where `timeout-minutes` had passed. */
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'skipped';
  /** The lines of both streams that are no commands, as they came. */
  readonly log: readonly string[];
  /** The lines of both streams that the runner takes as commands, annotations among them. */
  readonly commands: readonly WorkflowCommand[];
  /** The annotations that GitHub shows of the step, the runner's own among them. */
  readonly annotations: readonly Annotation[];
  /** The outputs as a later step sees them: the last value of each name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Every output that was set, in order, a name as often as it was set. */
  readonly outputsAsSet: readonly Pair[];
  /** What the action's post step will find as `STATE_*`. */
  readonly state: Readonly<Record<string, string>>;
  /** What later steps of the job will find in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folders before the PATH of later steps, the first one first. */
  readonly path: readonly string[];
  /** The job summary, Markdown: empty where the step wrote more than GitHub takes. */
  readonly summary: string;
}

/** Bytes of a step's summary. (actions/runner, FileCommandManager.cs) */
const summaryLimit = 1024 * 1024;

/** Takes in the lines of a step, and makes its result of them and of its files. */
export interface StepRecord {
  readLine(line: string): void;
  /** Reads the step's files, as the runner does after a cancellation, too. */
  finish(end: ProcessEnd, files: StepFiles, stop?: Stop): Promise<StepResult>;
}

/**
 * Why the runner ended a step's process: the run was cancelled, `timeout-minutes` of the step had passed, or the runner's own
 * worker was killed, some minutes after the cancellation.
 */
export type Stop = 'cancelled' | 'timed-out' | 'killed';

/** What a step leaves behind that never ran. */
export const skippedStep: StepResult = {
  conclusion: 'skipped',
  exitCode: null,
  stdout: '',
  stderr: '',
  milliseconds: 0,
  log: [],
  commands: [],
  annotations: [],
  outputs: {},
  outputsAsSet: [],
  state: {},
  environment: {},
  path: [],
  summary: '',
};

/** What the runner says of `timeout-minutes`. (StepsRunner.cs) */
const timeOutAnnotation: Annotation = { level: 'error', properties: {}, message: 'The action has timed out.' };

/** Makes the record of a step that has not printed anything yet. */
export function createStepRecord(): StepRecord {
  const reader = createCommandReader();
  const log: string[] = [];
  const commands: WorkflowCommand[] = [];
  const annotations: Annotation[] = [];
  let refused = false;

  function fail(message: string): void {
    refused = true;
    annotations.push({ level: 'error', properties: {}, message });
  }

  function set(command: string): readonly Pair[] {
    return commands
      .filter(({ name }) => name === command)
      .map(({ properties, data }) => [properties['name'] ?? '', data]);
  }

  async function pairsOf(name: string, file: string): Promise<readonly Pair[]> {
    const { pairs, fault } = readFileCommands(await readStepFile(file));
    if (fault !== undefined) {
      fail(`Unable to process file command '${name}' successfully.`);
      fail(fault);
    }
    return pairs;
  }

  async function environmentIn(file: string): Promise<readonly Pair[]> {
    const pairs = await pairsOf('env', file);
    return pairs.filter(([name]) => {
      const isBlocked = name.toUpperCase() === 'NODE_OPTIONS';
      const message = `Can't store ${name} output parameter using '$GITHUB_ENV' command.`;
      if (isBlocked) annotations.push({ level: 'error', properties: {}, message });
      return !isBlocked;
    });
  }

  async function summaryIn(file: string): Promise<string> {
    const summary = await readStepFile(file);
    const bytes = Buffer.byteLength(summary);
    if (bytes <= summaryLimit) return summary;
    const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${bytes >> 10}k.`;
    annotations.push({ level: 'error', properties: {}, message });
    return '';
  }

  return {
    readLine: (line) => {
      const read = reader.read(line);
      if (read.kind === 'text') {
        log.push(line);
        return;
      }
      if (read.kind === 'refused') {
        fail(`Unable to process command '${line}' successfully.`);
        fail(read.why);
        return;
      }
      commands.push(read.command);
      annotations.push(...[annotationOf(read.command) ?? []].flat());
    },
    finish: async (end, files, stop) => {
      const said = { ...end, log: log.filter((line) => line !== ''), commands };
      if (stop === 'killed') return { ...skippedStep, ...said, conclusion: 'cancelled' };
      if (stop === 'timed-out') annotations.push(timeOutAnnotation);
      const path = readPathFile(await readStepFile(files.path));
      const environment = Object.fromEntries(await environmentIn(files.environment));
      const summary = await summaryIn(files.summary);
      const state = [...set('save-state'), ...(await pairsOf('state', files.state))];
      const outputsAsSet = [...set('set-output'), ...(await pairsOf('output', files.output))];
      const failed = refused || end.exitCode !== 0 || stop === 'timed-out';
      return {
        ...said,
        conclusion: stop === 'cancelled' ? 'cancelled' : failed ? 'failure' : 'success',
        annotations: shownAnnotations(annotations),
        outputs: Object.fromEntries(outputsAsSet),
        outputsAsSet,
        state: Object.fromEntries(state),
        environment,
        path,
        summary,
      };
    },
  };
}
