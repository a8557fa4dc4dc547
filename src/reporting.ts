import { readFile } from 'node:fs/promises';
import { failsStep } from './cancellation/model/outcome.ts';
import type { ServiceResult } from './cancellation/model/result.ts';
import { commentOnPullRequest } from './host/pull-request-comment.ts';
import type { Runner } from './host/runner.ts';
import type { InputProblem, Inputs } from './inputs.ts';
import type { Redactor } from './redaction.ts';
import { annotationsOf } from './report/channels/annotations.ts';
import { badInputAnnotation, badInputSummary } from './report/channels/bad-input.ts';
import { type LogLine, verdictLinesOf } from './report/channels/log.ts';
import { outputsOf } from './report/channels/outputs.ts';
import { summaryOf } from './report/channels/summary/summary.ts';
import type { ReportFacts } from './report/facts.ts';
import { forLog } from './report/text/escape.ts';

/** What the step ends with: 0 passes it, 1 fails it. */
export type ExitCode = 0 | 1;

/** The results, and everything that is needed to report them. */
export interface Report {
  readonly results: readonly ServiceResult[];
  readonly inputs: Inputs;
  readonly facts: ReportFacts;
  readonly redactor: Redactor;
  readonly runner: Runner;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted when the workflow run is cancelled. */
  readonly signal: AbortSignal;
}

/** Hands the results to everything that reports them. One report that fails keeps none of the others from being made. */
export async function report(parts: Report): Promise<ExitCode> {
  const { results, inputs, facts, runner, redactor } = parts;
  const writing = new Writing(runner, redactor);
  await writing.attempt('The outputs', () => runner.setOutputs(outputsOf(results, inputs)));
  await writing.attempt('The job summary', () => runner.writeSummary(summaryOf(results, facts)));
  await writing.attempt('The annotations', () => annotationsOf(results, facts).forEach(runner.annotate));
  if (inputs.commentOnPullRequest) await writing.attempt('The comment', () => comment(parts));
  let verdict: readonly LogLine[] = [];
  await writing.attempt('The verdict', () => {
    verdict = verdictLinesOf(results, facts);
  });
  writing.tellTroubles();
  for (const line of verdict) runner.log(line);
  return writing.hasTroubles || results.some(({ outcome }) => failsStep(outcome, inputs.failOn)) ? 1 : 0;
}

/** Reports inputs that can't be worked with: all their problems in one error, and nothing was sent. */
export async function refuseInputs(
  problems: readonly InputProblem[],
  runner: Runner,
  redactor: Redactor,
): Promise<ExitCode> {
  const writing = new Writing(runner, redactor);
  await writing.attempt('The outputs', () => runner.setOutputs({ outcome: 'error', results: '[]' }));
  await writing.attempt('The job summary', () => runner.writeSummary(badInputSummary(problems)));
  writing.tellTroubles();
  runner.annotate(badInputAnnotation(problems));
  return 1;
}

/** Writes to the runner's files, and keeps what went wrong for one annotation. */
class Writing {
  readonly #runner: Runner;
  readonly #redactor: Redactor;
  readonly #troubles: string[] = [];

  constructor(runner: Runner, redactor: Redactor) {
    this.#runner = runner;
    this.#redactor = redactor;
  }

  get hasTroubles(): boolean {
    return this.#troubles.length > 0;
  }

  async attempt(what: string, work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#troubles.push(`${what} could not be written: ${this.#redactor.redact(String(thrown))}`);
    }
  }

  tellTroubles(): void {
    if (!this.hasTroubles) return;
    const message = forLog(this.#troubles.join(' '));
    this.#runner.annotate({ severity: 'error', title: 'Report incomplete', message });
  }
}

async function comment({ results, inputs, facts, redactor, runner, environment, signal }: Report): Promise<void> {
  const eventPayload = await readEvent(environment['GITHUB_EVENT_PATH']);
  const connection = { token: inputs.githubToken, apiUrl: environment['GITHUB_API_URL'], eventPayload, signal };
  const outcome = await commentOnPullRequest(results, facts, connection);
  const title = 'No pull request comment';
  switch (outcome.kind) {
    case 'commented':
      runner.log({ level: 'info', text: 'The pull request comment was created.' });
      break;
    case 'updated':
      runner.log({ level: 'info', text: 'The pull request comment was updated.' });
      break;
    case 'not-a-pull-request':
      runner.annotate({ severity: 'notice', title, message: redactor.redact(outcome.message) });
      break;
    case 'refused':
      runner.annotate({ severity: 'warning', title, message: redactor.redact(outcome.message) });
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
