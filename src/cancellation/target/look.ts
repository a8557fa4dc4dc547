import type { EndStage } from '../model/deployment.ts';
import type { Plan } from '../model/plan.ts';
import { errorResult, interruptedResult, outOfTime, reasonForEnd } from '../model/reason.ts';
import type { ServiceResult } from '../model/result.ts';
import { type Failure, mayPass, type ServiceReading } from '../ports.ts';
import { type CallBounds, callGetDeployment, callGetService } from '../traffic/call.ts';
import type { Patience } from '../traffic/retry-budget.ts';
import type { Tools } from '../traffic/traffic.ts';
import { decide } from './decision.ts';
import type { Progress } from './run.ts';

/**
 * How far AWS's clock may be from the runner's, in milliseconds, before a deployment's end is taken to lie before a
 * request. It also covers times that AWS gives in whole seconds.
 */
const clockToleranceMilliseconds = 2_000;

/** What one service is worked on with, before its wait. */
export interface RequestContext {
  readonly progress: Progress;
  readonly plan: Plan;
  readonly tools: Tools;
  readonly patience: Patience;
}

/** What follows from a look at a service: send the request, wait for a cancellation under way, or nothing more. */
export type Next =
  | { readonly kind: 'send' }
  | { readonly kind: 'join' }
  | { readonly kind: 'result'; readonly result: ServiceResult };

/** Wraps a result as what follows. */
export function finish(result: ServiceResult): Next {
  return { kind: 'result', result };
}

/**
 * Reads a service in order to decide what to do about it. Faults that may pass are waited out as long as patience lasts.
 *
 * @param refusal the error with which Proton refused the cancel request, if it did
 */
export async function look(context: RequestContext, refusal: Failure | undefined): Promise<Next> {
  const { progress, tools, patience } = context;
  for (;;) {
    const startedAt = tools.clock.now();
    const answer = await callGetService(progress, tools, boundsOf(context));
    if (answer === undefined) return finish(stoppedShort(progress, tools, refusal ?? outOfTime('GetService')));
    if (answer.ok) return conclude(context, answer.value, refusal);
    const { failure } = answer;
    if (failure.kind === 'not-found') {
      return finish(progress.result('not-found', 'Proton knows no service of this name.'));
    }
    if (mayPass(failure.kind) && (await patience.allows(failure, startedAt))) continue;
    return finish(stoppedShort(progress, tools, failure));
  }
}

/** The result where it can't go on: the run was cancelled, or a call failed for good or could not be made. */
export function stoppedShort(progress: Progress, tools: Tools, failure: Failure): ServiceResult {
  return tools.signal.aborted ? interruptedResult(progress) : errorResult(progress, failure);
}

/** How long a call before the wait may take. */
export function boundsOf({ tools, patience }: RequestContext): CallBounds {
  return { until: tools.hardEnd, timeoutMilliseconds: patience.attemptMilliseconds };
}

/** Decides from the state of the service, and takes note of it. */
export async function conclude(
  context: RequestContext,
  reading: ServiceReading,
  refusal: Failure | undefined,
): Promise<Next> {
  const { progress, plan } = context;
  const decision = decide({
    reading,
    refusal,
    doubtSinceEpoch: progress.doubtSinceEpoch,
    wantedDeploymentId: plan.deploymentId,
    dryRun: plan.dryRun,
  });
  if (decision.kind === 'end' && decision.outcome === 'superseded') {
    // The reading is about another deployment: what is known of the followed one stays as it is.
    progress.follow(plan.deploymentId);
    return finish(progress.result(decision.outcome, decision.reason));
  }
  const isAboutOurs = decision.kind !== 'end' || decision.outcome === 'would-cancel';
  if (isAboutOurs) progress.follow(reading.pipeline?.lastAttemptedDeploymentId);
  progress.see(reading);
  switch (decision.kind) {
    case 'send':
      return decision;
    case 'join':
      progress.markJoined();
      return decision;
    case 'end':
      return finish(progress.result(decision.outcome, decision.reason, decision.failure));
    case 'ask-when-it-ended':
      return finish(await resultByTimeOfEnd(decision.stage, context));
  }
}

/**
 * A cancel request of unknown fate went out, and the deployment has ended. If it ended before the request, there was
 * nothing to cancel; else the request may have been the cause. Where the time of the end can't be learned, the
 * deployment's own end is the outcome, and the reason says so: a failed one is rather reported once too often.
 */
async function resultByTimeOfEnd(stage: EndStage, context: RequestContext): Promise<ServiceResult> {
  const { progress, tools } = context;
  const completedAt = await timeOfEnd(context);
  if (tools.signal.aborted) return interruptedResult(progress);
  if (completedAt === undefined) {
    const reason = `The deployment has ended ${String(progress.state)}; whether before the cancel request or after it can't be learned.`;
    return progress.result(stage, reason);
  }
  const requestedAt = progress.doubtSinceEpoch ?? 0;
  if (Date.parse(completedAt) >= requestedAt - clockToleranceMilliseconds) {
    return progress.result(stage, reasonForEnd(stage, progress.deploymentId));
  }
  const reason = `No deployment is in progress: the last one had already ended ${String(progress.state)} at ${completedAt}.`;
  return { ...progress.result('nothing-to-cancel', reason), deploymentId: undefined };
}

/** When the followed deployment ended, ISO 8601 in UTC, or undefined where that can't be learned. */
async function timeOfEnd(context: RequestContext): Promise<string | undefined> {
  const { progress, tools, patience } = context;
  const { deploymentId } = progress;
  if (deploymentId === undefined) return undefined;
  for (;;) {
    const startedAt = tools.clock.now();
    const answer = await callGetDeployment(deploymentId, progress, tools, boundsOf(context));
    if (answer === undefined) return undefined;
    if (answer.ok) return answer.value.completedAt;
    if (!mayPass(answer.failure.kind) || !(await patience.allows(answer.failure, startedAt))) return undefined;
  }
}
