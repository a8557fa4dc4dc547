import path from 'node:path';
import process from 'node:process';
import { type ActionDefinition, readActionDefinition } from '../scripts/action-definition.ts';
import { inputsOf } from './action-inputs.ts';
import { type Context, resolveExpressions } from './expressions.ts';
import { holds, type JobStatus } from './job-status.ts';
import { type RunningStep, type Step, startStep } from './run-step.ts';
import { createJobFolders, type JobFolders } from './step-files.ts';
import { type StepResult, skippedStep } from './step-result.ts';
import { prependedPath } from './variables.ts';
import type { JobOptions, JobStep } from './workflow.ts';

/** A job: its steps run one after the other, when the caller says so. */
export interface Job {
  /** The folder that all steps work in. */
  readonly workspace: string;
  /** As `${{ job.status }}` gives it. */
  readonly status: JobStatus;
  /** Runs a step to its end, or skips it, as its `if` has it. */
  run(step: JobStep): Promise<StepResult>;
  /** @throws where the step would be skipped */
  start(step: JobStep): Promise<RunningStep>;
  /** Cancels the run: the step that is running is stopped, unless its condition holds in a cancelled job as well. */
  cancel(): void;
  /**
   * Ends the job: runs the post steps of its actions, the last action's first, and removes its folders.
   *
   * @param onPostStep called with each post step as it starts
   */
  finish(onPostStep?: (post: RunningStep) => void): Promise<readonly StepResult[]>;
}

/** What is run of a step: the script of `run:`, or one of an action. */
interface Script {
  readonly step: JobStep;
  readonly condition: string;
  readonly declared: ActionDefinition['inputs'];
  /** Undefined for `run:`. */
  readonly entry: string | undefined;
  readonly isPost: boolean;
  /** What the main step has saved, once it has ended. */
  state: StepResult['state'];
}

const repository = path.resolve(import.meta.dirname, '..');
const exampleToken = 'ghs_exampleExampleExampleExampleExample1';
/** A cancelled job has five minutes, of which the runner keeps 15 s to itself. (JobDispatcher.cs) */
const usualCancelledJobMilliseconds = 285_000;

/** Begins a job. What a step writes to `GITHUB_ENV` and `GITHUB_PATH` is there for the steps after it. */
export async function createJob(options: JobOptions = {}): Promise<Job> {
  return new JobInFolders(options, await createJobFolders());
}

