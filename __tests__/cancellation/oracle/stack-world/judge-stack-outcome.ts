import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { must } from '../must.ts';
import { certainty, certaintyAt } from '../world/certainty.ts';
import { judgeError } from './judge-stack-error.ts';
import { judgeNothing } from './judge-stack-nothing.ts';
import { judgeSuperseded } from './judge-stack-superseded.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';
import { isFoundLate, isNamedBefore, isRollingBack, subjects } from './stack-subjects.ts';
import { type Change, isAtRest, type Update } from './stack-update.ts';

/** Whether the outcome is the truth, or the best that anybody could know. */
export const judgeOutcome: StackJudge = (facts) => {
  const { result, scene, endedAt } = facts.aftermath;
  const { met, guarded } = facts;
  const isTwin = guarded !== undefined && facts.twins.includes(guarded);
  const isStrange = scene.guard !== 'none' && met !== undefined && met !== guarded && !isTwin && facts.isMetRead;
  if (isStrange && !['superseded', 'error', 'interrupted'].includes(result.outcome)) {
    return 'the request hit a successor of the guarded update';
  }
  switch (result.outcome) {
    case 'cancelled':
      return judgeEnd(facts, (update) =>
        countsAsCancelled(facts, update) ? facts.whenWas(update, 'UPDATE_ROLLBACK_COMPLETE') : [],
      );
    case 'succeeded':
      return judgeEnd(facts, (update) => facts.whenWas(update, ...success(scene.nested)));
    case 'failed':
      return judgeEnd(facts, (update) => facts.whenWas(update, 'UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED'));
    case 'nothing-to-cancel':
      return judgeNothing(facts);
    case 'superseded':
      return judgeSuperseded(facts);
    case 'timed-out':
      return judgeTimedOut(facts);
    case 'requested':
      return judgeRequested(facts);
    case 'would-cancel':
      return must(
        scene.dryRun && facts.states.some(({ view }) => view.change.status === 'UPDATE_IN_PROGRESS'),
        'nothing could be cancelled',
      );
    case 'not-cancellable':
      return judgeNotCancellable(facts);
    case 'deleted':
      return must(facts.at(endedAt)?.status.startsWith('DELETE_') === true, 'nothing was deleted');
    case 'interrupted':
      return must(scene.stoppedAt !== undefined && endedAt >= scene.stoppedAt, 'nobody stopped it');
    case 'not-found':
      return judgeNotFound(facts);
    case 'error':
      return judgeError(facts);
  }
};

/**
 * Rolled back after an accepted request, it counts as cancelled, whatever undid it. A rollback that somebody began to repair
 * the stack says "User Initiated" as well: only the events tell it from a cancellation.
 */
function countsAsCancelled(facts: StackFacts, update: Update): boolean {
  if (update.cancelledAt !== undefined || (facts.accepted !== undefined && facts.isAskedInVain)) return true;
  if (facts.untraceable.includes(update) || (facts.accepted !== undefined && update === facts.anonymous)) return true;
  return (
    !facts.hasRead(({ update: each, status }) => each === update && status !== 'UPDATE_IN_PROGRESS') &&
    facts.states.some(({ view }) => view.change.update === update && isByUser(view.change))
  );
}

function isByUser({ status, reason }: Change): boolean {
  return status === 'UPDATE_ROLLBACK_IN_PROGRESS' && reason === 'User Initiated';
}

/** For a nested stack the cleanup is no point of no return. */
function success(nested: boolean): readonly StackStatus[] {
  return nested ? ['UPDATE_COMPLETE'] : ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'];
}

