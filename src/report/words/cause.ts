import { reasonForEnd } from '../../cancellation/model/reason.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { Failure } from '../../cancellation/ports.ts';
import type { Medium } from '../text/escape.ts';

/** Why the outcome is what it is: one or more sentences, or undefined where the outcome says it all. */
export function causeOf(result: ServiceResult, medium: Medium): string | undefined {
  if (result.outcome === 'error' && result.failure !== undefined) return failureText(result.failure, medium);
  if (result.outcome === 'timed-out' && result.failure !== undefined) {
    return `It could not be read at the end. ${failureText(result.failure, medium)}`;
  }
  const parts = [messageOfFailed(result), reasonBeyondOutcome(result)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.map((part) => asSentence(medium.prose(part))).join(' ');
}

/** A failure in the words of whoever reported it, with AWS's request id where there is one. */
export function failureText({ operation, name, message, requestId }: Failure, medium: Medium): string {
  const request = requestId === undefined ? '' : ` Request id: ${medium.name(requestId)}.`;
  return `${operation} failed with ${medium.name(name)}: ${asSentence(medium.prose(message))}${request}`;
}

/** The result's reason, where it says something that the outcome's own words do not. */
export function reasonBeyondOutcome({ outcome, reason, deploymentId, pipeline }: ServiceResult): string | undefined {
  switch (outcome) {
    case 'nothing-to-cancel':
    case 'deleted':
    case 'superseded':
    case 'error':
      return reason;
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      // It says more where another deployment has taken the place since, or the time of the end could not be learned.
      return reason === reasonForEnd(outcome, deploymentId) ? undefined : reason;
    case 'not-found':
      // A service that Proton shows, and yet does not find, has a story to it.
      return pipeline === undefined ? undefined : reason;
    case 'timed-out':
    case 'requested':
    case 'would-cancel':
    case 'interrupted':
      return undefined;
  }
}

/** AWS's own word on a deployment that failed: the others' says no more than their outcome. */
function messageOfFailed({ outcome, pipeline }: ServiceResult): string | undefined {
  return outcome === 'failed' ? pipeline?.deploymentStatusMessage || undefined : undefined;
}

function asSentence(text: string): string {
  return /[.!?…]`?$/.test(text) ? text : `${text}.`;
}
