import type { SentenceContext } from './subject.ts';

/**
 * The way out for a stack that can't be updated until it is repaired, with the AWS CLI's command (CloudFormation user
 * guide, "Continue rolling back an update" and "Choose how to handle failures"); undefined if it is not stuck.
 */
export function wayOutOf({ result, facts }: SentenceContext): string | undefined {
  const status = result.reason.kind === 'stuck' ? result.reason.status : result.lastSeen?.status;
  const command = commandFor(status);
  if (facts.targetKind !== 'stack' || command === undefined) return undefined;
  // The region may come from the environment: only what can't end the code is shown in it.
  const region = /^[a-z0-9-]+$/.test(facts.region ?? '') ? ` --region ${String(facts.region)}` : '';
  return `Fix what failed (the stack's events name it), then run \`aws cloudformation ${command} --stack-name ${result.target.name}${region}\`.`;
}

function commandFor(status: string | undefined): string | undefined {
  switch (status) {
    case 'UPDATE_ROLLBACK_FAILED':
      return 'continue-update-rollback';
    case 'UPDATE_FAILED':
      return 'rollback-stack';
    default:
      return undefined;
  }
}
