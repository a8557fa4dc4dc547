import { randomBytes } from 'node:crypto';
import process from 'node:process';
import type { ServiceSettings } from './aws/client-settings.ts';
import type { EarlyConnection } from './aws/early-connection.ts';
import { cancelTargets } from './cancellation/cancel-targets.ts';
import type { TargetKind } from './cancellation/model/plan.ts';
import type { Clock, DeploymentService } from './cancellation/ports.ts';
import { timeLimitsFrom } from './cancellation/traffic/time-limits.ts';
import { createRunner } from './host/runner.ts';
import { systemClock } from './host/system-clock.ts';
import { inputsIn, loadInputs } from './inputs.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { deliverBug } from './report/bug.ts';
import { factsOf } from './report/facts.ts';
import type { ExitCode, Runner } from './report/ports.ts';

/** The world that a step runs in: all that it touches outside of this process goes through here, but for the network. */
export interface World {
  readonly runner: Runner;
  readonly redactor: Redactor;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** A new token for the cancel requests of one target (1 to 128 characters, `[a-zA-Z0-9][-a-zA-Z0-9]*`). */
  readonly newToken: () => string;
  /** Aborted when the runner stops the step. */
  readonly signal: AbortSignal;
  /** For the first request. */
  readonly early: EarlyConnection | undefined;
}

/**
 * The step in the world of this process. Whatever is thrown, an Error or not, fails the step: no bug of the action may leave
 * it green. Not called here, so that `@github/local-action` can run it.
 *
 * @param signal aborted when the runner stops the step
 * @param early a connection to AWS that was begun already
 */
export async function run(
  signal: AbortSignal = new AbortController().signal,
  early?: EarlyConnection,
): Promise<ExitCode> {
  const environment = process.env;
  const redactor = createRedactor(environment);
  const runner = createRunner(environment, redactor, signal);
  const world = { runner, redactor, environment, clock: systemClock, random: Math.random, newToken, signal, early };
  try {
    return await runStep(world);
  } catch (thrown) {
    return deliverBug(thrown, runner);
  }
}

/**
 * The step in a given world: reads the inputs, cancels and waits, reports.
 *
 * @throws only what a bug of the action throws
 */
export async function runStep(world: World): Promise<ExitCode> {
  const { runner, redactor, environment, clock, early } = world;
  const loaded = loadInputs(inputsIn(environment), environment);
  if (!loaded.ok) {
    const { deliverBadInput } = await import('./report/deliver.ts');
    return deliverBadInput(loaded.problems, loaded, runner);
  }
  const { inputs } = loaded;
  const { plan, region } = inputs;
  const facts = factsOf(inputs, environment, new Date(clock.epoch()));
  const { hardEnd } = timeLimitsFrom(clock.now(), plan.waitMilliseconds);
  await early?.proceed();
  const { createObserver } = await import('./report/observe.ts');
  const observe = createObserver(inputs, facts, runner);
  const createService = await serviceOf(plan.targetKind, early);
  const service = createService({ region, environment, learnSecrets: redactor.learn, early });
  const results = await cancelTargets(plan, { ...world, service, observe });
  const { deliver } = await import('./report/deliver.ts');
  return deliver(results, { runner, inputs, facts, remainingMilliseconds: hardEnd - clock.now() });
}

/** Loads the one AWS API that the step needs: no step waits for the other one. */
async function serviceOf(
  kind: TargetKind,
  early: EarlyConnection | undefined,
): Promise<(settings: ServiceSettings) => DeploymentService> {
  await early?.proceed();
  // What both APIs share, by itself: between two pieces the connection can go on.
  await import('./aws/caller.ts');
  await early?.proceed();
  switch (kind) {
    case 'service':
      return (await import('./proton/service.ts')).createProtonService;
    case 'stack':
      return (await import('./cloudformation/service.ts')).createCloudFormationService;
  }
}

/** Not `randomUUID`, which returns a tree of some 20 strings: with a thousand targets, they stay in memory for the whole wait. */
function newToken(): string {
  return randomBytes(16).toString('hex');
}
