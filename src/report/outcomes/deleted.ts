import { type SentenceContext, statusInBrackets } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** The target or its pipeline is being deleted, or is gone. Both APIs name these states alike (DeploymentStatus, StackStatus). */
export const deleted: OutcomeWords = {
  label: 'deleted',
  title: ({ api, target }) => `${api}: ${target} deleted`,
  answer: () => 'Nothing left to cancel',
  headline: ({ result, medium }) => ` for ${medium.name(result.target.name)}.`,
  deployedNow: ({ reason, lastSeen }) => {
    if (lastSeen?.status === 'DELETE_FAILED') return 'what the failed deletion left behind';
    const isGoingOn =
      reason.kind === 'deleted' && reason.what === 'being-deleted' && lastSeen?.status !== 'DELETE_COMPLETE';
    return isGoingOn ? 'nothing, once the deletion is complete' : 'nothing';
  },
  nextStep: ({ result, words }) =>
    result.lastSeen?.status === 'DELETE_FAILED'
      ? `Check what the failed deletion left behind, and delete the ${words.target} again.`
      : undefined,
};

/** The sentence about such an end of a deployment. */
export function wasDeleted({ words }: SentenceContext): string {
  return `the ${words.target} or its ${words.deployment} was deleted.`;
}

/** What has become of the target. May begin with a small letter. */
export function deletionOf({ what }: ReasonOf<'deleted'>, context: SentenceContext): string {
  const { result, medium, words, facts } = context;
  const name = medium.name(result.target.name);
  switch (what) {
    case 'being-deleted': {
      const whose = facts.targetKind === 'service' ? `the service ${name} or its pipeline` : `the stack ${name}`;
      return `${whose} ${deletionState(context)}.`;
    }
    case 'pipeline-gone':
      return `the pipeline of ${name} was deleted while this step ran.`;
    case 'target-gone':
      return `the ${words.target} ${name} was deleted while this step ran.`;
  }
}

function deletionState(context: SentenceContext): string {
  const status = context.result.lastSeen?.status;
  switch (status) {
    case 'DELETE_COMPLETE':
      return 'has been deleted';
    case 'DELETE_FAILED':
      return 'could not be deleted: the deletion failed (DELETE_FAILED)';
    default:
      return `is being deleted${statusInBrackets(status, context)}`;
  }
}
