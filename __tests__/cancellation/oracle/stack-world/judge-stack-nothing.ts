import { must } from '../must.ts';
import { isCancelled, type StackFacts, type StackJudge } from './stack-facts.ts';
import { isRollingBack } from './stack-subjects.ts';
import { type Change, isAtRest, type Update } from './stack-update.ts';

/** There was nothing to cancel: no request of this step was carried out, as far as anybody could know, and nothing goes on unseen. */
export const judgeNothing: StackJudge = (facts) => {
  const { scene, result } = facts.aftermath;
  const { met } = facts;
  if (met !== undefined && facts.isMetKnown && !(met.isCancelIdle && facts.accepted === undefined)) {
    return 'the cancellation was carried out';
  }
  // What the guard leaves alone goes on.
  if (result.reason.kind === 'nothing-began') return undefined;
  if (scene.dryRun) return judgeDryRun(facts);
  return (
    judgeReason(facts) ??
    judgeGuard(facts) ??
    (result.reason.kind === 'another-deployment' ? undefined : (judgeRollback(facts) ?? judgeGoingOn(facts)))
  );
};

/** A dry run says what one reading showed. */
function judgeDryRun({ states, aftermath }: StackFacts): string | undefined {
  const [shown] = states.slice(-1);
  if (shown === undefined) return 'nothing was read';
  const isOurs = shown.view.change.update?.id === aftermath.guardedId || aftermath.guardedId === undefined;
  return must(shown.view.change.status !== 'UPDATE_IN_PROGRESS' || !isOurs, 'an update was in progress');
}

function judgeReason(facts: StackFacts): string | undefined {
  const { result, scene } = facts.aftermath;
  const { reason } = result;
  switch (reason.kind) {
    case 'rolled-back-by-others':
      return judgeRolledBack(facts, reason.cause);
    case 'another-deployment':
      return (
        must(scene.guard !== 'none' || reason.current !== undefined, 'no update was asked for') ??
        must(reason.current === undefined || reason.current !== reason.wanted, 'the update is its own successor') ??
        must(reason.current === undefined || facts.update(reason.current) !== undefined, 'there is no such update')
      );
    case 'already-cancelling':
      return 'this was no dry run';
    case 'stuck':
      return must(
        facts.states.some(({ view }) => isFailed(view.change)) || facts.hasRead(isFailed),
        'it was not stuck',
      );
    default:
      return undefined;
  }
}

function isFailed({ status }: Change): boolean {
  return /^UPDATE_(ROLLBACK_)?FAILED$/.test(status);
}

function judgeRolledBack(facts: StackFacts, cause: string | undefined): string | undefined {
  const { life, endedAt } = facts.aftermath;
  const undone = life?.updates.filter((update) => facts.whenWas(update, 'UPDATE_ROLLBACK_COMPLETE').length > 0) ?? [];
  if (undone.length === 0) return `it was not rolled back after ${endedAt} ms`;
  if (cause?.startsWith('User Initiated') === true) return 'the cause is a user';
  if (undone.some((update) => !isCancelled(update))) return undefined;
  // Without a cause the reports say that nobody knows who began it. Events without ids may be about any of several updates.
  if (cause === undefined && !facts.aftermath.scene.eventsHaveIds && (life?.updates.length ?? 0) > 1) return undefined;
  // Nobody could know where neither the event that began the rollback nor a state in the midst of it was read.
  // A throttled request was about nothing, and what was read before the next one says nothing of that.
  const since = facts.cancels.find(({ failure }) => failure !== 'throttled')?.leftAt ?? 0;
  const shown = facts.states.findLast(({ request }) => request.startedAt >= since)?.view.change.update;
  // Nor of one after which another was read before the request.
  const before = facts.states.filter(({ request: { endedAt } }) => endedAt !== undefined && endedAt <= since);
  const newest = Math.max(...before.map(({ view }) => view.change.update?.begunAt ?? Number.NEGATIVE_INFINITY));
  // What had failed before the request was undone by a repair.
  const isRepaired = (update: Update): boolean =>
    facts.whenWas(update, 'UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED').some((at) => at < since);
  const isShown = (update: Update | undefined): boolean =>
    update !== undefined &&
    undone.includes(update) &&
    update === shown &&
    update.begunAt >= newest &&
    !isRepaired(update);
  const isRead =
    facts.hasRead(
      ({ update, reason, status }) =>
        isShown(update) && status === 'UPDATE_ROLLBACK_IN_PROGRESS' && reason === 'User Initiated',
    ) ||
    facts.states.some(
      ({ view }) =>
        isShown(view.change.update) &&
        view.change.status === 'UPDATE_ROLLBACK_IN_PROGRESS' &&
        view.change.chain[0]?.type !== 'CONTINUE_ROLLBACK' &&
        view.change.reason === 'User Initiated',
    );
  // Nor does a state without an id tell a cancellation from the repair of what had failed before.
  const isUnclear =
    !facts.aftermath.scene.statesHaveIds &&
    facts.states.some(({ view: { change } }) => /^UPDATE_(ROLLBACK_)?FAILED$/.test(change.status));
  return must(!isRead || isUnclear, 'a user cancelled it');
}

