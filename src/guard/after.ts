import { type StepState, stepState } from '../host/runner.ts';
import { type Inputs, inputsIn } from '../inputs.ts';
import { cancelAndWait } from '../main.ts';
import { factsOf } from '../report/facts.ts';
import type { ExitCode } from '../report/ports.ts';
import { runInProcess, settleEnvironment, type World } from '../world.ts';
import { withoutOutputs } from './outputs.ts';
import { findState, type GuardState } from './state.ts';

/**
 * How long the guard of a cancelled job waits at most, in milliseconds: GitHub kills its process 285 s after the cancellation,
 * without a signal, and its summary is lost (actions/runner 2.336.0). A call may take 25 s more than the wait.
 */
const cancelledJobMilliseconds = 240_000;
/** How long it looks out for a deployment that has not begun: a tool that was told to stop may still begin one. Milliseconds. */
const lookAgainMilliseconds = 30_000;

/** The guard's step at the end of the job, in the world of this process, until the runner aborts `signal`. */
export function run(signal: AbortSignal): Promise<ExitCode> {
  return runInProcess((world) => runAfter(world, stepState), signal);
}

/**
 * The guard's step at the end of the job, in a given world: cancels what began since the step before the deployment. What is to
 * be done comes from the state that this one left, and not from inputs, which the runner evaluates again.
 *
 * @throws only what a bug of the guard throws
 */
export async function runAfter(given: World, state: StepState): Promise<ExitCode> {
  const world = withoutOutputs(given);
  const found = findState(state.find);
  if (typeof found === 'object') return cancelWhatBegan(found, world);
  const { reportNoState, reportUnreadableState } = await import('../report/guard/after.ts');
  return found === 'nothing' ? reportNoState(world.runner) : reportUnreadableState(world.runner);
}

async function cancelWhatBegan(state: GuardState, world: World): Promise<ExitCode> {
  const { runner, redactor, environment, clock } = world;
  // What is wrong with it has failed the step before the deployment.
  await settleEnvironment(world);
  const source = inputsIn(environment);
  // A status that can't be told from a cancelled job's is taken for one: it costs time to wait, and not the summary.
  const isJobCancelled = source('job-status') !== 'failure';
  const { plan } = state.inputs;
  redactor.keep(plan.targets.map(({ name }) => name));
  const inputs: Inputs = {
    ...state.inputs,
    githubToken: source('github-token'),
    plan: {
      ...plan,
      waitMilliseconds: isJobCancelled
        ? Math.min(plan.waitMilliseconds, cancelledJobMilliseconds)
        : plan.waitMilliseconds,
      lookAgainMilliseconds: isJobCancelled ? lookAgainMilliseconds : 0,
    },
  };
  const hasLostKeys = state.hadKeys && !environment['AWS_ACCESS_KEY_ID'];
  const facts = {
    ...factsOf(inputs, environment, new Date(clock.epoch())),
    guard: { moment: 'after', isJobCancelled, hasLostKeys, targets: plan.targets } as const,
  };
  const { createGuardObserver, deliverGuarded } = await import('../report/guard/after.ts');
  const observe = createGuardObserver(inputs, facts, runner);
  const { results, delivery } = await cancelAndWait(inputs, facts, world, observe);
  return deliverGuarded(results, delivery);
}
