import { isGoingOn } from '../model/deployment.ts';
import { type Failure, ownFailure } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/reason.ts';
import type { Reading } from '../ports.ts';
import type { Situation } from './situation.ts';

/** What to do next. */
export type Decision =
  /** Send the cancel request. */
  | { readonly kind: 'send' }
  /** The deployment is being cancelled or rolled back already, or its end isn't certain: wait for it without a request. */
  | { readonly kind: 'join' }
  /** The request in doubt may have ended the deployment, or met one that had ended: its own record has to say. */
  | AskEnd
  /** Nothing more to do. */
  | Ending;

/** `successor`: the deployment that is read, if it has taken the place of the other. `otherwise`: the end if no record says anything. */
export interface AskEnd {
  readonly kind: 'ask-end';
  readonly successor: string | undefined;
  readonly isSuperseded: boolean;
  readonly otherwise?: Ending;
}

/** How the work on a target ends. */
export interface Ending {
  readonly kind: 'end';
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly failure?: Failure;
}

/**
 * Decides from the state of a target, never from the text of a message: AWS does not document what it answers when nothing
 * is in progress.
 */
export function decide(situation: Situation): Decision {
  const { reading, isInDoubt, dryRun } = situation;
  const { status } = reading;
  if (!situation.hasBegun && !isInDoubt) return aboutNothingBegun(reading);
  switch (reading.stage) {
    case 'absent':
      return aboutAbsent(situation);
    case 'deleted':
      return end('deleted', { kind: 'deleted', what: 'being-deleted' });
    case 'cleaning-up':
      return reading.nestedIn === undefined || dryRun ? aboutEnded(situation) : aboutOpenCleanup(situation);
    case 'rolled-back':
      if (situation.asksWhyRolledBack && !isInDoubt && !dryRun) return { kind: 'join' };
      return aboutEnded(situation);
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return aboutEnded(situation);
    case 'stuck':
      return isInDoubt ? aboutEndInDoubt(situation) : end('nothing-to-cancel', { kind: 'stuck', status });
    case 'at-rest':
    case 'other-rollback':
      if (isInDoubt && situation.followedId !== undefined) return aboutEndInDoubt(situation);
      return aboutDeletion(reading) ?? end('nothing-to-cancel', { kind: 'no-deployment', status });
    case 'other-operation':
      return end('not-cancellable', { kind: 'other-operation', status });
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'unknown':
      return (
        aboutSuccessor(situation) ??
        aboutDeletion(reading) ??
        aboutAnotherDeployment(situation) ??
        aboutGoingOn(situation, reading.stage)
      );
  }
}

function aboutNothingBegun(reading: Reading): Ending {
  const { stage, status } = reading;
  return (
    aboutDeletion(reading) ??
    end('nothing-to-cancel', { kind: 'nothing-began', status, isInProgress: isGoingOn(stage) })
  );
}

function aboutAbsent({ reading, wasSeen }: Situation): Decision {
  if (reading.isBeingDeleted) return end('deleted', { kind: 'deleted', what: 'being-deleted' });
  return wasSeen
    ? end('deleted', { kind: 'deleted', what: 'pipeline-gone' })
    : end('nothing-to-cancel', { kind: 'no-deployment', status: reading.status });
}

function aboutEnded(situation: Situation): Decision {
  const { reading, refusal } = situation;
  if (situation.isInDoubt) return aboutEndInDoubt(situation);
  // It was refused while it was in progress, and has finished since.
  if (refusal !== undefined && reading.nestedIn !== undefined && situation.wasInProgress) {
    return end('not-cancellable', { kind: 'nested', root: reading.nestedIn });
  }
  const reason = { kind: 'already-ended', status: reading.status, endedAt: undefined } as const;
  return aboutDeletion(reading) ?? end('nothing-to-cancel', reason);
}

/** The root of a nested stack that cleans up may still roll it back. */
function aboutOpenCleanup(situation: Situation): Decision {
  if (situation.isInDoubt && isAnother(situation)) return aboutEndInDoubt(situation);
  return aboutSuccessor(situation) ?? aboutAnotherDeployment(situation) ?? { kind: 'join' };
}

