import { isLatest } from '../sentences/fate.ts';
import { deploymentById, deploymentOfTarget, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The deployment finished before it could be cancelled. */
export const succeeded: OutcomeWords = {
  label: 'succeeded (finished first)',
  title: ({ deployment }) => `${deployment} finished before it could be cancelled`,
  answer: () => 'Not cancelled',
  headline: (context) => `: ${deploymentOfTarget(context)} finished first, so the cancellation had no effect.`,
  deployedNow: (result, version) => {
    if (version !== undefined) return `the new version, ${version}`;
    return isLatest(result)
      ? 'the new version'
      : 'the version it deployed, unless another deployment has changed it since';
  },
  nextStep: () => 'To undo it, deploy the previous version again.',
};

/** The sentence about such an end. May begin with a small letter. */
export function hasSucceeded(context: SentenceContext): string {
  return `${deploymentById(context)} finished first, so the cancellation had no effect.`;
}
