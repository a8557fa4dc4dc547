import { type EndStage, stageOf } from '../model/deployment.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Failure, ServiceReading } from '../ports.ts';

/** What was known when a service was read in order to decide what to do about it. */
export interface Situation {
  readonly reading: ServiceReading;
  /** The error with which Proton refused the cancel request, if it did. */
  readonly refusal: Failure | undefined;
  /**
   * When a cancel request went out that Proton may have carried out without anybody hearing of it, in milliseconds since
   * 1970; undefined where there is none.
   */
  readonly doubtSinceEpoch: number | undefined;
  /** The only deployment that may be cancelled, if the workflow's author named one. */
  readonly wantedDeploymentId: string | undefined;
  readonly dryRun: boolean;
}

/** What to do next. */
export type Decision =
  /** Send the cancel request. */
  | { readonly kind: 'send' }
  /** The deployment is being cancelled already: wait for its end without a request. */
  | { readonly kind: 'join' }
  /** The deployment has ended, and whether before or after the request of unknown fate makes the outcome. */
  | { readonly kind: 'ask-when-it-ended'; readonly stage: EndStage }
  /** Nothing more to do. */
  | {
      readonly kind: 'end';
      readonly outcome: Outcome;
      readonly reason: string;
      readonly failure?: Failure;
    };

/**
 * Decides from the state of a service, never from the text of a message, since Proton does not document what it answers
 * when nothing is in progress.
 */
export function decide(situation: Situation): Decision {
  const { pipeline, serviceStatus } = situation.reading;
  if (pipeline === undefined) {
    return serviceStatus === 'DELETE_IN_PROGRESS'
      ? end('deleted', 'The service is being deleted, and its pipeline is gone.')
      : end('nothing-to-cancel', 'The service has no pipeline.');
  }
  const status = pipeline.deploymentStatus;
  const stage = stageOf(status);
  if (stage !== 'deleted' && hasBegunSinceDoubt(situation)) {
    return end(
      'superseded',
      `Deployment ${String(pipeline.lastAttemptedDeploymentId)} was begun after a cancel request that had no answer; how the one before it ended can't be learned.`,
    );
  }
  switch (stage) {
    case 'deleted':
      return end('deleted', `The pipeline is being or has been deleted: its status is ${String(status)}.`);
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return decideEnded(situation, stage, String(status));
    case 'in-progress':
    case 'cancelling':
    case 'unknown':
      return aboutAnotherDeployment(situation) ?? decideGoingOn(situation, stage);
  }
}

/** Whether the deployment that is read now can't be the one that the request of unknown fate was meant for. */
function hasBegunSinceDoubt({ reading, doubtSinceEpoch }: Situation): boolean {
  const begun = Date.parse(reading.pipeline?.lastDeploymentAttemptedAt ?? '');
  return doubtSinceEpoch !== undefined && begun > doubtSinceEpoch;
}

function decideEnded(situation: Situation, stage: EndStage, status: string): Decision {
  if (situation.doubtSinceEpoch === undefined) {
    return end('nothing-to-cancel', `No deployment is in progress: the last one had already ended ${status}.`);
  }
  return aboutAnotherDeployment(situation) ?? { kind: 'ask-when-it-ended', stage };
}

function aboutAnotherDeployment({ reading, wantedDeploymentId, doubtSinceEpoch }: Situation): Decision | undefined {
  if (wantedDeploymentId === undefined) return undefined;
  const current = reading.pipeline?.lastAttemptedDeploymentId;
  if (current === wantedDeploymentId) return undefined;
  if (current === undefined) {
    const message = `Proton does not say which deployment is in progress, so that ${wantedDeploymentId} can't be told from another.`;
    return end('error', message, ownFailure('UnknownDeployment', message));
  }
  if (doubtSinceEpoch !== undefined) {
    return end(
      'superseded',
      `Deployment ${current} has taken the place of ${wantedDeploymentId} after a cancel request that had no answer; how that one ended can't be learned.`,
    );
  }
  return end(
    'nothing-to-cancel',
    `Deployment ${wantedDeploymentId} is not the one in progress: that is ${current}. Nothing was cancelled.`,
  );
}

function decideGoingOn(situation: Situation, stage: 'in-progress' | 'cancelling' | 'unknown'): Decision {
  switch (stage) {
    case 'cancelling':
      return situation.dryRun
        ? end('nothing-to-cancel', 'The deployment is being cancelled already.')
        : { kind: 'join' };
    case 'in-progress':
      if (situation.refusal !== undefined) {
        return end(
          'error',
          'Proton refused the cancellation, and the deployment is still in progress.',
          situation.refusal,
        );
      }
      return situation.dryRun
        ? end('would-cancel', 'A deployment is in progress. This is a dry run: no request was sent.')
        : { kind: 'send' };
    case 'unknown':
      return decideUnknown(situation);
  }
}

function decideUnknown({ reading, refusal, doubtSinceEpoch }: Situation): Decision {
  const status = String(reading.pipeline?.deploymentStatus);
  if (refusal !== undefined) {
    return end('error', `Proton refused the cancellation, and the deployment's status is ${status}.`, refusal);
  }
  if (doubtSinceEpoch !== undefined) return { kind: 'send' };
  const message = `The deployment's status is ${status}, which this version of the action does not know; whether a deployment is in progress can't be told from it.`;
  return end('error', message, ownFailure('UnknownDeploymentStatus', message));
}

function ownFailure(name: string, message: string): Failure {
  return {
    kind: 'unexpected',
    operation: 'GetService',
    name,
    message,
    remedy: 'Nothing was sent. Run the step again without deployment-id and dry-run to cancel whatever is in progress.',
    requestId: undefined,
  };
}

function end(outcome: Outcome, reason: string, failure?: Failure): Decision {
  return failure === undefined ? { kind: 'end', outcome, reason } : { kind: 'end', outcome, reason, failure };
}
