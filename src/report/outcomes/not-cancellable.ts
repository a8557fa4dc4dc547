import { unchanged } from '../sentences/fate.ts';
import type { SentenceContext } from '../sentences/sentence.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** Something is in progress that AWS doesn't cancel. */
export const notCancellable: OutcomeWords = {
  label: 'not cancellable',
  title: () => "what is in progress can't be cancelled",
  answer: () => 'Not cancelled',
  headline: (context) => `: ${whatGoesOn(context)}`,
  deployedNow: ({ reason }) => (reason.kind === 'other-operation' ? 'unknown until the operation ends' : unchanged),
  nextStep: ({ result: { reason }, words, medium }) => {
    switch (reason.kind) {
      case 'nested':
        return `To cancel the whole ${words.short}, give the root stack as \`${words.input}\`: ${medium.prose(reason.root)}.`;
      case 'other-operation':
        // CloudFormation refuses to delete a stack during an import.
        return reason.status === 'CREATE_IN_PROGRESS'
          ? 'Wait for the creation to end, or delete the stack.'
          : 'Wait for the operation to end.';
      default:
        return `Wait for it to end, or delete the ${words.target}.`;
    }
  },
};

function whatGoesOn({ result, words, name }: SentenceContext): string {
  switch (result.reason.kind) {
    case 'nested':
      return `${name} is a nested stack, and AWS refused to cancel its update by itself.`;
    case 'other-operation':
      return `an operation that isn't a ${words.deployment} is in progress for ${name}.`;
    default:
      return `the first deployment of ${name} is in progress.`;
  }
}

/** Why it can't be cancelled. May begin with a small letter. */
export function whyNotCancellable(
  reason: ReasonOf<'other-operation' | 'nested' | 'first-deployment'>,
  { medium, words, name }: SentenceContext,
): string {
  switch (reason.kind) {
    case 'other-operation': {
      const state = reason.status === undefined ? 'busy with another operation' : medium.name(reason.status);
      return `the ${words.target} ${name} is ${state}: AWS cancels only updates.`;
    }
    case 'nested':
      return `AWS refused to cancel the nested stack ${name} by itself. Its root stack is ${medium.prose(reason.root)}.`;
    case 'first-deployment':
      return `no ${words.short} of this ${words.target} has ever succeeded, so this is its first. AWS cancels only those started by UpdateServicePipeline.`;
  }
}
