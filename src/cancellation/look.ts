import { call } from './call.ts';
import { decide } from './decision.ts';
import type { EndStage } from './deployment.ts';
import type { Patience } from './patience.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { Answer, Failure, ServiceReading } from './proton.ts';
import { errorResult, interruptedResult, outcomeOf, outOfTime, reasonForEnd } from './reasons.ts';
import type { ServiceResult } from './result.ts';
import type { Tools } from './tools.ts';

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
    const answer = await readService(context);
    if (answer === undefined) return finish(notSent(progress, tools, refusal ?? outOfTime('GetService')));
    if (answer.ok) return conclude(context, answer.value, refusal);
    const { failure } = answer;
    switch (failure.kind) {
      case 'not-found':
        return finish(progress.result('not-found', 'Proton knows no service of this name.'));
      case 'interrupted':
        return finish(interruptedResult(progress));
      case 'throttled':
      case 'unreachable':
      case 'clock-skewed':
      case 'server-fault':
      case 'connection-lost':
      case 'unreadable':
        if (await patience.allows(failure, startedAt)) break;
        return finish(tools.signal.aborted ? interruptedResult(progress) : errorResult(progress, failure));
      case 'conflict':
      case 'validation':
      case 'access-denied':
      case 'credentials-missing':
      case 'credentials-refused':
      case 'region-missing':
      case 'unexpected':
        return finish(errorResult(progress, failure));
    }
  }
}

/** The result where a call was not made: the run was cancelled, or time was up. */
export function notSent(progress: Progress, tools: Tools, failure: Failure): ServiceResult {
  return tools.signal.aborted ? interruptedResult(progress) : errorResult(progress, failure);
}

function readService({ progress, tools, patience }: RequestContext): Promise<Answer<ServiceReading> | undefined> {
  return call(progress, tools, {
    operation: 'GetService',
    send: (limits) => tools.proton.getService(progress.serviceName, limits),
    until: tools.hardEnd,
    timeoutMilliseconds: patience.attemptMilliseconds,
  });
}

/** Decides from the state of the service, and takes note of it. */
async function conclude(context: RequestContext, reading: ServiceReading, refusal: Failure | undefined): Promise<Next> {
  const { progress, plan } = context;
  const decision = decide({
    reading,
    refusal,
    inDoubt: progress.doubtSinceEpoch !== undefined,
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
 * nothing to cancel; else the request may have been the cause. Where the time of the end can't be learned, the deployment's
 * own end is the outcome: a failed one is rather reported once too often.
 */
async function resultByTimeOfEnd(stage: EndStage, { progress, tools }: RequestContext): Promise<ServiceResult> {
  const { deploymentId, serviceName } = progress;
  const answer =
    deploymentId === undefined
      ? undefined
      : await call(progress, tools, {
          operation: 'GetDeployment',
          send: (limits) => tools.proton.getDeployment(deploymentId, serviceName, limits),
          until: tools.hardEnd,
          timeoutMilliseconds: 5_000,
        });
  const completedAt = answer?.ok === true ? answer.value.completedAt : undefined;
  const endedBefore =
    completedAt !== undefined && Date.parse(completedAt) < (progress.doubtSinceEpoch ?? 0) - clockToleranceMilliseconds;
  if (endedBefore) {
    const reason = `No deployment is in progress: the last one had already ended ${String(progress.state)} at ${completedAt}.`;
    return { ...progress.result('nothing-to-cancel', reason), deploymentId: undefined };
  }
  return progress.result(outcomeOf(stage), reasonForEnd(stage, deploymentId));
}
