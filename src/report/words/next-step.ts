import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../text/escape.ts';
import { lastStateOf, standingOf } from './standing.ts';

const deployAgain = 'deploy it again with UpdateServicePipeline';

/** What to do now, in one or two sentences; undefined where nothing is left to do. */
export function nextStepOf(result: ServiceResult, medium: Medium): string | undefined {
  switch (result.outcome) {
    case 'cancelled':
    case 'nothing-to-cancel':
      return undefined;
    case 'succeeded':
      return `If the new version must not stay, take the earlier template version or spec and ${deployAgain}.`;
    case 'failed':
      return `Read the status message, look at what the deployment left behind (CloudFormation stacks named AWSProton-…, the CodeBuild run, or the Terraform pull request), mend it, and ${deployAgain}.`;
    case 'deleted':
      return lastStateOf(result) === 'DELETE_FAILED'
        ? 'The deletion itself failed: see what it left behind and delete the service again.'
        : undefined;
    case 'not-found':
      return 'Check the service name, the region, and that the role belongs to the account that has the service.';
    case 'superseded':
      return 'Find out who started the other deployment. If that one must stop as well, run this step again for it.';
    case 'timed-out':
      return `Run this step again: it joins a cancellation that still goes on. A longer ${medium.prose('wait-for-minutes')} gives it more time.`;
    case 'requested':
      return `To see how it ends, run this step with ${medium.prose('wait-for-minutes')} above 0.`;
    case 'would-cancel':
      return `To cancel it, run this step without ${medium.prose('dry-run')}.`;
    case 'interrupted':
      return afterInterruption(result);
    case 'error':
      return result.failure === undefined ? 'Read the log of this step.' : medium.prose(result.failure.remedy);
  }
}

function afterInterruption(result: ServiceResult): string {
  return standingOf(result) === 'not-sent'
    ? 'Run this step again if the deployment must still be stopped.'
    : 'Run this step again to learn how it ended: it joins a cancellation that still goes on.';
}
