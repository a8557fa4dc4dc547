import {
  after,
  deploymentById,
  deploymentOfTarget,
  type SentenceContext,
  sentences,
  statusInBrackets,
} from '../sentences/sentence.ts';
import { stateText } from '../sentences/stages.ts';
import type { OutcomeWords } from './outcome-words.ts';

/** The deployment failed. */
export const failed: OutcomeWords = {
  label: 'failed',
  title: ({ deployment }) => `${deployment} failed instead of being cancelled`,
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
export const leftovers = 'uncertain: parts of the failed deployment may remain';

/** The sentence about such an end. May begin with a small letter. */
export function hasFailed(context: SentenceContext): string {
  return `${deploymentById(context)} failed${statusInBrackets(context.result.lastSeen?.status, context)}.`;
}

/** The AWS CLI's commands (CloudFormation user guide, "Continue rolling back an update" and "Choose how to handle failures"). */
const commands: Readonly<Record<string, string>> = {
  UPDATE_ROLLBACK_FAILED: 'continue-update-rollback',
  UPDATE_FAILED: 'rollback-stack',
};

/** The way out for a stack after a failure; undefined for any other status. AWS refuses it on a nested stack, but not on its root. */
export function wayOut(status: string | undefined, { result, facts }: SentenceContext): string | undefined {
  const command = facts.targetKind === 'stack' ? commands[status ?? ''] : undefined;
  if (command === undefined) return undefined;
  // The region may come from the environment: only what can't end the code is shown in it.
  const region = /^[a-z0-9-]+$/.test(facts.region ?? '') ? ` --region ${String(facts.region)}` : '';
  // Only a name that can't end the code around it.
  const root = /^arn:[^/`\s]*:stack\/([a-zA-Z][-a-zA-Z0-9]{0,127})\//.exec(result.nestedIn ?? '')?.[1];
  const where = root === undefined ? '' : ' on its root stack';
  const run = `\`aws cloudformation ${command} --stack-name ${root ?? result.target.name}${region}\``;
  const fix = result.failedResources.length > 0 ? 'Fix what failed' : "Fix what failed (the stack's events name it)";
  return status === 'UPDATE_FAILED'
    ? `${fix}, then update the stack again, or undo the update with ${run}${where}.`
    : `${fix}, then run ${run}${where}.`;
}

/** What failed first, as the record of the deployment says; undefined where it doesn't. */
export function firstFailure({ result, medium }: SentenceContext): string | undefined {
  const [first] = result.failedResources;
  if (first === undefined) return undefined;
  const { logicalId, resourceType, status, reason } = first;
  const type = resourceType === undefined ? [] : [medium.prose(resourceType)];
  const kind = reason === undefined ? [...type, medium.name(status)] : type;
  const what = `First to fail: ${medium.name(logicalId)}${after(kind.join(', '), (text) => `(${text})`)}`;
  return sentences([what, reason && `AWS's reason: ${medium.prose(reason)}`]);
}
