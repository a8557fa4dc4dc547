import { isEndStage, stageOf } from '../model/deployment.ts';
import type { Plan } from '../model/plan.ts';
import { errorResult, interruptedResult, reasonForEnd, timedOutResult } from '../model/reason.ts';
import type { ServiceResult } from '../model/result.ts';
import { type DeploymentReading, type Failure, mayPass, type ServiceReading } from '../ports.ts';
import { callGetDeployment, callGetService } from '../traffic/call.ts';
import { delayBeforeRead } from '../traffic/poll-interval.ts';
import type { Tools } from '../traffic/traffic.ts';
import type { Progress } from './run.ts';

/** How long GetDeployment is asked in vain about a deployment whose place another has taken, in milliseconds. */
const askingMilliseconds = 30_000;

/** A moment past the deadline in which the last look of a service may still get its turn, in milliseconds. */
const lastLookMilliseconds = 1_000;

/** The wait for the end of one service's deployment. */
interface Wait {
  readonly progress: Progress;
  readonly plan: Plan;
  readonly tools: Tools;
  /** Another deployment has taken the place of the followed one, which GetDeployment is asked about since then. */
  takenOver: { readonly by: string; readonly since: number; answered: boolean } | undefined;
  /** The last failure to read, if the last read failed. */
  setback: Failure | undefined;
}

/**
 * Waits until the deployment has ended, the time is over, the run is cancelled, or waiting can't help any more.
 * Reads the service, and, once another deployment has taken its place, the deployment itself.
 */
export async function awaitEnd(progress: Progress, plan: Plan, tools: Tools): Promise<ServiceResult> {
  const wait: Wait = { progress, plan, tools, takenOver: undefined, setback: undefined };
  for (;;) {
    await pause(wait);
    const isLastLook = tools.clock.now() >= tools.deadline;
    const result = await read(wait);
    if (result !== undefined) return result;
    if (tools.signal.aborted) return interruptedResult(progress);
    if (isLastLook || tools.clock.now() >= tools.deadline) return outOfTimeResult(wait);
  }
}

async function pause({ progress, plan, tools }: Wait): Promise<void> {
  const { clock, random, signal, observe, deadline, startedAt } = tools;
  const delay = delayBeforeRead(progress.waitedMilliseconds, plan.maxPollIntervalMilliseconds, random());
  const delayMilliseconds = Math.max(Math.min(delay, deadline - clock.now()), 0);
  const { serviceName } = progress;
  observe({ type: 'pause', serviceName, delayMilliseconds, atMilliseconds: clock.now() - startedAt });
  await clock.sleep(delayMilliseconds, signal);
}

async function read(wait: Wait): Promise<ServiceResult | undefined> {
  return wait.takenOver === undefined ? readService(wait) : readDeployment(wait);
}

async function readService(wait: Wait): Promise<ServiceResult | undefined> {
  const { progress, tools } = wait;
  const answer = await callGetService(progress, tools, { until: tools.deadline + lastLookMilliseconds });
  if (answer === undefined) return undefined;
  if (!answer.ok) return reactToFailedRead(wait, answer.failure);
  wait.setback = undefined;
  return evaluate(wait, answer.value);
}

async function evaluate(wait: Wait, reading: ServiceReading): Promise<ServiceResult | undefined> {
  const { progress } = wait;
  const { pipeline, serviceStatus } = reading;
  if (pipeline === undefined) return progress.result('deleted', 'The pipeline was deleted while it was waited for.');

  const successor = successorIn(wait, reading);
  if (successor !== undefined) return startAsking(wait, successor);

  progress.follow(pipeline.lastAttemptedDeploymentId);
  progress.see(reading);
  const stage = stageOf(pipeline.deploymentStatus);
  if (isEndStage(stage)) return progress.result(stage, reasonForEnd(stage, progress.deploymentId));
  return serviceStatus === 'DELETE_IN_PROGRESS'
    ? progress.result('deleted', 'The service is being deleted.')
    : undefined;
}

