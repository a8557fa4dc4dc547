import { unsettled } from '../sentences/fate.ts';
import { deploymentOfTarget, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** AWS has accepted the request, and the result is not known: this step does not wait for it, or is still waiting. */
export const requested: OutcomeWords = {
  label: 'requested',
  title: ({ deployment }) => `${deployment} being cancelled`,
  answer: () => 'Being cancelled',
  headline: (context) =>
    `: ${deploymentOfTarget(context)}. ${context.facts.waitMilliseconds === 0 ? "This step doesn't wait for the result." : 'The result is not known yet.'}`,
  deployedNow: () => unsettled,
  nextStep: ({ facts }) =>
    facts.waitMilliseconds === 0 ? 'To see how it ends, set `wait-for-minutes` above 0.' : undefined,
};

/** Reasons for it. May begin with a small letter. */
export function wasAccepted(context: SentenceContext): string {
  return `AWS accepted the cancellation of ${deploymentOfTarget(context)}.`;
}

export function wasJoined(context: SentenceContext): string {
  return `${deploymentOfTarget(context)} was already being cancelled.`;
}
