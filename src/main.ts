import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { ServiceSettings } from './aws/client-settings.ts';
import type { EarlyConnection } from './aws/early-connection.ts';
import { cancelTargets } from './cancellation/cancel-targets.ts';
import type { TargetKind } from './cancellation/model/plan.ts';
import type { TargetResult } from './cancellation/model/result.ts';
import type { Clock, DeploymentService } from './cancellation/ports.ts';
import { graceMilliseconds } from './cancellation/traffic/time-limits.ts';
import type { ExitCode } from './host/process-end.ts';
import type { Comment, CommentOutcome } from './host/pull-request-comment.ts';
import { createRunner, type Runner } from './host/runner.ts';
import { systemClock } from './host/system-clock.ts';
import { customEndpointOf, type Inputs, loadInputs } from './inputs.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { deliverBug } from './report/bug.ts';
import { openingLineOf } from './report/channels/opening-line.ts';
import type { ReportFacts } from './report/facts.ts';

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
 * The step: reads the inputs, cancels and waits, reports. Whatever is thrown, an Error or not, fails the step: no bug of
 * the action may leave it green. Not called here, so that `@github/local-action` can run it.
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
  const runner = createRunner(environment, redactor);
  try {
    return await runStep({
      runner,
      redactor,
      environment,
      clock: systemClock,
      random: Math.random,
      newToken,
      signal,
      early,
    });
  } catch (thrown) {
    return deliverBug(thrown, runner);
  }
}

/**
 * The step in a given world.
 *
 * @throws only what a bug of the action throws
 */
export async function runStep(world: World): Promise<ExitCode> {
  const { runner, environment, clock } = world;
  const loaded = loadInputs(runner.input, environment);
  if (!loaded.ok) {
    const { deliverBadInput } = await import('./report/deliver.ts');
    return deliverBadInput(loaded.problems, loaded, runner);
  }
  const { inputs } = loaded;
  const facts = factsOf(inputs, world);
  const beganAt = clock.now();
  const results = await cancel(inputs, facts, world);
  const { deliver } = await import('./report/deliver.ts');
  return deliver(results, {
    runner,
    inputs,
    facts,
    comment: (comment) => leaveComment(comment, inputs, clock.now() - beganAt, world),
  });
}

function factsOf({ plan, region, failOn }: Inputs, { environment, clock }: World): ReportFacts {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = environment;
  return {
    targetKind: plan.targetKind,
    region,
    endpoint: customEndpointOf(environment, plan.targetKind),
    failOn,
    dryRun: plan.dryRun,
    waitMilliseconds: plan.waitMilliseconds,
    runUrl: server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : undefined,
    startedAt: new Date(clock.epoch()),
  };
}

async function cancel(inputs: Inputs, facts: ReportFacts, world: World): Promise<readonly TargetResult[]> {
  const { runner, redactor, environment, early } = world;
  const { plan } = inputs;
  runner.log(openingLineOf(plan.targets, facts));
  await early?.proceed();
  const { createObserver } = await import('./report/observe.ts');
  const createService = await serviceOf(plan.targetKind, early);
  return cancelTargets(plan, {
    ...world,
    service: createService({ region: facts.region, environment, learnSecrets: redactor.learn, early }),
    observe: createObserver(inputs, facts, runner),
  });
}

/** What the modules of both AWS APIs offer. */
type CreateService = (settings: ServiceSettings) => DeploymentService;

/** Loads the one AWS API that the step needs: no step waits for the other one. */
async function serviceOf(kind: TargetKind, early: EarlyConnection | undefined): Promise<CreateService> {
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

/** How long a comment may take, and how long at least, in milliseconds. GitHub itself gives up on a request after 10 s. */
const commentMilliseconds = 10_000;
const leastCommentMilliseconds = 3_000;

async function leaveComment(
  comment: Comment,
  { githubToken, plan }: Inputs,
  elapsedMilliseconds: number,
  { environment, redactor, signal }: World,
): Promise<CommentOutcome> {
  const left = plan.waitMilliseconds + graceMilliseconds - elapsedMilliseconds;
  const { commentOnPullRequest } = await import('./host/pull-request-comment.ts');
  return commentOnPullRequest(comment, {
    token: githubToken,
    apiUrl: environment['GITHUB_API_URL'],
    eventPayload: await readEvent(environment['GITHUB_EVENT_PATH']),
    timeoutMilliseconds: Math.max(Math.min(left, commentMilliseconds), leastCommentMilliseconds),
    signal,
    redact: redactor.redact,
  });
}

/** The payload of the event that the workflow runs for; undefined if there is none that can be read. */
async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return path ? JSON.parse(await readFile(path, 'utf8')) : undefined;
  } catch {
    // Without it there is no pull request to comment on, which a notice then says.
    return undefined;
  }
}

/** Not `randomUUID`, which returns a tree of some 20 strings: with a thousand targets, they stay in memory for the whole wait. */
function newToken(): string {
  return randomBytes(16).toString('hex');
}