/** Names the deployment that has taken the place of the followed one, if a reading shows one. */
function successorIn({ progress }: Wait, { pipeline }: ServiceReading): string | undefined {
  const current = pipeline?.lastAttemptedDeploymentId;
  if (progress.deploymentId !== undefined) {
    return current === undefined || current === progress.deploymentId ? undefined : current;
  }
  // The answer to the request named no deployment: the time at which it was begun tells it from another.
  const begun = progress.pipeline?.lastDeploymentAttemptedAt;
  const isTheSame = begun === undefined || begun === pipeline?.lastDeploymentAttemptedAt;
  return isTheSame ? undefined : (current ?? 'another deployment');
}

async function startAsking(wait: Wait, successor: string): Promise<ServiceResult | undefined> {
  wait.takenOver = { by: successor, since: wait.tools.clock.now(), answered: false };
  return readDeployment(wait);
}

async function readDeployment(wait: Wait): Promise<ServiceResult | undefined> {
  const { progress, tools } = wait;
  const { deploymentId } = progress;
  if (deploymentId === undefined) return supersededResult(wait);
  const bounds = { until: tools.deadline + lastLookMilliseconds };
  const answer = await callGetDeployment(deploymentId, progress, tools, bounds);
  if (answer === undefined) return undefined;
  return answer.ok ? evaluateDeployment(wait, answer.value) : reactToFailedAsking(wait, answer.failure);
}

function evaluateDeployment(wait: Wait, reading: DeploymentReading): ServiceResult | undefined {
  const { progress } = wait;
  if (wait.takenOver !== undefined) wait.takenOver.answered = true;
  wait.setback = undefined;
  const { deploymentStatus, deploymentStatusMessage } = reading;
  progress.see({ pipeline: { ...progress.pipeline, deploymentStatus, deploymentStatusMessage }, spec: undefined });
  const stage = stageOf(deploymentStatus);
  if (!isEndStage(stage)) return undefined;
  return progress.result(
    stage,
    `${reasonForEnd(stage, progress.deploymentId)} Deployment ${String(wait.takenOver?.by)} has taken its place since.`,
  );
}

/** What may pass is waited out until the deadline; what can't get better ends the wait at once. */
function reactToFailedRead(wait: Wait, failure: Failure): ServiceResult | undefined {
  const { progress, tools } = wait;
  if (tools.signal.aborted) return interruptedResult(progress);
  if (mayPass(failure.kind)) {
    wait.setback = failure;
    return undefined;
  }
  return failure.kind === 'not-found'
    ? progress.result('deleted', 'The service was deleted while its deployment was waited for.')
    : errorResult(progress, failure);
}

/** How the followed deployment ended can be learned from GetDeployment alone: it is asked in vain for a while only. */
function reactToFailedAsking(wait: Wait, failure: Failure): ServiceResult | undefined {
  const { progress, takenOver, tools } = wait;
  if (tools.signal.aborted) return interruptedResult(progress);
  wait.setback = failure;
  const isAskedInVain =
    takenOver?.answered !== true && tools.clock.now() - (takenOver?.since ?? 0) > askingMilliseconds;
  return mayPass(failure.kind) && !isAskedInVain ? undefined : supersededResult(wait);
}

function supersededResult({ progress, takenOver, setback }: Wait): ServiceResult {
  const followed = progress.deploymentId ?? 'the one that was cancelled';
  const why = setback === undefined ? '' : ` (GetDeployment: ${setback.name})`;
  return progress.result(
    'superseded',
    `Deployment ${String(takenOver?.by)} has taken the place of ${followed}, and how that one ended can't be learned${why}.`,
  );
}

function outOfTimeResult(wait: Wait): ServiceResult {
  const { takenOver, progress, setback } = wait;
  return takenOver !== undefined && !takenOver.answered ? supersededResult(wait) : timedOutResult(progress, setback);
}
