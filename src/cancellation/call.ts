import type { Progress } from './progress.ts';
import type { Answer, CallLimits, Failure, Operation } from './proton.ts';
import { attemptMilliseconds, type Tools } from './tools.ts';

/** One attempt of a call: what it is, how it is sent, and how long it may take. */
export interface Attempt<Value> {
  readonly operation: Operation;
  readonly send: (limits: CallLimits) => Promise<Answer<Value>>;
  /** Runs right before the call goes out. */
  readonly beforeSend?: () => void;
  /** Milliseconds of the clock after which the call is no longer worth sending. */
  readonly until: number;
  /** Milliseconds that the attempt may take; `attemptMilliseconds` where it does not say. */
  readonly timeoutMilliseconds?: number;
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
