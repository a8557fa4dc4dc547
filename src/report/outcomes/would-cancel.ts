import { unchanged } from '../sentences/fate.ts';
import { deploymentOfTarget, runAgain, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** A dry run has found a deployment in progress. */
export const wouldCancel: OutcomeWords = {
  label: 'would cancel',
  title: ({ deployment }) => `${deployment} would be cancelled`,
  answer: () => 'Dry run',
  headline: (context) => `: ${deploymentOfTarget(context)} would be cancelled. Nothing was changed.`,
  deployedNow: () => unchanged,
  nextStep: ({ facts }) =>
    facts.guard === undefined
      ? 'To cancel it, run this step without `dry-run`.'
      : // The guard of a later run leaves alone what is in progress by now.
        `${runAgain(facts)} to cancel it now. For later runs, remove \`dry-run\` from the guard.`,
};

/** The reason for it. May begin with a small letter. */
export function isInProgress({ words }: SentenceContext): string {
  return `a ${words.deployment} is in progress. This is a dry run: no cancel request was sent.`;
}

/** That AWS may refuse to cancel a nested stack. */
export function isNestedIn(root: string, { medium }: SentenceContext): string {
  return `The stack is nested in ${medium.prose(root)}: AWS may refuse to cancel it on its own.`;
}
