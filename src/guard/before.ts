import { observeTargets } from '../cancellation/observe-targets.ts';
import { type StepState, stepState } from '../host/runner.ts';
import type { Report } from '../inputs/problem.ts';
import { readNumber } from '../inputs/values.ts';
import {
  guardInputNames,
  type InputName,
  type InputProblem,
  inputsIn,
  type LoadedInputs,
  loadInputs,
} from '../inputs.ts';
import { factsOf } from '../report/facts.ts';
import type { ExitCode } from '../report/ports.ts';
import { runInProcess, serviceIn, settleEnvironment, type World } from '../world.ts';
import { withoutOutputs } from './outputs.ts';
import { piecesOf } from './state.ts';

/** The guard's step before the deployment, in the world of this process, until the runner aborts `signal`. */
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
  const { loaded, waitFirstMilliseconds } = loadGuardInputs(environment, problems);
  if (!loaded.ok) {
    const { deliverBadInput } = await import('../report/deliver.ts');
    return deliverBadInput(loaded.problems, loaded, runner);
  }
  const { inputs } = loaded;
  redactor.keep(inputs.plan.targets.map(({ name }) => name));
  const plan = { ...inputs.plan, waitMilliseconds: waitFirstMilliseconds };
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

const names: ReadonlySet<InputName> = new Set(guardInputNames);

/** Reads and checks the inputs of the guard: those of the action, less two, and `wait-first-minutes`. Never throws. */
function loadGuardInputs(
  environment: NodeJS.ProcessEnv,
  found: readonly InputProblem[],
): { readonly loaded: LoadedInputs; readonly waitFirstMilliseconds: number } {
  const source = inputsIn(environment);
  const own: InputProblem[] = [];
  const report: Report = (input, value, rule, hint) => own.push({ input, value, rule, hint });
  const minutes = readNumber('wait-first-minutes', { from: 0, to: 360, unit: 'minutes' }, source, report);
  const loaded = loadInputs((name) => (names.has(name) ? source(name) : ''), environment, found);
  const waitFirstMilliseconds = minutes * 60_000;
  if (own.length === 0) return { loaded, waitFirstMilliseconds };
  const { jobSummary } = loaded.ok ? loaded.inputs : loaded;
  const problems = [...(loaded.ok ? [] : loaded.problems), ...own];
  return { loaded: { ok: false, problems, jobSummary }, waitFirstMilliseconds };
}
