import { must } from '../must.ts';
import type { ServiceFacts, ServiceJudge } from './service-facts.ts';
import { statusAt } from './service-life.ts';

/** There was nothing to cancel: no request of this step was carried out, as far as anybody could know, and nothing goes on unseen. */
export const judgeNothing: ServiceJudge = (facts) => {
  const { scene, result } = facts.aftermath;
  const { accepted } = facts;
  if (accepted !== undefined) return 'the cancellation was carried out';
  // What the guard leaves alone goes on.
  if (result.reason.kind === 'nothing-began') return undefined;
  if (scene.dryRun) return judgeDryRun(facts);
  const isAnother = result.reason.kind === 'another-deployment';
  return (
    judgeCarriedOut(facts) ?? judgeReason(facts) ?? judgeGuard(facts) ?? (isAnother ? undefined : judgeGoingOn(facts))
  );
};

/** A dry run says what one reading showed. */
function judgeDryRun({ states, aftermath }: ServiceFacts): string | undefined {
  const shown = states.at(-1)?.view;
  if (shown === undefined) return undefined;
  const isOurs = shown.deployment.id === aftermath.guardedId || aftermath.guardedId === undefined;
  const isDeleted = aftermath.life?.isBeingDeleted(shown.at) === true;
  return must(
    statusAt(shown.deployment, shown.at) !== 'IN_PROGRESS' || !isOurs || isDeleted,
    'a deployment was in progress',
  );
}

/** A lost request was carried out, and the step has read the deployment since. With a guard, it may be anybody's cancellation of another one. */
function judgeCarriedOut({ hits, states, aftermath, guarded }: ServiceFacts): string | undefined {
  const isRead = hits.some(
    (hit) =>
      states.some(({ view }) => view.deployment === hit && view.hasId && view.at >= (hit.cancelledAt ?? 0)) &&
      (aftermath.guardedId === undefined || hit === guarded),
  );
  return must(!isRead, 'the cancellation was carried out');
}

function judgeReason({ aftermath }: ServiceFacts): string | undefined {
  const { result, scene, life } = aftermath;
  const { reason } = result;
  switch (reason.kind) {
    case 'rolled-back-by-others':
    case 'stuck':
      return `a service is never ${reason.kind}`;
    case 'already-cancelling':
      return 'this was no dry run';
    case 'another-deployment':
      return (
        must(scene.guard !== 'none' || reason.current !== undefined, 'no deployment was asked for') ??
        must(reason.current !== reason.wanted, 'the deployment is its own successor') ??
        must(
          reason.current === undefined || life?.deployments.some(({ id }) => id === reason.current) === true,
          'there is no such deployment',
        )
      );
    default:
      return undefined;
  }
}

/**
 * The guarded deployment is in progress, and was not cancelled. Where a reading shows another one in progress, it is that
 * one's word: the contract asks for patience only with one at rest.
 */
function judgeGuard({ guarded, states, aftermath }: ServiceFacts): string | undefined {
  const { life, result } = aftermath;
  const endedAt = result.endedAtMilliseconds;
  if (guarded === undefined || life?.at(endedAt) !== guarded || statusAt(guarded, endedAt) !== 'IN_PROGRESS') {
    return undefined;
  }
  const last = states.at(-1)?.view;
  if (last === undefined) return 'nothing was read';
  const isUnknown = states.at(-1)?.request.lacks === 'status';
  const isOther = last.deployment !== guarded && (last.at < last.deployment.endsAt || isUnknown);
  const couldShow = guarded.begunAt <= 0 || last.at >= guarded.begunAt;
  return must(!couldShow || isOther, 'the guarded deployment goes on');
}

/** A deployment goes on that was there before the request, and that nobody cancelled. */
function judgeGoingOn({ aftermath }: ServiceFacts): string | undefined {
  const { latest, endedAt, guardedId, life } = aftermath;
  if (guardedId !== undefined || latest === undefined) return undefined;
  const isGoingOn = life?.at(endedAt) === latest && statusAt(latest, endedAt) === 'IN_PROGRESS';
  return must(!isGoingOn || latest.isFirst || life.isBeingDeleted(endedAt), 'the deployment goes on');
}
