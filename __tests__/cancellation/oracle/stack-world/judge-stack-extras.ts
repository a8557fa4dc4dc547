import { must } from '../must.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';
import type { Update } from './stack-update.ts';

/** What failed is that of the update which the result is about, and is told where it was read. */
export const judgeFailedResources: StackJudge = (facts) => {
  const { result, scene } = facts.aftermath;
  const { reason, failedResources } = result;
  const isFailure = reason.kind === 'ended' ? reason.stage === 'failed' : isAboutFailure(reason);
  if (!isFailure) return must(failedResources.length === 0, 'a resource is said to have failed');
  if (!scene.eventsHaveIds) return undefined;
  const named = failedResources.map((each) => facts.update(each.reason));
  if (reason.kind === 'rolled-back-by-others') {
    return must(named.every(isUndoneIn(facts)), 'what failed is of an update that was not rolled back');
  }
  const told = reason.kind === 'stuck' ? lastShown(facts) : facts.update(result.deploymentId);
  if (told === undefined) return undefined;
  return (
    must(
      named.every((update) => update === told),
      `what failed is of ${named.map((update) => update?.id).join()}`,
    ) ?? must(!isFailureRead(facts, told) || named.length > 0, 'which resource failed was read, and is not told')
  );
};

function isUndoneIn(facts: StackFacts): (update: Update | undefined) => boolean {
  return (update) => update !== undefined && facts.whenWas(update, 'UPDATE_ROLLBACK_IN_PROGRESS').length > 0;
}

/** Whether one answer told of what failed, and of the end. */
function isFailureRead({ aftermath }: StackFacts, told: Update): boolean {
  return aftermath.requests.some(
    ({ view, failure }) =>
      view?.kind === 'events' &&
      failure === undefined &&
      view.isWhole &&
      view.failed.includes(told) &&
      view.changes.some(({ update, status }) => update === told && isEnd.test(status)),
  );
}

const isEnd = /^UPDATE_(FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/;

function isAboutFailure(reason: { readonly kind: string; readonly by?: unknown }): boolean {
  return reason.kind === 'stuck' || (reason.kind === 'rolled-back-by-others' && reason.by !== 'parent');
}

/** The update of the last state before the verdict that is the one which the verdict tells, if that named it. */
function lastShown({ states, aftermath }: StackFacts): Update | undefined {
  const { endedAtMilliseconds, lastSeen } = aftermath.result;
  const last = states.findLast(
    ({ request, view }) => (request.endedAt ?? 0) <= endedAtMilliseconds && view.change.status === lastSeen?.status,
  )?.view;
  return last?.hasId === true ? last.change.update : undefined;
}

/** Resources that were left behind are told where a state of that update said so, which named it. */
export const judgeLeftovers: StackJudge = ({ aftermath, states }) => {
  const { scene, result } = aftermath;
  if (!scene.leavesResources) return must(!result.hasLeftovers, 'nothing was left behind');
  const last = states.findLast(({ request }) => (request.endedAt ?? 0) <= result.endedAtMilliseconds)?.view;
  const isToldOf =
    result.outcome === 'cancelled' && last?.hasId === true && last.change.update?.id === result.deploymentId;
  const isSaid = last?.change.status === 'UPDATE_ROLLBACK_COMPLETE';
  return must(!(isToldOf && isSaid) || result.hasLeftovers, 'what was left behind was read, and is not told');
};
