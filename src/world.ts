import { randomBytes } from 'node:crypto';
import process from 'node:process';
import type { EarlyConnection } from './aws/early-connection.ts';
import type { TargetKind } from './cancellation/model/plan.ts';
import type { Clock, DeploymentService } from './cancellation/ports.ts';
import { settleAwsVariables } from './environment/aws-variables.ts';
import { addToEnvironment, type SharedConfigProblem } from './environment/shared-config.ts';
import { createRunner } from './host/runner.ts';
import { systemClock } from './host/system-clock.ts';
import { createRedactor, type Redactor, secretsIn } from './redaction.ts';
import type { ExitCode, Runner } from './report/ports.ts';
import { deliverBug } from './report/reports.ts';

/** The world that a step runs in: everything that it touches outside of this process goes through here, except for the network. */
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
 * Runs a step in the world of this process. Anything that is thrown, even if it isn't an Error, fails the step: no bug of
 * the action may leave it green.
 *
 * @param signal aborted when the runner stops the step
 * @param early a connection to AWS that was begun already
 */
export async function runInProcess(
  step: (world: World) => Promise<ExitCode>,
  signal: AbortSignal,
  early?: EarlyConnection,
): Promise<ExitCode> {
  const environment = process.env;
  const redactor = createRedactor(environment);
  const runner = createRunner(environment, redactor, signal);
  try {
    return await step({
      runner,
      redactor,
      environment,
      clock: systemClock,
      random: Math.random,
      // Not `randomUUID`, which returns a tree of some 20 strings: with a thousand targets, they stay in memory for the whole wait.
      newToken: () => randomBytes(16).toString('hex'),
      signal,
      early,
    });
  } catch (thrown) {
    return deliverBug(thrown, runner);
  }
}

/**
 * Brings the AWS variables of the world into the form in which everything reads them, those of the shared config included. To be
 * called before any input is read.
 *
 * @returns what is wrong with the shared config
 */
export async function settleEnvironment({
  environment,
  redactor,
  early,
}: World): Promise<readonly SharedConfigProblem[]> {
  settleAwsVariables(environment);
  await early?.proceed();
  const { readProfile } = await import('./aws/profile.ts');
  await early?.proceed();
  const profile = await readProfile(environment);
  const problems = addToEnvironment(profile, environment);
  redactor.learn([...profile.secrets, ...secretsIn(environment)]);
  return problems;
}

/** Loads the one AWS API that the step needs, and connects it with the world: no step waits for the other one. */
export async function serviceIn(
  { environment, redactor, early }: World,
  kind: TargetKind,
  region: string | undefined,
): Promise<DeploymentService> {
  await early?.proceed();
  // What both APIs share, by itself: between two pieces the connection can go on.
  await import('./aws/caller.ts');
  await early?.proceed();
  const createService =
    kind === 'service'
      ? (await import('./proton/service.ts')).createProtonService
      : (await import('./cloudformation/service.ts')).createCloudFormationService;
  return createService({ region, environment, learnSecrets: redactor.learn, early });
}
