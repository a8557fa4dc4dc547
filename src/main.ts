import { readFile } from 'node:fs/promises';
import { cancelServices } from './cancellation/cancel-services.ts';
import type { Clock } from './cancellation/clock.ts';
import type { CancellationEvent } from './cancellation/events.ts';
import { failsStep } from './cancellation/outcome.ts';
import type { ServiceResult } from './cancellation/result.ts';
import { type InputProblem, type Inputs, loadInputs } from './inputs.ts';
import { createClient } from './proton/client.ts';
import { createProton } from './proton/operations.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { annotationsOf } from './report/annotations.ts';
import { commentOnPullRequest } from './report/comment.ts';
import { forLog } from './report/escape.ts';
import type { ReportFacts } from './report/facts.ts';
import { createNarrator, openingLineOf, verdictLinesOf } from './report/log.ts';
import { outputsOf } from './report/outputs.ts';
import { summaryOf } from './report/summary.ts';
import type { Runner } from './runner.ts';

/** The world that a step runs in. */
export interface World {
  readonly runner: Runner;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Aborted when the workflow run is cancelled. */
  readonly signal: AbortSignal;
}

/** What the step ends with: 0 passes it, 1 fails it. */
export type ExitCode = 0 | 1;

/**
 * The step: reads the inputs, cancels and waits, reports.
 *
 * @returns the exit code; rejects only for a mistake in the action itself
 */
export async function run(world: World): Promise<ExitCode> {
  const loaded = loadInputs(world.runner.input);
  if (!loaded.ok) return refuseInputs(loaded.problems, world.runner);
  const { inputs } = loaded;
  const redactor = createRedactor(world.environment);
  const facts = factsOf(inputs, world.environment);
  const results = await cancel(inputs, facts, redactor, world);
  return report(results, inputs, facts, redactor, world);
}

function refuseInputs(problems: readonly InputProblem[], { annotate, setOutputs }: Runner): ExitCode {
  const lines = problems.map(({ input, value, rule }) => {
    const shown = value === undefined ? '' : ` "${forLog(value, 200)}"`;
    return `${input}${shown} ${rule}.`;
  });
  annotate({
    severity: 'error',
    title: 'Bad input',
    message: `${lines.join('\n')}\nNothing was sent to AWS. Correct the inputs of this step and run it again.`,
  });
  setOutputs({ outcome: 'error', results: '[]' });
  return 1;
}

function factsOf(inputs: Inputs, environment: NodeJS.ProcessEnv): ReportFacts {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = environment;
  return {
    region: inputs.region || environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || undefined,
    endpoint: endpointIn(environment),
    failOn: inputs.failOn,
    dryRun: inputs.plan.dryRun,
    waitMilliseconds: inputs.plan.waitMilliseconds,
    runUrl: server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : undefined,
    startedAt: new Date(),
  };
}

/** The endpoint that the SDK will take from the environment (AWS SDKs and tools reference, service-specific endpoints). */
function endpointIn(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  const endpoint = environment['AWS_ENDPOINT_URL_PROTON'] || environment['AWS_ENDPOINT_URL'];
  return endpoint ? endpoint.replace(/\/\/[^/]*@/, '//') : undefined;
}

function cancel(
  inputs: Inputs,
  facts: ReportFacts,
  redactor: Redactor,
  { runner, environment, clock, random, signal }: World,
): Promise<readonly ServiceResult[]> {
  const { serviceNames } = inputs.plan;
  const narrator = createNarrator(serviceNames.length, runner.isDebug);
  runner.log(openingLineOf(serviceNames, facts));
  const observe = (event: CancellationEvent): void => {
    for (const line of narrator.linesFor(event)) runner.log(line);
    // A later step finds the outputs whatever happens during the wait.
    if (event.type === 'requests-answered' && event.results.some(({ outcome }) => outcome === 'requested')) {
      setEarlyOutputs(event.results, inputs, runner);
    }
  };
  const client = createClient({ region: facts.region, environment });
  const proton = createProton(client, redactor);
  return cancelServices(inputs.plan, { proton, clock, random, signal, observe });
}

function setEarlyOutputs(results: readonly ServiceResult[], inputs: Inputs, { setOutputs, log }: Runner): void {
  try {
    setOutputs(outputsOf(results, inputs));
  } catch {
    // The outputs are set again at the end, where what keeps them from being written fails the step.
    log({ level: 'info', text: "The outputs can't be written yet." });
  }
}

/** Everything that reports the results. One report that fails keeps none of the others from being made. */
async function report(
  results: readonly ServiceResult[],
  inputs: Inputs,
  facts: ReportFacts,
  redactor: Redactor,
  world: World,
): Promise<ExitCode> {
  const { runner } = world;
  const troubles: string[] = [];
  const make = async (what: string, work: () => void | Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      troubles.push(`${what} could not be written: ${redactor.redact(String(thrown))}`);
    }
  };
  await make('The outputs', () => runner.setOutputs(outputsOf(results, inputs)));
  await make('The job summary', () => runner.writeSummary(summaryOf(results, facts)));
  for (const annotation of annotationsOf(results, facts)) runner.annotate(annotation);
  if (inputs.commentOnPullRequest) await comment(results, inputs, facts, redactor, world);
  if (troubles.length > 0) {
    runner.annotate({ severity: 'error', title: 'Report incomplete', message: forLog(troubles.join(' ')) });
  }
  for (const line of verdictLinesOf(results, facts)) runner.log(line);
  return troubles.length > 0 || results.some(({ outcome }) => failsStep(outcome, inputs.failOn)) ? 1 : 0;
}

async function comment(
  results: readonly ServiceResult[],
  inputs: Inputs,
  facts: ReportFacts,
  { redact }: Redactor,
  { runner, environment, signal }: World,
): Promise<void> {
  const eventPayload = await readEvent(environment['GITHUB_EVENT_PATH']);
  const connection = { token: inputs.githubToken, apiUrl: environment['GITHUB_API_URL'], eventPayload, signal };
  const outcome = await commentOnPullRequest(results, facts, connection);
  switch (outcome.kind) {
    case 'commented':
    case 'updated':
      runner.log({
        level: 'info',
        text: `The pull request comment was ${outcome.kind === 'updated' ? 'updated' : 'created'}.`,
      });
      break;
    case 'not-a-pull-request':
      runner.annotate({ severity: 'notice', title: 'No pull request comment', message: redact(outcome.message) });
      break;
    case 'refused':
      runner.annotate({ severity: 'warning', title: 'No pull request comment', message: redact(outcome.message) });
      break;
  }
}

/** The payload of the event that the workflow runs for; undefined where there is none that can be read. */
async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return path ? JSON.parse(await readFile(path, 'utf8')) : undefined;
  } catch {
    // Without it there is no pull request to comment on, which a notice then says.
    return undefined;
  }
}
