import type { Reason } from '../../cancellation/model/reason.ts';
import type { Medium } from '../../text/escape.ts';
import type { SentenceContext } from './subject.ts';

type Deletion = Extract<Reason, { readonly kind: 'deleted' }>;

/** What has become of a target that is being or has been deleted. May begin with a small letter. */
export function deletionText({ what }: Deletion, { result, medium, words, facts }: SentenceContext): string {
  const name = medium.name(result.target.name);
  switch (what) {
    case 'being-deleted': {
      const whose = facts.targetKind === 'service' ? `the service ${name} or its pipeline` : `the stack ${name}`;
      return `${whose} ${deletionState(result.lastSeen?.status, medium)}.`;
    }
    case 'pipeline-gone':
      return `the pipeline of ${name} has been deleted since this step first read it.`;
    case 'target-gone':
      return `the ${words.target} ${name} has been deleted since this step first read it.`;
  }
}

/** Both APIs name the states of a deletion alike (DeploymentStatus, StackStatus). */
function deletionState(status: string | undefined, medium: Medium): string {
  switch (status) {
    case 'DELETE_COMPLETE':
      return 'has been deleted';
    case 'DELETE_FAILED':
      return 'could not be deleted: the deletion failed (DELETE_FAILED)';
    default:
      return `is being deleted${status === undefined || status === '' ? '' : ` (${medium.name(status)})`}`;
  }
}
