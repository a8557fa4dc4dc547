import type { Stage } from '../../cancellation/model/deployment.ts';
import type { Medium } from '../../text/escape.ts';
import type { TargetWords } from './vocabulary.ts';

/** What the reports say of a stage. */
interface StageWords {
  /** For a state whose status AWS did not name: ends a sentence that begins "It is". */
  readonly state: string;
  /** What a state of this stage means for the deployment: a sentence of the log. */
  meaning(words: TargetWords, status: string | undefined): string;
}

/** One row a stage. */
export const stageWords: Readonly<Record<Stage, StageWords>> = {
  'in-progress': { state: 'in progress', meaning: ({ deployment }) => `the ${deployment} is in progress` },
  cancelling: { state: 'being cancelled', meaning: ({ deployment }) => `AWS is cancelling the ${deployment}` },
  'rolling-back': { state: 'rolling back', meaning: ({ deployment }) => `the ${deployment} is being rolled back` },
  'cleaning-up': {
    state: 'cleaning up',
    meaning: ({ deployment }) => `the ${deployment} has finished, and AWS is deleting what it replaced`,
  },
  cancelled: { state: 'cancelled', meaning: ({ deployment }) => `the ${deployment} was cancelled` },
  'rolled-back': { state: 'rolled back', meaning: ({ deployment }) => `the ${deployment} has been rolled back` },
  succeeded: { state: 'finished', meaning: ({ deployment }) => `the ${deployment} has finished` },
  failed: { state: 'failed', meaning: ({ deployment }) => `the ${deployment} has failed` },
  stuck: { state: 'stuck', meaning: ({ target }) => `the ${target} is stuck and has to be repaired` },
  deleted: {
    state: 'deleted',
    meaning: ({ deletable }, status) =>
      `the ${deletable} ${status === 'DELETE_FAILED' ? 'could not be deleted' : 'is being deleted or gone'}`,
  },
  'other-operation': {
    state: 'busy with another operation',
    meaning: () => "an operation is in progress that can't be cancelled",
  },
  'other-rollback': {
    state: 'rolling back another operation',
    meaning: ({ deployment }) => `no ${deployment} is in progress, and another operation is being rolled back`,
  },
  'at-rest': { state: 'at rest', meaning: ({ deployment }) => `no ${deployment} is in progress` },
  absent: { state: 'without a pipeline', meaning: ({ target }) => `the ${target} has no pipeline` },
  unknown: { state: 'in an unknown state', meaning: () => "a status that this version of the action doesn't know" },
};

/** A state as people are told it: AWS's own word, or else what the stage means. */
export function stateText(
  { stage, status }: { readonly stage: Stage; readonly status: string | undefined },
  medium: Medium,
): string {
  return status === undefined || status === '' ? stageWords[stage].state : medium.name(status);
}
