import type { Outcome } from './cancellation/model/outcome.ts';
import type { Plan } from './cancellation/model/plan.ts';
import { checkEndpoint, checkFlags, checkKeys, checkProxy } from './inputs/aws-variables.ts';
import type { InputSource } from './inputs/name.ts';
import type { InputProblem, Report } from './inputs/problem.ts';
import { readRegion } from './inputs/region.ts';
import { readTargets } from './inputs/targets.ts';
import {
  type CommentMode,
  readBoolean,
  readCommentMode,
  readDeploymentId,
  readFailOn,
  readNumber,
} from './inputs/values.ts';

export * from './inputs/name.ts';
export type { InputProblem } from './inputs/problem.ts';

/** The inputs, read and found valid. */
export interface Inputs {
  readonly plan: Plan;
  /** Of the input, the environment or the stacks' ARNs; undefined if the shared config has to say it. */
  readonly region: string | undefined;
  readonly failOn: ReadonlySet<Outcome>;
  readonly includeSpec: boolean;
  readonly jobSummary: boolean;
  readonly commentOnPullRequest: CommentMode;
  readonly githubToken: string;
}

/** The inputs, or every problem that they have. */
export type LoadedInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | {
      readonly ok: false;
      readonly problems: readonly InputProblem[];
      /** Whether the problems may be written to the job summary. */
      readonly jobSummary: boolean;
    };

/** Reads and checks all inputs, and what the environment says about AWS. Adds all problems to those `found` before. */
export function loadInputs(
  source: InputSource,
  environment: NodeJS.ProcessEnv = {},
  found: readonly InputProblem[] = [],
): LoadedInputs {
  const problems: InputProblem[] = [...found];
  const report: Report = (input, value, rule, hint) => problems.push({ input, value, rule, hint });
  const givenRegion = readRegion(source, environment, report);
  const { targetKind, targets, region } = readTargets(source, givenRegion, report);
  const minutes = readNumber('wait-for-minutes', { from: 0, to: 360, unit: 'minutes' }, source, report);
  const seconds = readNumber('max-poll-interval-seconds', { from: 1, to: 300, unit: 'seconds' }, source, report);
  const inputs: Inputs = {
    plan: {
      targetKind,
      targets,
      waitMilliseconds: minutes * 60_000,
      maxPollIntervalMilliseconds: seconds * 1_000,
      deploymentId: readDeploymentId(source, targets.length, report),
      dryRun: readBoolean('dry-run', source, report),
    },
    region: givenRegion ?? region,
    failOn: readFailOn(source, report),
    includeSpec: readBoolean('include-spec', source, report),
    jobSummary: readBoolean('job-summary', source, report),
    commentOnPullRequest: readCommentMode(source, report),
    githubToken: source('github-token'),
  };
  if (inputs.commentOnPullRequest !== 'never' && inputs.githubToken === '') {
    const rule = "is needed for comment-on-pull-request: leave it at its default, the job's token";
    report('github-token', undefined, rule);
  }
  checkEndpoint(environment, targetKind, report);
  checkProxy(environment, targetKind, inputs.region, report);
  checkFlags(environment, report);
  checkKeys(environment, report);
  if (problems.length === 0) return { ok: true, inputs };
  // An input that is neither true nor false must not hide the error.
  const jobSummary = inputs.jobSummary || problems.some(({ input }) => input === 'job-summary');
  return { ok: false, problems, jobSummary };
}
