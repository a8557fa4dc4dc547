import type { TargetResult } from '../../cancellation/model/result.ts';
import type { SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** How far a deletion has come. Both APIs name the states of one alike (DeploymentStatus, StackStatus). */
type Deletion = 'failed' | 'going-on' | 'complete';

/** The target or its pipeline is being deleted, is gone, or could not be deleted. */
export const deleted: OutcomeWords = {
  label: 'deleted',
  title: ({ deletable }, results) => {
    const present = new Set(results.map(deletionIn));
    return `${deletable} ${present.has('failed') ? 'could not be deleted' : present.has('going-on') ? 'being deleted' : 'deleted'}`;
  },
  answer: () => 'Nothing left to cancel',
  headline: ({ name }) => ` for ${name}.`,
  deployedNow: (result) => deployed[deletionIn(result)],
  nextStep: ({ result, words }) =>
    deletionIn(result) === 'failed'
      ? `Check what the failed deletion left behind, and delete the ${words.target} again.`
      : undefined,
};

const deployed: Readonly<Record<Deletion, string>> = {
  failed: 'what the failed deletion left behind',
  'going-on': 'nothing, once the deletion is complete',
  complete: 'nothing',
};

function deletionIn({ reason, lastSeen }: TargetResult): Deletion {
  if (reason.kind === 'deleted' && reason.what !== 'being-deleted') return 'complete';
  if (lastSeen?.status === 'DELETE_COMPLETE') return 'complete';
  return lastSeen?.status === 'DELETE_FAILED' ? 'failed' : 'going-on';
}

/** The sentence about such an end of a deployment, and of a target that was read so. May begin with a small letter. */
export function wasDeleted({ result, facts, name }: SentenceContext): string {
  const whose = facts.targetKind === 'service' ? `the service ${name} or its pipeline` : `the stack ${name}`;
  switch (deletionIn(result)) {
    case 'failed':
      return `${whose} could not be deleted: the deletion failed (DELETE_FAILED).`;
    case 'going-on':
      // A service may say so of itself, while its pipeline has the status of a deployment.
      return `${whose} is being deleted${result.lastSeen?.status === 'DELETE_IN_PROGRESS' ? ' (DELETE_IN_PROGRESS)' : ''}.`;
    case 'complete':
      return `${whose} has been deleted.`;
  }
}

/** What has become of the target. May begin with a small letter. */
export function deletionOf({ what }: ReasonOf<'deleted'>, context: SentenceContext): string {
  const { words, name } = context;
  switch (what) {
    case 'being-deleted':
      return wasDeleted(context);
    case 'pipeline-gone':
      return `the pipeline of ${name} was deleted while this step ran.`;
    case 'target-gone':
      return `the ${words.target} ${name} was deleted while this step ran.`;
  }
}