function aboutDeletion({ isBeingDeleted }: Reading): Ending | undefined {
  return isBeingDeleted ? end('deleted', { kind: 'deleted', what: 'being-deleted' }) : undefined;
}

/** A deployment has ended, and a request in doubt may have had to do with it. */
function aboutEndInDoubt(situation: Situation): Decision {
  return aboutSuccessor(situation) ?? { kind: 'ask-end', successor: undefined, isSuperseded: false };
}

/**
 * Whether the deployment that is read can't be the one that the request in doubt was meant for. An id says so for
 * certain; only without one does the time count.
 */
function aboutSuccessor({ reading, isInDoubt, isBegunAfterDoubt, followedId }: Situation): Decision | undefined {
  if (!isInDoubt) return undefined;
  const isAnother =
    followedId !== undefined && reading.deploymentId !== undefined
      ? reading.deploymentId !== followedId
      : isBegunAfterDoubt;
  return isAnother ? { kind: 'ask-end', successor: reading.deploymentId, isSuperseded: true } : undefined;
}

function isAnother({ reading, wantedId }: Situation): boolean {
  return wantedId !== undefined && reading.deploymentId !== wantedId;
}

function aboutAnotherDeployment(situation: Situation): Ending | undefined {
  const { reading, wantedId } = situation;
  if (wantedId === undefined || !isAnother(situation)) return undefined;
  if (reading.deploymentId === undefined) {
    return end('error', { kind: 'unidentified', wanted: wantedId }, ownFailure('unidentified', 'read-state'));
  }
  return end('nothing-to-cancel', {
    kind: 'another-deployment',
    wanted: wantedId,
    current: reading.deploymentId,
    isInProgress: reading.stage === 'in-progress' || reading.stage === 'unknown',
  });
}

function aboutGoingOn(
  situation: Situation,
  stage: 'in-progress' | 'cancelling' | 'rolling-back' | 'unknown',
): Decision {
  const { reading, dryRun } = situation;
  switch (stage) {
    case 'cancelling':
    case 'rolling-back':
      return dryRun
        ? end('nothing-to-cancel', { kind: 'already-cancelling', status: reading.status })
        : { kind: 'join' };
    case 'in-progress':
      return aboutInProgress(situation);
    case 'unknown':
      return aboutUnknown(situation);
  }
}

function aboutInProgress({ reading, refusal, isInDoubt, hasBegun, dryRun }: Situation): Decision {
  const { status, nestedIn, deploymentId } = reading;
  // The request in doubt was for one that had begun since the baseline: this one isn't to be cancelled.
  if (isInDoubt && !hasBegun) return { kind: 'ask-end', successor: deploymentId, isSuperseded: true };
  if ((refusal !== undefined || dryRun) && reading.isFirstDeployment === true) {
    return end('not-cancellable', { kind: 'first-deployment' });
  }
  if (refusal === undefined) return dryRun ? end('would-cancel', { kind: 'in-progress', nestedIn }) : { kind: 'send' };
  const refused =
    nestedIn === undefined
      ? end('error', { kind: 'refused-in-progress', status }, refusal)
      : end('not-cancellable', { kind: 'nested', root: nestedIn });
  // AWS refuses a token that it has taken before: the request in doubt may have met the deployment before.
  return isInDoubt ? { kind: 'ask-end', successor: undefined, isSuperseded: false, otherwise: refused } : refused;
}

function aboutUnknown({ reading: { status }, refusal, isInDoubt }: Situation): Decision {
  if (refusal !== undefined) return end('error', { kind: 'unknown-status', status }, refusal);
  if (isInDoubt) return { kind: 'send' };
  return end('error', { kind: 'unknown-status', status }, ownFailure('unidentified', 'read-state'));
}

function end(outcome: Outcome, reason: Reason, failure?: Failure): Ending {
  return failure === undefined ? { kind: 'end', outcome, reason } : { kind: 'end', outcome, reason, failure };
}
