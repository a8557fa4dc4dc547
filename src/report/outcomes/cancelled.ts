import { duration } from '../../text/time.ts';
import { isLatest } from '../sentences/fate.ts';
import { deploymentById, deploymentOfTarget, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The deployment was cancelled, and what was deployed before stays. */
export const cancelled: OutcomeWords = {
  label: 'cancelled',
  title: ({ deployment }) => `${deployment} cancelled`,
  answer: () => 'Cancelled',
  headline: (context) => {
    const { waitedMilliseconds } = context.result;
    const wait = waitedMilliseconds > 0 ? `, after ${duration(waitedMilliseconds)}` : '';
    return `: ${deploymentOfTarget(context)}${wait}.`;
  },
  deployedNow: (result, version) => {
    if (version !== undefined) return `${version}, as before the cancelled deployment`;
    return `what was deployed before${isLatest(result) ? '' : ', unless another deployment has changed it since'}`;
  },
  nextStep: () => undefined,
};

/** The sentence about such an end. May begin with a small letter. */
export function wasCancelled(context: SentenceContext): string {
  return `${deploymentById(context)} was cancelled.`;
}
