import { cancelServices } from './cancellation/cancel-targets.ts';
import type { Clock } from './cancellation/clock.ts';
import type { CancellationEvent } from './cancellation/model/events.ts';
import type { ServiceResult } from './cancellation/model/result.ts';
import type { Runner } from './host/runner.ts';
import { type Inputs, loadInputs } from './inputs.ts';
import { createClient } from './proton/client.ts';
import { createProton } from './proton/operations.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { createNarrator, openingLineOf } from './report/channels/log.ts';
import { outputsOf } from './report/channels/outputs.ts';
import type { ReportFacts } from './report/facts.ts';
import { forLog } from './report/text/escape.ts';
import { type ExitCode, refuseInputs, report } from './reporting.ts';
import { keepYoungGenerationSmall } from './young-generation.ts';

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

/**
 * The step: reads the inputs, cancels and waits, reports.
 *
 * @returns the exit code; rejects only for a mistake in the action itself
 */
export async function run(world: World): Promise<ExitCode> {
  const redactor = createRedactor(world.environment);
  const loaded = loadInputs(world.runner.input);
  if (!loaded.ok) return refuseInputs(loaded.problems, world.runner, redactor);
  const { inputs } = loaded;
  const facts = factsOf(inputs, world.environment);
  await keepYoungGenerationSmall(inputs.plan.serviceNames.length);
  const results = await cancel(inputs, facts, redactor, world);
  return report({ ...world, results, inputs, facts, redactor });
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

/** The endpoint, not of AWS, that the SDK will take from the environment (AWS SDKs and tools reference, service-specific endpoints). */
function endpointIn(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  const endpoint = (environment['AWS_ENDPOINT_URL_PROTON'] || environment['AWS_ENDPOINT_URL'] || '').replace(
    /\/\/[^/]*@/,
    '//',
  );
  // A VPC endpoint, for example, is AWS's own all the same.
  const isOfAws = /\.(amazonaws\.com|api\.aws)$/.test(URL.canParse(endpoint) ? new URL(endpoint).hostname : '');
  return endpoint === '' || isOfAws ? undefined : endpoint;
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
    try {
      for (const line of narrator.linesFor(event)) runner.log(line);
      // A later step finds the outputs whatever happens during the wait.
      const isAccepted =
        event.type === 'requests-answered' && event.results.some(({ outcome }) => outcome === 'requested');
      if (isAccepted) runner.setOutputs(outputsOf(event.results, inputs));
    } catch (thrown) {
      // Telling must not end the work. What can't be written now fails the step at the end, when it is written again.
      runner.log({ level: 'info', text: forLog(`This could not be told: ${redactor.redact(String(thrown))}`) });
    }
  };
  const client = createClient({ region: facts.region, environment });
  const proton = createProton(client, redactor);
  return cancelServices(inputs.plan, { proton, clock, random, signal, observe });
}
