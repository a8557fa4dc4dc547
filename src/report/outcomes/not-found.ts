import { checkTarget } from '../failures/remedies.ts';
import { after, type SentenceContext } from '../sentences/sentence.ts';
import { stateText } from '../sentences/stages.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** There is no such target. */
export const notFound: OutcomeWords = {
  label: 'not found',
  title: ({ target }) => `${target} not found`,
  answer: () => 'Not cancelled',
  headline: (context) => `: ${isNotFound(context)}`,
  deployedNow: () => 'unknown',
  nextStep: ({ words }) => checkTarget(words),
};

/** What there is not, and where. May begin with a small letter. */
export function isNotFound({ result, medium, words, facts, name }: SentenceContext): string {
  const where = after(facts.region, (region) => `in ${medium.name(region)}`);
  if (result.lastSeen === undefined) return `there is no ${words.target} ${name}${where}.`;
  const state = stateText(result.lastSeen, medium);
  return `${words.api} answered that there is no ${words.target} ${name}${where}, although its state was ${state} when last read.`;
}
