import { isEndStage, stageOf } from '../model/deployment.ts';
import type { Plan } from '../model/plan.ts';
import { errorResult, interruptedResult, outOfTime, reasonForEnd } from '../model/reason.ts';
import type { ServiceResult } from '../model/result.ts';
import type { Answer, Failure, PipelineReading } from '../ports.ts';
import { call, callGetService } from '../traffic/call.ts';
import { Patience } from '../traffic/retry-budget.ts';
import type { Tools } from '../traffic/traffic.ts';
import { boundsOf, conclude, finish, look, type Next, type RequestContext, stoppedShort } from './look.ts';
import type { Progress } from './run.ts';

/** How long the read may take that tells a missing service from a missing pipeline, in milliseconds. */
const confirmationMilliseconds = 5_000;

/**
 * Gets the cancellation of one service under way.
 *
 * @returns the result where the work ends here, or undefined where the end of the deployment has to be waited for
 */
export async function requestCancellation(
  progress: Progress,
  plan: Plan,
  tools: Tools,
): Promise<ServiceResult | undefined> {
  const context = { progress, plan, tools, patience: new Patience(tools) };
  // Time lost before the request is a cancellation that comes too late: read first only where the answer decides.
  const readsFirst = plan.dryRun || plan.deploymentId !== undefined;
  let lastFailure = outOfTime('CancelServicePipelineDeployment');
  for (;;) {
    // A guarded request is guarded anew each time: the deployment may have ended since the last look.
    const before: Next = readsFirst ? await look(context, undefined) : { kind: 'send' };
    if (before.kind !== 'send') return settle(before, context);

    const startedAt = tools.clock.now();
    const startedAtEpoch = tools.clock.epoch();
    const answer = await sendCancelRequest(context);
    if (answer === undefined) return stoppedShort(progress, tools, lastFailure);
    if (answer.ok) return accept(answer.value, context);
    lastFailure = answer.failure;

    const after = await reactTo(answer.failure, context, startedAt, startedAtEpoch);
    if (after.kind !== 'send') return settle(after, context);
  }
}

function settle(next: Exclude<Next, { kind: 'send' }>, { progress, plan }: RequestContext): ServiceResult | undefined {
  if (next.kind === 'result') return next.result;
  return plan.waitMilliseconds === 0
    ? progress.result('requested', 'The deployment is being cancelled already; its end was not waited for.')
    : undefined;
}

function sendCancelRequest(context: RequestContext): Promise<Answer<PipelineReading> | undefined> {
  const { progress, tools } = context;
  return call(progress, tools, {
    ...boundsOf(context),
    operation: 'CancelServicePipelineDeployment',
    send: (limits) => tools.proton.cancelServicePipelineDeployment(progress.serviceName, limits),
    beforeSend: () => progress.markSent(),
  });
}

/** Proton has taken the request: the status in its answer counts, and a terminal one ends the work. */
function accept(reading: PipelineReading, { progress, plan }: RequestContext): ServiceResult | undefined {
  const hit = reading.pipeline?.lastAttemptedDeploymentId;
  progress.follow(hit ?? plan.deploymentId);
  progress.see(reading);
  if (plan.deploymentId !== undefined && hit !== undefined && hit !== plan.deploymentId) {
    return progress.result(
      'superseded',
      `The request hit deployment ${hit}, which took the place of ${plan.deploymentId} after it had been read.`,
    );
  }
  const stage = stageOf(reading.pipeline?.deploymentStatus);
  if (isEndStage(stage)) return progress.result(stage, reasonForEnd(stage, progress.deploymentId));
  return plan.waitMilliseconds === 0
    ? progress.result('requested', 'Proton accepted the cancellation; its end was not waited for.')
    : undefined;
}

async function reactTo(
  failure: Failure,
  context: RequestContext,
  startedAt: number,
  startedAtEpoch: number,
): Promise<Next> {
  const { progress, tools, patience } = context;
  switch (failure.kind) {
    case 'conflict':
    case 'validation':
      return look(context, failure);
    case 'not-found':
      return confirmMissing(failure, context);
    case 'throttled':
    case 'unreachable':
    case 'clock-skewed':
      if (await patience.allows(failure, startedAt)) return { kind: 'send' };
      return finish(stoppedShort(progress, tools, failure));
    case 'server-fault':
    case 'connection-lost':
    case 'unreadable':
      progress.markDoubt(startedAtEpoch);
      return lookAfterDoubt(failure, context, startedAt);
    case 'interrupted':
      return finish(interruptedResult(progress));
    case 'access-denied':
    case 'credentials-missing':
    case 'credentials-refused':
    case 'region-missing':
    case 'unexpected':
      return finish(errorResult(progress, failure));
  }
}

/**
 * Proton may have carried the request out although no answer says so. Sending it again blindly could hit another
 * deployment, or be refused because the first one worked: look first, even where patience is at its end.
 */
async function lookAfterDoubt(failure: Failure, context: RequestContext, startedAt: number): Promise<Next> {
  const { progress, tools, patience } = context;
  const isPatient = await patience.allows(failure, startedAt);
  if (tools.signal.aborted) return finish(interruptedResult(progress));
  const next = await look(context, undefined);
  return next.kind === 'send' && !isPatient ? finish(errorResult(progress, failure)) : next;
}

/**
 * Proton says that something was not found. The API page does not say whether that is the service or its pipeline, so the
 * service is read once; where that brings nothing, Proton's word stands.
 */
async function confirmMissing(failure: Failure, context: RequestContext): Promise<Next> {
  const { progress, tools } = context;
  const bounds = { until: tools.hardEnd, timeoutMilliseconds: confirmationMilliseconds };
  const answer = await callGetService(progress, tools, bounds);
  if (answer === undefined || !answer.ok) {
    return finish(progress.result('not-found', 'Proton knows no service of this name.'));
  }
  const { pipeline } = answer.value;
  const stage = stageOf(pipeline?.deploymentStatus);
  if (pipeline === undefined || stage === 'deleted') return conclude(context, answer.value, failure);
  progress.see(answer.value);
  switch (stage) {
    case 'in-progress':
    case 'unknown':
      return finish(errorResult(progress, failure));
    case 'cancelling':
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return finish(
        progress.result(
          'not-found',
          `Proton answered the cancel request with ${failure.name}, although it still shows the service, its pipeline ${String(pipeline.deploymentStatus)}.`,
        ),
      );
  }
}
