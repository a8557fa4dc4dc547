import type { UpdateTruth } from '../../../../emulator/cloudformation/state/stack-updates.ts';
import type { StackAftermath } from './stack-scene.ts';
import { type Judge, must, workJudges } from './stack-work-truth.ts';

/** Everything that is not true about what the step said and did; empty if all is well. */
export function stackUntruths(aftermath: StackAftermath): readonly string[] {
  const judges = [outcomeUntruth, errorUntruth, idUntruth, ...workJudges];
  return judges.map((judge: Judge) => judge(aftermath)).filter((untruth) => untruth !== undefined);
}

/** Why the outcome is not the truth, by what the emulator knows. */
const outcomeUntruth: Judge = (aftermath) => {
  const { scene, result, before, updates, milliseconds, status, token } = aftermath;
  const update = updateOf(aftermath);
  const met = updates.find((one) => isMetBy(token, one));
  // If the time of an end could not be learned, the reason has to admit it.
  const isAdmitted = result.reason.kind === 'ended' && !result.reason.isAfterRequest;
  const wasGoingOn = isGoingOn(before) || update?.id !== before?.id;
  const mustHaveEnded = (...ends: readonly (string | undefined)[]): string | undefined =>
    must(
      // An answer without an id may be about any of them.
      ((wasGoingOn || isAdmitted) && ends.includes(update?.status)) ||
        (result.deploymentId === undefined && updates.slice(1).some((other) => ends.includes(other.status))),
      `it ended ${String(update?.status)}`,
    );
  switch (result.outcome) {
    case 'cancelled':
      return (
        mustHaveEnded('UPDATE_ROLLBACK_COMPLETE') ??
        must(isCancelled(update) || isCancelled(met), 'nobody cancelled it')
      );
    case 'succeeded':
      return mustHaveEnded('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE');
    case 'failed':
      return mustHaveEnded('UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED');
    case 'nothing-to-cancel':
      return nothingUntruth(aftermath);
    case 'superseded':
      return must(updates.at(-1)?.id !== before?.id, 'there is no newer update');
    case 'timed-out':
      return must(milliseconds >= scene.waitMilliseconds, 'there was time left');
    case 'requested':
      return must(
        scene.waitMilliseconds === 0 && (met !== undefined || update?.status !== 'UPDATE_IN_PROGRESS'),
        `it is ${String(update?.status)}`,
      );
    case 'would-cancel':
      return must(
        scene.dryRun && (before?.status === 'UPDATE_IN_PROGRESS' || updates.at(-1)?.id !== before?.id),
        'nothing could be cancelled',
      );
    case 'not-found':
      return must(scene.stack === 'absent' || status === 'DELETE_COMPLETE', 'the stack is there');
    case 'deleted':
      return must(status?.startsWith('DELETE_') === true, 'nothing was deleted');
    case 'interrupted':
      return 'nobody interrupted it';
    case 'error':
      // Honest whatever happened, as far as `errorUntruth` does not object.
      return undefined;
  }
};

function nothingUntruth(aftermath: StackAftermath): string | undefined {
  const { scene, result, before, updates, token } = aftermath;
  const { reason } = result;
  const wasCarriedOut = before?.cancelRequests.some((asked) => asked.token === token && asked.verdict === 'accepted');
  const isOtherCancellation = scene.cancelledBefore || scene.cancelledAtMilliseconds !== undefined;
  if (wasCarriedOut === true) return 'the cancellation was carried out';
  switch (reason.kind) {
    case 'rolled-back-by-itself':
      return (
        must(
          updates.some((update) => update.status === 'UPDATE_ROLLBACK_COMPLETE'),
          'it was not rolled back',
        ) ??
        // Without a cause, the text says that who began it could not be determined.
        must(reason.cause === undefined || !isCancelled(before) || updates.length > 1, 'a user cancelled it') ??
        must(reason.cause !== 'User Initiated', 'the cause is a user')
      );
    case 'another-deployment':
      return must(scene.guard === 'wrong' || updates.at(-1)?.id !== before?.id, 'there is no other update');
    case 'already-cancelling':
      return must(scene.dryRun, 'this was no dry run');
    case 'stuck':
      return must(
        updates.some(({ status }) => status === 'UPDATE_FAILED' || status === 'UPDATE_ROLLBACK_FAILED'),
        'it is not stuck',
      );
    default:
      return must(
        updates.length > 1 ||
          before?.id !== updates[0]?.id ||
          updates[0]?.status !== 'UPDATE_IN_PROGRESS' ||
          isOtherCancellation,
        'it goes on',
      );
  }
}

/** An error has to be one: with no fault, only what can't be cancelled is an error. */
const errorUntruth: Judge = ({ scene, result, schedule, before, updates }) => {
  if (result.outcome !== 'error') return undefined;
  switch (result.reason.kind) {
    case 'other-operation':
      return must(scene.stack === 'CREATE_IN_PROGRESS' || scene.stack === 'IMPORT_IN_PROGRESS', 'nothing else went on');
    case 'nested':
      return must(scene.nested, 'it is not nested');
    case 'unidentified':
      return must(scene.guard !== 'none' && schedule.includes('without-id'), 'the update had an id');
    case 'unknown-status':
      return 'every status was known';
    case 'refused-in-progress':
      return must(updates.at(-1)?.id !== before?.id || schedule.includes('stale'), 'it was not refused in progress');
    default:
      return must(
        schedule.some((fault) => fault !== 'none'),
        'nothing went wrong',
      );
  }
};

/** An id that is told has to be that of the update that was there, or of one that this step's request has met. */
const idUntruth: Judge = ({ result, before, updates, scene, token, schedule }) => {
  const { outcome, deploymentId, reason } = result;
  if (deploymentId === undefined) return undefined;
  if (outcome === 'nothing-to-cancel' || outcome === 'not-found') return 'an id is told, though nothing was cancelled';
  if (scene.guard !== 'none') {
    const isOfGuard = scene.guard === 'wrong' || deploymentId === before?.id;
    return must(isOfGuard || reason.kind === 'superseded', `the guard let ${deploymentId} through`);
  }
  const named = updates.find(({ id }) => id === deploymentId);
  if (named === undefined) return 'there is no such update';
  const isMet = named.cancelRequests.some((asked) => asked.token === token);
  const isHonest =
    outcome === 'error' || outcome === 'superseded' || outcome === 'would-cancel' || outcome === 'deleted';
  const mayBeAnother = scene.updatedAtMilliseconds !== undefined || scene.supersededAfterMilliseconds !== undefined;
  const isRight = named.id === before?.id || isMet || isHonest || (mayBeAnother && schedule.length > 0);
  return must(isRight, `the id is ${deploymentId}, and should be ${String(before?.id)}`);
};

/** The update that the result is about: as it says, else the one that this step's request met, else the first. */
function updateOf({ result, before, updates, token }: StackAftermath): UpdateTruth | undefined {
  const named = updates.find(({ id }) => id === result.deploymentId);
  const first = updates.find(({ id }) => id === before?.id) ?? updates[0];
  return named ?? updates.find((update) => isMetBy(token, update)) ?? first;
}

function isMetBy(token: string, { cancelRequests }: UpdateTruth): boolean {
  return cancelRequests.some((asked) => asked.token === token && asked.verdict === 'accepted');
}

function isGoingOn(update: UpdateTruth | undefined): boolean {
  return update?.status.endsWith('_IN_PROGRESS') === true;
}

function isCancelled(update: UpdateTruth | undefined): boolean {
  return update?.cancelRequestedAtMilliseconds !== undefined;
}
