import type { Failure, Operation } from '../ports.ts';
import type { Progress } from '../target/run.ts';
import type { EndStage } from './deployment.ts';
import type { ServiceResult } from './result.ts';

/** Why a deployment that reached its end has the outcome that it has. */
export function reasonForEnd(stage: EndStage, deploymentId: string | undefined): string {
  const deployment = deploymentId === undefined ? 'The deployment' : `Deployment ${deploymentId}`;
  switch (stage) {
    case 'cancelled':
      return `${deployment} was cancelled.`;
    case 'succeeded':
      return `${deployment} finished before the cancellation began: the cancellation had no effect.`;
    case 'failed':
      return `${deployment} ended FAILED: the cancellation attempt failed.`;
    case 'deleted':
      return 'The pipeline or its service is being or has been deleted.';
  }
}

/** A call that was never made because the time for it had run out. */
export function outOfTime(operation: Operation): Failure {
  return {
    kind: 'unexpected',
    operation,
    name: 'OutOfTime',
    message: 'The time that wait-for-minutes leaves was over before the call could be sent.',
    remedy:
      'Run the step again. With many services, or while Proton throttles, set wait-for-minutes so that all requests have time to go out.',
    requestId: undefined,
  };
}

/** The result of a request or a wait that could not be carried out. */
export function errorResult(progress: Progress, failure: Failure): ServiceResult {
  const reason = progress.sent
    ? `${failure.operation} failed with ${failure.name}${doubtClause(progress)}`
    : `${failure.operation} failed with ${failure.name}. No cancellation was requested.`;
  return progress.result('error', reason, failure);
}

function doubtClause(progress: Progress): string {
  if (progress.state === undefined) {
    return progress.doubtSinceEpoch === undefined
      ? '. No cancellation was begun.'
      : '. Whether Proton received the cancel request is not known.';
  }
  return `. The deployment was last seen ${progress.state}; AWS carries on.`;
}

/** The result of a run that was cancelled while this service was worked on. */
export function interruptedResult(progress: Progress): ServiceResult {
  return progress.result('interrupted', interruptedReason(progress));
}

function interruptedReason({ sent, state }: Progress): string {
  const cause = 'The workflow run was cancelled';
  if (!sent) {
    return state === undefined
      ? `${cause} before the cancel request was sent: nothing was requested, and the deployment goes on.`
      : `${cause}. This step had sent no cancel request: the deployment was ${state}, and AWS carries on.`;
  }
  return state === undefined
    ? `${cause} while the cancel request was on its way. If Proton has received it, AWS goes on cancelling.`
    : `${cause} during the wait; the deployment was ${state}. AWS carries on with the cancellation.`;
}

/** The result of a wait whose time is over. `setback`: why the last read failed, if it did. */
export function timedOutResult(progress: Progress, setback: Failure | undefined): ServiceResult {
  const seen =
    progress.state === undefined ? 'no status was ever read' : `the deployment was last seen ${progress.state}`;
  const fault = setback === undefined ? '' : ` The last read failed (${setback.name}).`;
  return progress.result('timed-out', `The time to wait is over; ${seen}.${fault} AWS carries on.`, setback);
}
