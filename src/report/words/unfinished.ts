import type { LastSeen } from '../../cancellation/model/result.ts';
import { fateOf } from './fate.ts';
import { lastStateOf, type SentenceContext } from './subject.ts';

/**
 * How far a cancellation got before the step was stopped: ends a sentence. The runner sends the same signal for a
 * cancelled run, a time limit of the step and one of the job, so that this says that the step was stopped, not why.
 */
export function interruption(context: SentenceContext): string {
  const { result, medium } = context;
  const name = medium.name(result.target.name);
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

/** How far a cancellation got before a call failed for good: ends a sentence. */
export function breakdown(context: SentenceContext): string {
  const { result, medium } = context;
  const name = medium.name(result.target.name);
  switch (fateOf(result)) {
    case 'nothing-sent':
      return `this step sent no cancel request for ${name}.`;
    case 'refused':
      return `AWS refused the cancel request for ${name}.`;
    case 'accepted': {
      const state = stateWhileCancelling(context);
      return state === undefined
        ? `AWS accepted the cancellation of ${name} and carries on, but its end could not be read.`
        : `${state}, and AWS carries on, but its end could not be read.`;
    }
    case 'ended':
      return `the result for ${name} could not be determined.${lastKnown(context)}`;
    case 'in-doubt':
      return `a cancel request was sent for ${name}, but its effect could not be determined.`;
  }
}

/** The state, if AWS was seen cancelling or rolling back. */
function stateWhileCancelling(context: SentenceContext): string | undefined {
  const { lastSeen } = context.result;
  const isCancelling = lastSeen?.stage === 'cancelling' || lastSeen?.stage === 'rolling-back';
  return isCancelling ? lastStateOf(lastSeen, context) : undefined;
}

function lastKnown(context: SentenceContext): string {
  const lastSeen: LastSeen | undefined = context.result.lastSeen;
  return lastSeen === undefined ? '' : ` When last read, ${lastStateOf(lastSeen, context)}.`;
}
