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
      return must(
        requests.some(({ failure }) => failure !== undefined && failure !== 'validation' && failure !== 'not-found'),
        'nothing went wrong',
      );
  }
};

/** What AWS refused is not in progress, unless it has begun since. */
function judgeRefused({ cancels, aftermath }: StackFacts): string | undefined {
  const { life, endedAt } = aftermath;
  const refusedAt = cancels.find(({ failure }) => failure === 'validation')?.arrivedAt;
  if (refusedAt === undefined) return 'nothing was refused';
  const hasBegun = life?.updates.some(({ begunAt }) => begunAt >= refusedAt && begunAt <= endedAt) === true;
  return must(hasBegun, 'what was refused was not in progress');
}
