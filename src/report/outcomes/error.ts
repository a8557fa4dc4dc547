import { remedyOf } from '../failures/failure-groups.ts';
import {
  answerByFate,
  deployedByFate,
  fateOf,
  isUnchanged,
  lastKnown,
  stateWhileCancelling,
} from '../sentences/fate.ts';
import { deploymentOfTarget, type SentenceContext, statusInBrackets } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** The request or the wait could not be carried out. */
export const error: OutcomeWords = {
  label: 'error',
  title: ({ deployment }, results) =>
    results.some(isUnchanged) ? `${deployment} not cancelled` : `unknown whether the ${deployment} was cancelled`,
  answer: answerByFate,
  headline: (context) => `: ${brokeDown(context)}`,
  deployedNow: deployedByFate,
  nextStep: ({ result, facts, medium }) => remedyOf([result], facts, medium),
};

/** How far a cancellation got before a call failed for good: ends a sentence. */
export function brokeDown(context: SentenceContext): string {
  const { result, facts, name } = context;
  switch (fateOf(result)) {
    case 'nothing-sent':
      return facts.dryRun && result.reason.kind === 'failed-call'
        ? `this is a dry run, and the state of ${name} could not be read.`
        : `this step sent no cancel request for ${name}.`;
    case 'refused':
      return `AWS refused the cancel request for ${name}.`;
    case 'accepted': {
      const state = stateWhileCancelling(context);
      return state === undefined
        ? `AWS accepted the cancellation of ${name} and carries on, but the result could not be read.`
        : `${state}, and AWS carries on, but the result could not be read.`;
    }
    case 'ended':
      return `the result for ${name} could not be determined.${lastKnown(context)}`;
    case 'in-doubt':
      return `a cancel request was sent for ${name}, but its effect could not be determined.`;
  }
}

/** The reasons that say why this step went no further, but not what became of its request. */
type Standstill = ReasonOf<'refused-in-progress' | 'unknown-status' | 'unidentified' | 'id-unknown'>;

/** Why this step went no further. May begin with a small letter. */
export function whyNoFurther(reason: Standstill, context: SentenceContext): string {
  const { medium, words, name } = context;
  switch (reason.kind) {
    case 'refused-in-progress':
      return `${deploymentOfTarget(context)} is still in progress${statusInBrackets(reason.status, context)}.`;
    case 'unknown-status':
      if (!reason.status) return 'AWS gave no status.';
      return `AWS gave the status ${medium.name(reason.status)}, which this version of the action doesn't know.`;
    case 'unidentified':
      return `AWS doesn't name the ${words.deployment} in progress, so it is unknown whether it is ${medium.name(reason.wanted)}.`;
    case 'id-unknown':
      return `AWS now says that there is no ${words.target} ${name} with this id, although it showed it before. That doesn't mean it was deleted: a deleted ${words.target} stays readable by its id.`;
  }
}
