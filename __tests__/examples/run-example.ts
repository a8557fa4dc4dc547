import { type Context, resolveExpressions } from '../../runner/expressions.ts';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { slug } from '../conventions/repository.ts';
import { readWorkflow, type WorkflowJob, type WorkflowStep } from '../conventions/workflow-file.ts';
import { type MemoryStepResult, runInMemory } from '../memory-runner.ts';
import type { EmulatorWithSteps } from '../whole-step/emulated.ts';

const definition = readActionDefinition();

/** A run of an example. */
export interface ExampleRun {
  /** The emulator to ask in place of AWS; nothing, where `environment` says whom to ask. */
  readonly emulator?: EmulatorWithSteps;
  /** What its expressions name, beside `github.token`. */
  readonly context?: Context;
  /** The event's payload, also the context's `github.event`. */
  readonly event?: Context;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The only job of an example. */
export function jobOf(file: string): WorkflowJob {
  const [job, another] = readWorkflow(file).jobs;
  if (job === undefined || another !== undefined) throw new Error(`${file} does not have one job.`);
  return job;
}

/** Runs the step of an example that uses this action, in this process, with all that its workflow gives it. */
export async function runExample(file: string, run: ExampleRun): Promise<MemoryStepResult> {
  const { emulator, environment } = run;
  const job = jobOf(file);
  const all = contextOf(run);
  const step = stepUsing(job, `${slug}@`);
  const runInputs = emulator?.run ?? runInMemory;
  const result = await runInputs({
    inputs: inputsOf(file, run),
    environment: { ...resolveAll({ ...job.environment, ...step.environment }, all), ...environment },
  });
  resolveLaterSteps(job, step, { ...all, steps: { ...stepsOf(all), [step.id ?? '']: { outputs: result.outputs } } });
  return result;
}

/** The inputs of that step, with their defaults, as the runner would give them to it. */
export function inputsOf(file: string, run: ExampleRun): Readonly<Record<string, string>> {
  return resolveAll({ ...defaults(), ...stepUsing(jobOf(file), `${slug}@`).inputs }, contextOf(run));
}

function contextOf({ context, event }: ExampleRun): Context {
  return { github: { token: 'ghs_exampleExampleExampleExampleExample1', event: event ?? {} }, ...context };
}

/** The region that an example sets its credentials up for. */
export function regionOf(file: string, context: Context = {}): string {
  const { inputs } = stepUsing(jobOf(file), 'aws-actions/configure-aws-credentials@');
  return resolveExpressions(inputs['aws-region'] ?? '', context);
}

/** The step of an example's job that uses an action. */
export function stepUsing(job: WorkflowJob, action: string): WorkflowStep {
  const step = job.steps.find(({ uses }) => uses?.startsWith(action));
  if (step === undefined) throw new Error(`The job ${job.name} does not use ${action}.`);
  return step;
}

function defaults(): Readonly<Record<string, string>> {
  return Object.fromEntries(definition.inputs.map((input) => [input.name, input.default ?? '']));
}

function resolveAll(values: Readonly<Record<string, string>>, context: Context): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, resolveExpressions(value, context)]));
}

/** Fails where a step after the action reads an output that is not there. */
function resolveLaterSteps(job: WorkflowJob, step: WorkflowStep, context: Context): void {
  for (const later of job.steps.slice(job.steps.indexOf(step) + 1)) {
    resolveAll({ ...later.inputs, ...later.environment }, context);
  }
}

function stepsOf({ steps }: Context): Context {
  return typeof steps === 'object' ? steps : {};
}
