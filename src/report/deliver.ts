import { failsStep } from '../cancellation/model/outcome.ts';
import type { TargetResult } from '../cancellation/model/result.ts';
import type { InputProblem, Inputs } from '../inputs.ts';
import { annotationsOf } from './annotations.ts';
import { badInputAnnotation, badInputOutputs, badInputSummary } from './bad-input.ts';
import { commentOf } from './comment.ts';
import type { ReportFacts } from './facts.ts';
import { verdictLinesOf } from './log/log.ts';
import { outputsOf } from './outputs/outputs.ts';
import type { ExitCode, Runner } from './ports.ts';
import { Reports } from './reports.ts';
import { summaryOf } from './summary/summary.ts';
import { withoutSecrets } from './without-secrets.ts';

/** How long a comment may take, and how long at least, in milliseconds. GitHub itself gives up on a request after 10 s. */
const longestComment = 10_000;
const shortestComment = 3_000;

/** Where the reports go. */
export interface Delivery {
  readonly runner: Runner;
  readonly inputs: Inputs;
  readonly facts: ReportFacts;
  /** How long the step may go on, in milliseconds; less than 0 if its time is over. */
  readonly remainingMilliseconds: number;
}

/** Hands the results to everything that reports them. A report that fails does not keep the others from being made. */
export async function deliver(found: readonly TargetResult[], delivery: Delivery): Promise<ExitCode> {
  const { runner, inputs, facts } = delivery;
  const results = found.map((result) => withoutSecrets(result, runner.redact));
  const isFailed = results.some(({ outcome }) => failsStep(outcome, inputs.failOn));
  const reports = new Reports(runner);
  await reports.attempt('The outputs', () => runner.setOutputs(outputsOf(results, facts, inputs)));
  if (inputs.jobSummary) await reports.attempt('The job summary', () => runner.writeSummary(summaryOf(results, facts)));
  await reports.attempt('The annotations', () => annotationsOf(results, facts).forEach(runner.annotate));
  await reports.attempt('The comment', () => leaveComment(results, isFailed, delivery));
  await reports.attempt('The verdict', () => {
    const lines = verdictLinesOf(results, facts);
    // The verdict is the last line: what went wrong with the other reports comes before it.
    reports.annotateProblems();
    lines.forEach(runner.log);
  });
  reports.annotateProblems();
  return reports.haveProblems || isFailed ? 1 : 0;
}

/** Reports bad input: all its problems in one error. Nothing was sent. */
export async function deliverBadInput(
  found: readonly InputProblem[],
  { jobSummary }: { readonly jobSummary: boolean },
  runner: Runner,
): Promise<ExitCode> {
  const problems = found.map((problem) => withoutSecrets(problem, runner.redact));
  const reports = new Reports(runner);
  await reports.attempt('The outputs', () => runner.setOutputs(badInputOutputs(problems)));
  if (jobSummary) await reports.attempt('The job summary', () => runner.writeSummary(badInputSummary(problems)));
  reports.annotateProblems();
  runner.annotate(badInputAnnotation(problems));
  return 1;
}

async function leaveComment(
  results: readonly TargetResult[],
  isFailed: boolean,
  { runner, inputs, facts, remainingMilliseconds }: Delivery,
): Promise<void> {
  const mode = inputs.commentOnPullRequest;
  if (mode === 'never') return;
  const mayCreate = mode === 'always' || isFailed;
  const outcome = await runner.comment(commentOf(results, facts, mayCreate), {
    token: inputs.githubToken,
    timeoutMilliseconds: Math.max(Math.min(remainingMilliseconds, longestComment), shortestComment),
  });
  switch (outcome.kind) {
    case 'created':
    case 'updated':
      runner.log({ level: 'info', text: `The pull request comment was ${outcome.kind}.` });
      break;
    case 'not-needed':
      break;
    case 'not-a-pull-request':
    case 'refused': {
      const severity = outcome.kind === 'refused' ? 'warning' : 'notice';
      runner.annotate({ severity, title: 'No pull request comment', message: outcome.message });
    }
  }
}
