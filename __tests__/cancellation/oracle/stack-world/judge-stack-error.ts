import { judgeFailedCall } from '../judge-error.ts';
import { must } from '../must.ts';
import type { StackFacts, StackJudge } from './stack-facts.ts';

/** An error has to be one: where nothing failed, only what AWS refuses is. */
export const judgeError: StackJudge = (facts) => {
  const { scene, result, requests } = facts.aftermath;
  switch (result.reason.kind) {
    case 'other-operation':
    case 'nested':
      return 'what AWS cancels for nobody is not-cancellable';
    case 'unidentified':
      return must(scene.guard !== 'none' && facts.states.some(({ view }) => !view.hasId), 'the update had an id');
    case 'unknown-status':
      return 'every status was known';
    case 'refused-in-progress':
      return judgeRefused(facts);
    default:
      return judgeFailedCall(result, requests, scene.wait);
  }
};

/** What AWS refused is not in progress, unless it has begun since. */
function judgeRefused({ cancels, aftermath, met, isAskedInVain }: StackFacts): string | undefined {
  // A token that AWS has taken before is refused: only the events say of which request.
  const isTraceless = isAskedInVain || met?.isCancelIdle === true;
  if (aftermath.result.requestState === 'in-doubt' && isTraceless) return undefined;
  const { life, endedAt, scene } = aftermath;
  const refusedAt = cancels.find(({ failure }) => failure === 'validation')?.arrivedAt;
  if (refusedAt === undefined) return 'nothing was refused';
  const hasBegun = life?.updates.some(({ begunAt }) => begunAt >= refusedAt && begunAt <= endedAt) === true;
  // There was no time to read again.
  return must(hasBegun || endedAt >= scene.wait + 23_000, 'what was refused was not in progress');
}
