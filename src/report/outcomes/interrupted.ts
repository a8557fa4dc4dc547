import {
  answerByFate,
  deployedByFate,
  fateOf,
  isRollingBack,
  isUnchanged,
  lastKnown,
  stateWhileCancelling,
} from '../sentences/fate.ts';
import { runAgain, type SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The runner stopped the step. AWS carries on. */
export const interrupted: OutcomeWords = {
  label: 'interrupted',
  title: ({ deployment }) => `step stopped while cancelling a ${deployment}`,
  answer: (result) => (result.reason.kind === 'pending' ? 'Not known yet' : answerByFate(result)),
  headline: (context) => `: ${context.result.reason.kind === 'pending' ? isPending(context) : wasStopped(context)}`,
  deployedNow: deployedByFate,
  nextStep: ({ result, words, facts }) => {
    if (result.reason.kind === 'pending') return undefined;
    return isUnchanged(result)
      ? `${runAgain(facts)} to ${facts.dryRun ? 'see what is in progress' : `cancel the ${words.short}`}.`
      : `${runAgain(facts)} to find out how it ended. If the ${isRollingBack(result) ? 'rollback' : 'cancellation'} is still in progress, that run waits for it.`;
  },
};

/** Before anything was heard of the target. */
export function isPending({ name }: SentenceContext): string {
  return `this step is still working on ${name}.`;
}

/**
 * How far a cancellation got before the step was stopped: ends a sentence. The runner sends the same signal for a
 * cancelled run, a time limit of the step and one of the job, so this says that the step was stopped, not why.
 */
export function wasStopped(context: SentenceContext): string {
  const { result, name } = context;
  switch (fateOf(result)) {
    case 'nothing-sent':
      return `the step was stopped before it sent a cancel request for ${name}.`;
    case 'refused':
      return `the step was stopped after AWS had refused the cancel request for ${name}.`;
    case 'accepted': {
      const state = stateWhileCancelling(context);
      return state === undefined
        ? `the step was stopped after AWS had accepted the cancellation of ${name}. AWS carries on.`
        : `the step was stopped while ${state}. AWS carries on.`;
    }
    case 'ended':
      return `the step was stopped before the result for ${name} was certain.${lastKnown(context)}`;
    case 'in-doubt':
      return `the step was stopped before AWS answered the cancel request for ${name}. If AWS received it, AWS carries on.`;
  }
}
