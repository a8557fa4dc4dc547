import { deploymentById, deploymentOfTarget, type SentenceContext, statusInBrackets } from '../sentences/sentence.ts';
import { stateText } from '../sentences/stages.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The deployment failed. */
export const failed: OutcomeWords = {
  label: 'failed',
  title: ({ api, deployment }) => `${api}: ${deployment} failed instead of being cancelled`,
  answer: () => 'Not cancelled',
  headline: (context) => {
    const { lastSeen } = context.result;
    const end = lastSeen?.status ? `ended as ${stateText(lastSeen, context.medium)}` : 'failed';
    return `: ${deploymentOfTarget(context)} ${end}.`;
  },
  deployedNow: () => leftovers,
  nextStep: (context) => {
    const { leftovers: places, deployAgain } = context.words;
    return wayOut(context.result.lastSeen?.status, context) ?? `Check ${places}, fix what failed, and ${deployAgain}.`;
  },
};

/** What is deployed after a deployment that failed. */
export const leftovers = 'not certain, parts of the failed deployment may remain';

/** The sentence about such an end. May begin with a small letter. */
export function hasFailed(context: SentenceContext): string {
  return `${deploymentById(context)} failed${statusInBrackets(context.result.lastSeen?.status, context)}.`;
}

/** The AWS CLI's commands (CloudFormation user guide, "Continue rolling back an update" and "Choose how to handle failures"). */
const commands: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_FAILED: 'continue-update-rollback',
  UPDATE_FAILED: 'rollback-stack',
};

/** The way out for a stack that can't be updated until it is repaired; undefined for a status that is none of those. */
export function wayOut(status: string | undefined, { result, facts }: SentenceContext): string | undefined {
  const command = facts.targetKind === 'stack' ? commands[status ?? ''] : undefined;
  if (command === undefined) return undefined;
  // The region may come from the environment: only what can't end the code is shown in it.
  const region = /^[a-z0-9-]+$/.test(facts.region ?? '') ? ` --region ${String(facts.region)}` : '';
  return `Fix what failed (the stack's events name it), then run \`aws cloudformation ${command} --stack-name ${result.target.name}${region}\`.`;
}
