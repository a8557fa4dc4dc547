import type { Outcome } from '../model/outcome.ts';
import type { Reason } from '../model/reason.ts';
import type { EndReading, Reading } from '../ports.ts';
import type { TargetRun } from './run.ts';

/** No rollback of a stack, and no update after it, comes about in less than this. Milliseconds. */
const shortestRollbackMilliseconds = 3_000;

/** What a reading means for the wait. */
export type Judgement =
  /** The deployment goes on. */
  | { readonly kind: 'going-on' }
  | { readonly kind: 'end'; readonly outcome: Outcome; readonly reason: Reason }
  /** Another deployment has taken its place: its own record has to say how it ended. */
  | { readonly kind: 'ask-how-it-ended'; readonly successor: string | undefined }
  /** It was rolled back: its own record has to say who began that. */
  | { readonly kind: 'ask-who-rolled-back' };

/** Judges the state of a target whose cancellation was accepted or joined. */
export function judge(run: TargetRun, reading: Reading): Judgement {
  if (reading.stage === 'absent') return end('deleted', { kind: 'deleted', what: 'pipeline-gone' });
  if (reading.stage === 'deleted') return end('deleted', { kind: 'deleted', what: 'being-deleted' });
  if (isOfSuccessor(run, reading)) return { kind: 'ask-how-it-ended', successor: reading.deploymentId };
  switch (reading.stage) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return ended(reading.stage);
    case 'stuck':
      return ended('failed');
    case 'rolled-back':
      // AWS accepts a cancellation only while the update is in progress, so that an accepted one began the rollback.
      return run.requestState === 'accepted' ? ended('cancelled') : { kind: 'ask-who-rolled-back' };
    case 'at-rest':
      return { kind: 'ask-how-it-ended', successor: undefined };
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'other-operation':
    case 'unknown':
      return reading.isBeingDeleted ? end('deleted', { kind: 'deleted', what: 'being-deleted' }) : { kind: 'going-on' };
  }
}

/** Judges the record of a deployment whose place another has taken. `successor`: that one, if it is known. */
export function judgeRecord(
  run: Pick<TargetRun, 'requestState'>,
  record: EndReading,
  successor: string | undefined,
): Judgement {
  switch (record.stage) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return ended(record.stage, successor);
    case 'stuck':
      return ended('failed', successor);
    case 'deleted':
      return end('deleted', { kind: 'deleted', what: 'being-deleted' });
    case 'rolled-back':
      return run.requestState === 'accepted' ? ended('cancelled', successor) : rolledBackByItself(record.rollbackCause);
    case 'in-progress':
    case 'cancelling':
    case 'rolling-back':
    case 'other-operation':
    case 'at-rest':
    case 'absent':
    case 'unknown':
      return { kind: 'going-on' };
  }
}

/** The judgement on a rollback that no cancellation began. `cause`: AWS's words. */
export function rolledBackByItself(cause: string | undefined): Judgement {
  return end('nothing-to-cancel', { kind: 'rolled-back-by-itself', cause });
}

/** The judgement on a deployment that ended after the request. */
export function ended(stage: 'cancelled' | 'succeeded' | 'failed', successor?: string): Judgement {
  return end(stage, { kind: 'ended', stage, successor, isAfterRequest: true });
}

/**
 * Whether a reading is about a deployment that has taken the place of the followed one. The id says so; without one, a
 * success after a rollback, or the time at which it was begun.
 */
function isOfSuccessor(run: TargetRun, { stage, deploymentId, begunAtEpoch }: Reading): boolean {
  if (run.deploymentId !== undefined && deploymentId !== undefined) return deploymentId !== run.deploymentId;
  // What is rolled back never succeeds.
  if (stage === 'succeeded' && run.timeline.hasRollback) return true;
  if (begunAtEpoch === undefined) return false;
  if (run.begunAtEpoch !== undefined) return begunAtEpoch !== run.begunAtEpoch;
  return run.sentAt !== undefined && begunAtEpoch > run.traffic.awsTime.at(run.sentAt).latest;
}

/**
 * Whether the first id that is read after an accepted request may be that of a successor: its deployment was begun in the
 * second of the request, or was read so late that a rollback could be over by then. The token finds the right one.
 */
export function mayBeOfSuccessor(run: TargetRun, { deploymentId, begunAtEpoch }: Reading): boolean {
  const { traffic, sentAt } = run;
  const isOpen = run.isHitUnknown && run.deploymentId === undefined && deploymentId !== undefined;
  if (!isOpen || sentAt === undefined || !traffic.service.findsEndByToken) return false;
  return begunAtEpoch === undefined
    ? traffic.clock.now() - sentAt > shortestRollbackMilliseconds
    : begunAtEpoch > traffic.awsTime.at(sentAt).earliest;
}

function end(outcome: Outcome, reason: Reason): Judgement {
  return { kind: 'end', outcome, reason };
}
