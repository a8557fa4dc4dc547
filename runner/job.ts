import path from 'node:path';
import process from 'node:process';
import { readActionDefinition } from '../scripts/action-definition.ts';
import { type GivenInputs, inputsOf } from './action-inputs.ts';
import type { Culture } from './culture.ts';
import { type RunningStep, startStep } from './run-step.ts';
import { createJobFolders, type JobFolders } from './step-files.ts';
import type { StepResult } from './step-result.ts';
import { prependedPath, type Variables } from './variables.ts';

/** A step of a job, in the words of a workflow. */
export interface JobStep {
  readonly id?: string;
  /** The folder of the action, absolute or from the repository's root: it has an action.yml. */
  readonly uses: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** What all steps of a job share. */
export interface JobOptions {
  /** The job's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables that win over the runner's own; undefined takes one away. */
  readonly environment?: Variables;
  /** The event's payload. */
  readonly event?: unknown;
  /** What `github.token` is. */
  readonly token?: string;
  readonly culture?: Culture;
}

/** A job: its steps run one after the other, when the caller says so. */
export interface Job {
  /** The folder that all steps work in. */
  readonly workspace: string;
  /** Runs a step to its end. */
  run(step: JobStep): Promise<StepResult>;
  start(step: JobStep): Promise<RunningStep>;
  /** Ends the job: runs the post steps of its actions, the last action's first, and removes its folders. */
  finish(): Promise<readonly StepResult[]>;
}

interface Script {
  readonly step: JobStep;
  readonly inputs: GivenInputs['inputs'];
  readonly entry: string;
  readonly state: StepResult['state'];
}

interface PostStep extends Script {
  readonly condition: string;
  /** What the main step has saved, once it has ended. */
  state: StepResult['state'];
}

const repository = path.resolve(import.meta.dirname, '..');
const exampleToken = 'ghs_exampleExampleExampleExampleExample1';

/** Begins a job. What a step writes to `GITHUB_ENV` and `GITHUB_PATH` is there for the steps after it. */
export async function createJob(options: JobOptions = {}): Promise<Job> {
  return new JobInFolders(options, await createJobFolders());
}

class JobInFolders implements Job {
  readonly workspace: string;
  readonly #options: JobOptions;
  readonly #folders: JobFolders;
  readonly #posts: PostStep[] = [];
  #environment: Readonly<Record<string, string>> = {};
  #path: readonly string[] = [];
  #hasFailed = false;

  constructor(options: JobOptions, folders: JobFolders) {
    this.#options = options;
    this.#folders = folders;
    this.workspace = folders.workspace;
  }

  async run(step: JobStep): Promise<StepResult> {
    const running = await this.start(step);
    return running.result;
  }

  async start(step: JobStep): Promise<RunningStep> {
    const folder = path.resolve(repository, step.uses);
    const { inputs: declared, main, post, postCondition } = readActionDefinition(path.join(folder, 'action.yml'));
    const { inputs, unexpected } = inputsOf(declared, step.with ?? {}, this.#options.token ?? exampleToken);
    const postSteps =
      post === undefined
        ? []
        : [{ step, inputs, entry: path.join(folder, post), condition: postCondition, state: {} } satisfies PostStep];
    this.#posts.push(...postSteps);
    const running = await this.#startScript({ step, inputs, entry: path.join(folder, main), state: {} });
    const result = running.result.then((ended) => {
      this.#keep(ended);
      for (const each of postSteps) each.state = ended.state;
      return withWarning(ended, unexpected);
    });
    return { ...running, result };
  }

  async finish(): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    try {
      for (const post of this.#posts.toReversed()) {
        if (!holds(post.condition, this.#hasFailed)) continue;
        const running = await this.#startScript(post);
        const result = await running.result;
        this.#keep(result);
        results.push(result);
      }
      return results;
    } finally {
      await this.#folders.remove();
    }
  }

  #startScript({ step, inputs, entry, state }: Script): Promise<RunningStep> {
    const { env, environment, event, culture } = this.#options;
    const variables: Record<string, string> = { ...env, ...this.#environment, ...step.env };
    if (this.#path.length > 0) {
      variables['PATH'] = prependedPath(this.#path, variables['PATH'] ?? process.env['PATH']);
    }
    for (const [name, value] of Object.entries(state)) variables[`STATE_${name}`] = value;
    return startStep({
      entry,
      inputs,
      event,
      folders: this.#folders,
      env: variables,
      environment: { GITHUB_ACTION: step.id ?? '__self', ...environment },
      ...(culture === undefined ? {} : { culture }),
      ...(step.onOutput === undefined ? {} : { onOutput: step.onOutput }),
    });
  }

  #keep({ environment, path: folders, conclusion }: StepResult): void {
    this.#environment = { ...this.#environment, ...environment };
    this.#path = [...folders, ...this.#path.filter((folder) => !folders.includes(folder))];
    this.#hasFailed ||= conclusion === 'failure';
  }
}

/** @throws for what `post-if` may say, but not here */
function holds(condition: string, failed: boolean): boolean {
  switch (condition) {
    case 'always()':
      return true;
    case 'success()':
      return !failed;
    case 'failure()':
      return failed;
    default:
      throw new Error(`The condition "${condition}" can't be evaluated here.`);
  }
}

function withWarning(result: StepResult, unexpected: readonly string[]): StepResult {
  if (unexpected.length === 0) return result;
  const message = `Unexpected input(s) '${unexpected.join("', '")}'`;
  return { ...result, annotations: [{ level: 'warning', properties: {}, message }, ...result.annotations] };
}