class JobInFolders implements Job {
  readonly workspace: string;
  readonly #options: JobOptions;
  readonly #folders: JobFolders;
  readonly #posts: Script[] = [];
  readonly #steps: Record<string, Context> = {};
  #environment: Readonly<Record<string, string>> = {};
  #path: readonly string[] = [];
  #status: JobStatus = 'success';
  #running: { readonly condition: string; readonly step: RunningStep } | undefined;
  #end: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: JobOptions, folders: JobFolders) {
    this.#options = options;
    this.#folders = folders;
    this.workspace = folders.workspace;
  }

  get status(): JobStatus {
    return this.#status;
  }

  async run(step: JobStep): Promise<StepResult> {
    if (!this.#runs(conditionOf(step))) return skippedStep;
    const running = await this.start(step);
    return running.result;
  }

  async start(step: JobStep): Promise<RunningStep> {
    const condition = conditionOf(step);
    if (!this.#runs(condition)) throw new Error(`A step with the condition "${condition}" would be skipped.`);
    if ('run' in step) {
      return this.#start({ step, condition, declared: [], entry: undefined, isPost: false, state: {} });
    }
    const folder = path.resolve(repository, step.uses);
    const { inputs: declared, main, post, postCondition } = readActionDefinition(path.join(folder, 'action.yml'));
    const script = { step, declared, state: {} };
    const postStep: Script | undefined =
      post === undefined
        ? undefined
        : { ...script, condition: postCondition, entry: path.join(folder, post), isPost: true };
    // Before the main step has begun: whatever becomes of that, the post step runs.
    if (postStep !== undefined) this.#posts.push(postStep);
    return this.#start({ ...script, condition, entry: path.join(folder, main), isPost: false }, postStep);
  }

  cancel(): void {
    if (this.#status === 'cancelled') return;
    this.#status = 'cancelled';
    if (this.#running !== undefined && !this.#runs(this.#running.condition)) this.#running.step.cancel();
    this.#end = setTimeout(() => {
      this.#isOver = true;
      this.#running?.step.kill();
    }, this.#options.cancelledJobMilliseconds ?? usualCancelledJobMilliseconds);
  }

  async finish(onPostStep?: (post: RunningStep) => void): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    try {
      for (const post of this.#posts.toReversed()) {
        if (!this.#runs(post.condition)) continue;
        const running = await this.#start(post);
        onPostStep?.(running);
        results.push(await running.result);
      }
      return results;
    } finally {
      clearTimeout(this.#end);
      await this.#folders.remove();
    }
  }

  #runs(condition: string): boolean {
    return !this.#isOver && holds(condition, this.#status);
  }

  async #start(script: Script, post?: Script): Promise<RunningStep> {
    const resolve = (text: string): string => resolveExpressions(text, this.#context(), '');
    const given = 'with' in script.step ? script.step.with : undefined;
    const { inputs, unexpected } = inputsOf(script.declared, given ?? {}, resolve);
    const running = await startStep(this.#stepOf(script, inputs, resolve));
    this.#running = { condition: script.condition, step: running };
    const result = running.result.then((ended) => {
      this.#running = undefined;
      if (post !== undefined) post.state = ended.state;
      return withWarning(this.#keep(script, ended), unexpected);
    });
    return { ...running, result };
  }

  #stepOf({ step, entry, state }: Script, inputs: Step['inputs'], resolve: (text: string) => string): Step {
    const { env, environment, event } = this.#options;
    const ofStep = Object.entries(step.env ?? {}).map(([name, value]) => [name, resolve(value)]);
    const variables: Record<string, string> = { ...env, ...this.#environment, ...Object.fromEntries(ofStep) };
    if (this.#path.length > 0) variables['PATH'] = prependedPath(this.#path, variables['PATH'] ?? process.env['PATH']);
    for (const [name, value] of Object.entries(state)) variables[`STATE_${name}`] = value;
    const minutes = step['timeout-minutes'];
    return {
      inputs,
      event,
      folders: this.#folders,
      env: variables,
      environment: { GITHUB_ACTION: step.id ?? '__self', ...environment },
      run: 'run' in step ? resolve(step.run) : undefined,
      timeoutMilliseconds: minutes === undefined ? undefined : minutes * 60_000,
      ...(entry === undefined ? {} : { entry }),
      ...(step.onOutput === undefined ? {} : { onOutput: step.onOutput }),
    };
  }

  /** What expressions can name at this moment. */
  #context(): Context {
    const github = { token: this.#options.token ?? exampleToken };
    return { github, job: { status: this.#status }, steps: this.#steps, env: this.#environment };
  }

  #keep({ step, isPost }: Script, result: StepResult): StepResult {
    const { environment, path: folders, conclusion: outcome, outputs } = result;
    this.#environment = { ...this.#environment, ...environment };
    this.#path = [...folders, ...this.#path.filter((folder) => !folders.includes(folder))];
    const isForgiven = outcome === 'failure' && step['continue-on-error'] === true;
    const conclusion = isForgiven ? 'success' : outcome;
    if (step.id !== undefined && !isPost) this.#steps[step.id] = { outcome, conclusion, outputs };
    if (conclusion === 'failure' && this.#status === 'success') this.#status = 'failure';
    // Nothing comes after a post step that could read its outputs.
    return { ...result, conclusion, ...(isPost ? { outputs: {}, outputsAsSet: [] } : {}) };
  }
}

function conditionOf(step: JobStep): string {
  return step.if ?? 'success()';
}

function withWarning(result: StepResult, unexpected: readonly string[]): StepResult {
  if (unexpected.length === 0) return result;
  const message = `Unexpected input(s) '${unexpected.join("', '")}'`;
  return { ...result, annotations: [{ level: 'warning', properties: {}, message }, ...result.annotations] };
}
