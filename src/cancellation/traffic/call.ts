import type { Answer, CallLimits, DeploymentReading, Failure, Operation, ServiceReading } from '../ports.ts';
import type { Progress } from '../target/run.ts';
import { attemptMilliseconds, type Tools } from './traffic.ts';

/** How long a call may wait for its turn, and then take. */
export interface CallBounds {
  /** Milliseconds of the clock after which the call is no longer worth sending. */
  readonly until: number;
  /** Milliseconds that the attempt may take; `attemptMilliseconds` where it does not say. */
  readonly timeoutMilliseconds?: number;
}

/** One attempt of a call: what it is, how it is sent, and how long it may take. */
export interface Attempt<Value> extends CallBounds {
  readonly operation: Operation;
  readonly send: (limits: CallLimits) => Promise<Answer<Value>>;
  /** Runs right before the call goes out. */
  readonly beforeSend?: () => void;
}

/** Reads the service: one attempt, as `call` makes it. */
export function callGetService(
  progress: Progress,
  tools: Tools,
  bounds: CallBounds,
): Promise<Answer<ServiceReading> | undefined> {
  const send = (limits: CallLimits): Promise<Answer<ServiceReading>> =>
    tools.proton.getService(progress.serviceName, limits);
  return call(progress, tools, { ...bounds, operation: 'GetService', send });
}

/** Reads one deployment of the service: one attempt, as `call` makes it. */
export function callGetDeployment(
  deploymentId: string,
  progress: Progress,
  tools: Tools,
  bounds: CallBounds,
): Promise<Answer<DeploymentReading> | undefined> {
  const send = (limits: CallLimits): Promise<Answer<DeploymentReading>> =>
    tools.proton.getDeployment(deploymentId, progress.serviceName, limits);
  return call(progress, tools, { ...bounds, operation: 'GetDeployment', send });
}

/**
 * Makes one attempt when its turn has come, and tells the observer and the pace how it went.
 *
 * @returns undefined where the turn never came: the run was cancelled, or `until` has passed; nothing was sent
 */
export async function call<Value>(
  progress: Progress,
  tools: Tools,
  attempt: Attempt<Value>,
): Promise<Answer<Value> | undefined> {
  const { operation } = attempt;
  const { serviceName } = progress;
  const isRead = operation !== 'CancelServicePipelineDeployment';
  if (isRead && !(await tools.reads.turn(tools.signal, attempt.until))) return undefined;
  if (!(await tools.calls.turn(tools.signal, attempt.until))) return undefined;

  const sentAt = tools.clock.now();
  const timeoutMilliseconds = Math.min(attempt.timeoutMilliseconds ?? attemptMilliseconds, tools.hardEnd - sentAt);
  if (timeoutMilliseconds <= 0) return undefined;
  attempt.beforeSend?.();
  tools.observe({ type: 'call', serviceName, operation, atMilliseconds: sentAt - tools.startedAt });
  const answer = await attempt.send({ timeoutMilliseconds, signal: tools.signal });
  const atMilliseconds = tools.clock.now() - tools.startedAt;
  if (answer.ok) {
    tools.observe({ type: 'answer', serviceName, operation, requestId: answer.requestId, atMilliseconds });
  } else {
    tools.observe({ type: 'setback', serviceName, failure: answer.failure, atMilliseconds });
  }
  keepPace(tools, sentAt, answer.ok ? undefined : answer.failure);
  return answer;
}

function keepPace(tools: Tools, sentAt: number, failure: Failure | undefined): void {
  if (failure?.kind === 'throttled') {
    tools.calls.throttled(sentAt);
  } else if (failure === undefined || cameFromProton(failure)) {
    tools.calls.passed();
    tools.lastAnswerAt = tools.clock.now();
  }
}

function cameFromProton({ kind }: Failure): boolean {
  switch (kind) {
    case 'conflict':
    case 'validation':
    case 'not-found':
    case 'access-denied':
    case 'server-fault':
    case 'credentials-refused':
    case 'clock-skewed':
      return true;
    case 'throttled':
    case 'credentials-missing':
    case 'region-missing':
    case 'unreachable':
    case 'connection-lost':
    case 'unreadable':
    case 'interrupted':
    case 'unexpected':
      return false;
  }
}