/** An update that the step may speak of ended so, and it did not speak before. `endsOf`: when it ended so. */
function judgeEnd(facts: StackFacts, endsOf: (update: Update) => readonly number[]): string | undefined {
  const { result, scene, life } = facts.aftermath;
  // Without events, nobody knows whose rollback it is that a state without an id shows.
  const isNameless = facts.isAskedInVain && !scene.rollbacksHaveIds;
  const candidates = isNameless ? (life?.updates ?? []) : subjects(facts);
  const isTwin = isNameless || facts.twins.some(({ id }) => id === result.deploymentId);
  const isTold = ({ id }: Update): boolean => isTwin || result.deploymentId === undefined || result.deploymentId === id;
  const { anonymous } = facts;
  const about = result.deploymentId === undefined ? facts.met : facts.update(result.deploymentId);
  const alike = [...facts.twinsOf(about), ...(anonymous === undefined ? [] : [anonymous])];
  const told = [...candidates.filter(isTold), ...alike];
  if (told.length === 0) {
    return `the result is about ${String(result.deploymentId)}, and should be about ${idsOf(candidates)}`;
  }
  const ends = told.flatMap(endsOf);
  if (ends.length === 0) {
    const truth = told.map((update) => facts.courseOf(update).at(-1)?.status).join(' or ');
    return `the truth is ${truth}`;
  }
  return judgeTimes(facts, told, ends);
}

function isCleaningUp({ status }: Change): boolean {
  return status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
}

function judgeTimes(facts: StackFacts, told: readonly Update[], ends: readonly number[]): string | undefined {
  const { result, requests, endedAt, scene } = facts.aftermath;
  const { reason, waitedMilliseconds } = result;
  const { firstSentAt, accepted } = facts;
  const successor = reason.kind === 'ended' ? reason.successor : undefined;
  const isLater = told.some(
    (update) => (facts.update(successor)?.begunAt ?? Number.NEGATIVE_INFINITY) > update.begunAt,
  );
  if (successor !== undefined && !isLater) return 'the successor is not newer';
  if (
    reason.kind === 'ended' &&
    reason.isAfterRequest &&
    firstSentAt !== undefined &&
    ends.every((end) => end < firstSentAt - Math.max(certainty, certaintyAt(requests, endedAt))) &&
    !told.some((update) => isFoundLate(facts, update) || isNamedBefore(facts, update))
  ) {
    return 'it ended before the request, and is told to have ended after it';
  }
  const isOld =
    firstSentAt !== undefined && ends.every((end) => end < firstSentAt - certaintyAt(requests, endedAt) - 1_000);
  // Without ids, only its beginning says which update an end belongs to.
  const isKnown = (update: Update): boolean =>
    told.includes(update) &&
    (scene.eventsHaveIds || facts.hasRead((change) => change.update === update && change.at === update.begunAt));
  // At the very end, nobody may have got the last page of the events.
  const isWhole = endedAt < scene.wait + 24_000;
  if (
    isOld &&
    isWhole &&
    facts.hasRead(({ at, update }) => ends.includes(at) && update !== undefined && isKnown(update))
  ) {
    return 'it is read that it ended before the request';
  }
  const sentAt = accepted?.leftAt;
  if (sentAt === undefined || result.requestState !== 'accepted') return undefined;
  return must(
    ends.some((end) => sentAt + waitedMilliseconds >= end),
    `it is told to have ended after ${waitedMilliseconds} ms, and ended after ${ends.map((end) => end - sentAt).join(', ')} ms`,
  );
}

function judgeTimedOut(facts: StackFacts): string | undefined {
  const { scene, endedAt } = facts.aftermath;
  if (endedAt < scene.wait) return 'there was time left';
  if (scene.wait === 0) {
    return must(
      facts.states.some(
        ({ view: { change } }) => isRollingBack(change.status) || (scene.nested && isCleaningUp(change)),
      ) ||
        (scene.nested && facts.hasRead(isCleaningUp)),
      'nothing was rolling back',
    );
  }
  const { met } = facts;
  if (isEndShown(facts)) return 'its end was shown for half a minute';
  // A rollback without an id may be the one that the request began.
  const last = facts.states.at(-1)?.view;
  if (last?.hasId === false && isRollingBack(last.change.status) && last.change.update !== met) return undefined;
  // Nobody can tell yet which of several the request has met.
  if (!facts.isCalm || met === undefined || !scene.statesHaveIds || facts.perhapsMet.length > 1) return undefined;
  const end = facts.restOf(met);
  // What leaves no trace is looked for as long as the events may lag.
  const search = met.isCancelIdle ? 10_000 : 0;
  return must(
    end === undefined || end + search + Math.max(1_100, scene.wait / 9) > scene.wait,
    `it had ended after ${end} ms`,
  );
}