/**
 * The guarded update is in progress, and was not cancelled. Where a reading shows another one in progress, it is that one's
 * word: the contract asks for patience only with one at rest.
 */
function judgeGuard(facts: StackFacts): string | undefined {
  const { guarded, states, aftermath } = facts;
  if (guarded === undefined) return undefined;
  const now = facts.at(aftermath.result.endedAtMilliseconds);
  if (now?.update !== guarded || now.status !== 'UPDATE_IN_PROGRESS') return undefined;
  const { endedAtMilliseconds } = aftermath.result;
  const last = states.findLast(({ request }) => (request.endedAt ?? 0) <= endedAtMilliseconds)?.view;
  if (last === undefined) return 'nothing was read';
  const isOther = last.change.update !== guarded && last.change.status === 'UPDATE_IN_PROGRESS';
  const couldShow = guarded.begunAt <= 0 || last.at > guarded.begunAt;
  return must(!couldShow || isOther, 'the guarded update goes on');
}

/** What is being cancelled or rolled back is waited for, and a nested stack that cleans up, as its root may roll it back. */
function judgeRollback(facts: StackFacts): string | undefined {
  const { states, aftermath } = facts;
  const { result, scene } = aftermath;
  const untilVerdict = states.filter(({ request }) => (request.endedAt ?? 0) <= result.endedAtMilliseconds);
  const last = untilVerdict.at(-1)?.view.change;
  if (result.reason.kind === 'rolled-back-by-others') return undefined;
  const isAnother = aftermath.guardedId !== undefined && last?.update?.id !== aftermath.guardedId;
  if (last === undefined || isAnother) return undefined;
  const { reason } = result;
  const isToldOpen = reason.kind === 'already-ended' && reason.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  const isOpen = scene.nested && isToldOpen && last.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
  const isOver = facts.hasRead(({ update, status }) => update === last.update && status === 'UPDATE_COMPLETE');
  if (isOpen && !isOver) return 'the cleanup of a nested stack is no end';
  return must(!isRollingBack(last.status), 'a rollback goes on');
}

/** An update goes on that was there before the request, and that nobody cancelled. */
function judgeGoingOn(facts: StackFacts): string | undefined {
  const { latest, endedAt, guardedId, scene } = facts.aftermath;
  if (guardedId !== undefined || latest === undefined) return undefined;
  // What was refused is not in progress, whatever it looks like: somebody else is cancelling it.
  if (facts.cancels.some(({ failure }) => failure === 'validation')) return undefined;
  const now = facts.at(endedAt);
  if (now?.update !== latest || isAtRest(now.status)) return undefined;
  if (now.status === 'UPDATE_IN_PROGRESS') return must(scene.nested, 'the update goes on');
  return undefined;
}
