import type { Outcome } from '../cancellation/model/outcome.ts';
import type { Target, TargetKind } from '../cancellation/model/plan.ts';
import { customEndpointOf } from '../environment/endpoint.ts';
import type { Inputs } from '../inputs.ts';

/** What the reports need to know besides the results. */
export interface ReportFacts {
  readonly targetKind: TargetKind;
  /** The region that was asked, such as `eu-west-1`; undefined where none could be found. */
  readonly region: string | undefined;
  /** The endpoint that is called instead of AWS's own, without user, password and query; undefined where none was set. */
  readonly endpoint: string | undefined;
  /** The profile that the environment names beside keys, which go first; undefined without one. Outside text. */
  readonly ignoredProfile: string | undefined;
  /** The outcomes that fail the step, as the input `fail-on` says. */
  readonly failOn: ReadonlySet<Outcome>;
  readonly dryRun: boolean;
  /** Whether the input `deployment-id` names the one deployment to cancel. */
  readonly hasDeploymentId: boolean;
  /** Whether a job summary is written, so other reports can refer to it. */
  readonly hasSummary: boolean;
  /** How long the step was told to wait (`wait-for-minutes`), in milliseconds. */
  readonly waitMilliseconds: number;
  /** The page of the workflow run; undefined where the environment does not say. */
  readonly runUrl: string | undefined;
  /** When the step began its work: the moment 0:00 of all times. */
  readonly startedAt: Date;
  /** In the guard's two steps. */
  readonly guard?: GuardFacts | undefined;
}

/** Where in its job the guard stands: before the deployment, or at the end of the job. */
export type GuardFacts =
  | { readonly moment: 'before' }
  | {
      readonly moment: 'after';
      /** Whether GitHub is about to end the job: it does so 5 minutes after the cancellation. */
      readonly isJobCancelled: boolean;
      /** Whether the environment has lost the keys that it had before the deployment. */
      readonly hasLostKeys: boolean;
      /** All targets that are guarded, also those that nothing is told of. */
      readonly targets: readonly Target[];
    };

/** Puts the facts together. */
export function factsOf(
  { plan, region, failOn, jobSummary }: Inputs,
  environment: NodeJS.ProcessEnv,
  startedAt: Date,
): ReportFacts {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = environment;
  return {
    targetKind: plan.targetKind,
    region,
    endpoint: customEndpointOf(environment, plan.targetKind),
    ignoredProfile: environment['AWS_ACCESS_KEY_ID'] ? environment['AWS_PROFILE'] : undefined,
    failOn,
    dryRun: plan.dryRun,
    hasDeploymentId: plan.deploymentId !== undefined,
    hasSummary: jobSummary,
    waitMilliseconds: plan.waitMilliseconds,
    runUrl: server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : undefined,
    startedAt,
  };
}