/** Whether all that was read in the last half minute of a wait shows the end of the update that the accepted request met. */
function isEndShown({ accepted, aftermath, states, met, perhapsMet }: StackFacts): boolean {
  const since = Math.max(aftermath.scene.wait - 30_000, (accepted?.endedAt ?? 0) + 12_000);
  const late = states.filter(({ request }) => request.startedAt >= since);
  const isKnown = accepted !== undefined && met?.isCancelIdle === false && perhapsMet.length === 1;
  return (
    isKnown && late.length > 2 && late.every(({ view: { change } }) => change.update === met && isAtRest(change.status))
  );
}

function judgeRequested(facts: StackFacts): string | undefined {
  const { scene, endedAt } = facts.aftermath;
  const { met, guarded, accepted } = facts;
  if (scene.wait > 0) return 'there was time to wait';
  if (met === undefined || !facts.isMetKnown) return 'no request was accepted';
  if (scene.guard === 'none' || met === guarded || accepted === undefined) return undefined;
  // AWS takes a repeated token once: the answer may be about a request before it that got none.
  if (facts.cancels.some(({ leftAt, failure }) => leftAt !== undefined && failure !== undefined)) return undefined;
  // The request hit another update than the guarded one: it is superseded, if a read says so. Only while it is in progress, it says when it was begun.
  const isBegunBefore = met.begunAt < (accepted.leftAt ?? 0) - certaintyAt(facts.aftermath.requests, endedAt);
  return must(
    !isBegunBefore ||
      !facts.states.some(
        ({ request, view }) =>
          view.hasId &&
          view.change.update === met &&
          view.change.status === 'UPDATE_IN_PROGRESS' &&
          isAfter(request.endedAt, accepted.endedAt),
      ),
    'the request hit a successor of the guarded update',
  );
}

function isAfter(time: number | undefined, other: number | undefined): boolean {
  return time !== undefined && other !== undefined && time > other;
}

function judgeNotCancellable({ aftermath, cancels, states }: StackFacts): string | undefined {
  const { scene, life } = aftermath;
  const times = [...cancels.map(({ arrivedAt }) => arrivedAt), ...states.map(({ view }) => view.at)];
  const isOther = times.some((time) =>
    /^(CREATE|IMPORT)_IN_PROGRESS$/.test(time === undefined ? '' : (life?.at(time)?.status ?? '')),
  );
  return must(
    isOther || (scene.nested && cancels.some(({ failure }) => failure === 'validation')),
    'it could be cancelled',
  );
}

function judgeNotFound(facts: StackFacts): string | undefined {
  const { aftermath, missing, cancels } = facts;
  const { life, scene, endedAt } = aftermath;
  if (life === undefined || life.at(endedAt)?.status === 'DELETE_COMPLETE') return undefined;
  // Nothing has contradicted the first look, nor where no answer to a request came.
  const isFirstLook = cancels.length === 0 && (scene.dryRun || scene.guard !== 'none');
  const isUnanswered = cancels.every(({ failure }) => failure !== undefined && failure !== 'validation');
  return must(missing.length > 0 && facts.states.length === 0 && (isFirstLook || isUnanswered), 'the stack is there');
}

function idsOf(updates: readonly Update[]): string {
  return updates.length === 0 ? 'none' : updates.map(({ id }) => id).join(' or ');
}
