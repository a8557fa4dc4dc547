import type { EarlyConnection } from './aws/early-connection.ts';
import { cancelTargets } from './cancellation/cancel-targets.ts';
import type { Observer } from './cancellation/model/events.ts';
import type { TargetResult } from './cancellation/model/result.ts';
import { timeLimitsFrom } from './cancellation/traffic/time-limits.ts';
import { type Inputs, inputsIn, loadInputs } from './inputs.ts';
import type { Delivery } from './report/deliver.ts';
import { factsOf, type ReportFacts } from './report/facts.ts';
import type { ExitCode } from './report/ports.ts';
import { runInProcess, serviceIn, settleEnvironment, type World } from './world.ts';

/** The step in the world of this process, until the runner aborts `signal`. Not called here: `@github/local-action` calls it. */
export function run(signal: AbortSignal = new AbortController().signal, early?: EarlyConnection): Promise<ExitCode> {
  return runInProcess(runStep, signal, early);
}

/**
 * The step in a given world: reads the inputs, cancels and waits, reports.
 *
 * @throws only what a bug of the action throws
 */
export async function runStep(world: World): Promise<ExitCode> {
  const { runner, redactor, environment, clock, early } = world;
  const problems = await settleEnvironment(world);
  const loaded = loadInputs(inputsIn(environment), environment, problems);
  if (!loaded.ok) {
    const { deliverBadInput } = await import('./report/deliver.ts');
    return deliverBadInput(loaded.problems, loaded, runner);
  }
  const { inputs } = loaded;
  redactor.keep(inputs.plan.targets.map(({ name }) => name));
  const facts = factsOf(inputs, environment, new Date(clock.epoch()));
  await early?.proceed();
  const { createObserver } = await import('./report/observe.ts');
  const { results, delivery } = await cancelAndWait(inputs, facts, world, createObserver(inputs, facts, runner));
  const { deliver } = await import('./report/deliver.ts');
  return deliver(results, delivery);
}

/** Cancels and waits as the inputs say. Returns what became of the targets, and where to report it. */
export async function cancelAndWait(
  inputs: Inputs,
  facts: ReportFacts,
  world: World,
  observe: Observer,
): Promise<{ readonly results: readonly TargetResult[]; readonly delivery: Delivery }> {
  const { runner, clock } = world;
  const { plan, region } = inputs;
  const { hardEnd } = timeLimitsFrom(clock.now(), plan.waitMilliseconds);
  const service = await serviceIn(world, plan.targetKind, region);
  const results = await cancelTargets(plan, { ...world, service, observe });
  return { results, delivery: { runner, inputs, facts, remainingMilliseconds: hardEnd - clock.now() } };
}
