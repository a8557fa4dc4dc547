import type { TargetResult } from '../../cancellation/model/result.ts';
import { remedyOf } from '../failures/failure-groups.ts';
import { unknownAnswer } from '../sentences/fate.ts';
import { runAgain, type SentenceContext, sentences } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** Another deployment has taken the place of the one to be cancelled. */
export const superseded: OutcomeWords = {
  label: 'superseded',
  title: ({ deployment }) => `another ${deployment} has taken its place`,
  answer: (result) => (hitSuccessor(result) ? 'Not cancelled' : unknownAnswer),
  headline: ({ result, words, name }) =>
    hitSuccessor(result)
      ? `: the cancel request for ${name} reached another ${words.deployment}.`
      : `: another ${words.deployment} of ${name} has started since.`,
  deployedNow: () => 'unknown: another deployment has started',
  nextStep: ({ result, words, facts, medium }) => {
    const find = `Find out who started the other ${words.short}. ${runAgain(facts)} to cancel it too.`;
    // Had the role the permission, the outcome would be known.
    const isDenied = result.failure?.kind === 'access-denied';
    return sentences([find, isDenied ? remedyOf([result], facts, medium) : undefined]);
  },
};

function hitSuccessor({ reason }: TargetResult): boolean {
  return reason.kind === 'superseded' && reason.why === 'request-hit-successor';
}

/** Which one has taken the place of which. May begin with a small letter. */
export function tookItsPlace(
  { successor, followed, why }: ReasonOf<'superseded'>,
  { medium, words }: SentenceContext,
): string {
  const newer = successor === undefined ? `another ${words.short}` : `${words.short} ${medium.name(successor)}`;
  const older = followed === undefined ? 'the one to be cancelled' : medium.name(followed);
  return why === 'end-unknown'
    ? `${newer} has taken the place of ${older}, whose outcome could not be determined.`
    : `the cancel request reached ${newer}, and may have cancelled it: it had taken the place of ${older}.`;
}
