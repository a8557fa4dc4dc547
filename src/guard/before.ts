import { observeTargets } from '../cancellation/observe-targets.ts';
import { type StepState, stepState } from '../host/step-state.ts';
import { inputsIn } from '../inputs.ts';
import { factsOf } from '../report/facts.ts';
import type { ExitCode } from '../report/ports.ts';
import { runInProcess, serviceIn, settleEnvironment, type World } from '../world.ts';
import { loadGuardInputs } from './inputs.ts';
import { withoutOutputs } from './outputs.ts';
import { piecesOf } from './state.ts';

/**
 * The guard's step before the deployment, in the world of this process.
 *
 * @param signal aborted when the runner stops the step
 */
export function run(signal: AbortSignal): Promise<ExitCode> {
  return runInProcess((world) => runBefore(world, stepState), signal);
}

/**
 * The guard's step before the deployment, in a given world: sees how the targets stand, and keeps that. It cancels nothing.
 *
 * @throws only what a bug of the guard throws, and where the runner's file can't be written
 */
export async function runBefore(given: World, state: StepState): Promise<ExitCode> {
  const world = withoutOutputs(given);
  const { runner, redactor, environment, clock } = world;
  const problems = await settleEnvironment(world);
  const loaded = loadGuardInputs(inputsIn(environment), environment, problems);
  if (!loaded.ok) {
    const { deliverBadInput } = await import('../report/deliver.ts');
    return deliverBadInput(loaded.problems, loaded, runner);
  }
  const { inputs } = loaded;
  redactor.keep(inputs.plan.targets.map(({ name }) => name));
  const plan = { ...inputs.plan, waitMilliseconds: loaded.waitFirstMilliseconds };
  const facts = {
    ...factsOf({ ...inputs, plan }, environment, new Date(clock.epoch())),
    guard: { moment: 'before' } as const,
  };
  const { createObserver } = await import('../report/observe.ts');
  const { reportObservations } = await import('../report/guard/before.ts');
  const observe = createObserver(inputs, facts, runner);
  const service = await serviceIn(world, plan.targetKind, inputs.region);
  const observations = await observeTargets(plan, { ...world, service, observe });
  const exitCode = reportObservations(observations, facts, runner);
  if (exitCode !== 0) return exitCode;
  const targets = observations.flatMap((observation) =>
    'baseline' in observation ? [{ ...observation.target, baseline: observation.baseline }] : [],
  );
  const pieces = piecesOf({
    inputs: { ...inputs, plan: { ...inputs.plan, targets } },
    hadKeys: Boolean(environment['AWS_ACCESS_KEY_ID']),
  });
  for (const [name, piece] of Object.entries(pieces)) state.save(name, piece);
  return 0;
}
