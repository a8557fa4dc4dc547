import type { ServiceResult } from '../cancellation/result.ts';
import type { Medium } from './escape.ts';
import { lastStateOf, standingOf } from './standing.ts';
import { moment } from './time.ts';

const deployAgain = 'deploy it again with UpdateServicePipeline';
const unchanged = 'unchanged by this step';
const unsettled = 'not settled before the cancellation ends';

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

/** What is deployed now, as far as it can be known, with the last success: ends a sentence that begins "Deployed now:". */
export function deployedNowOf(result: ServiceResult, medium: Medium): string {
  // What once succeeded is no comfort where the pipeline is gone.
  const aside = result.outcome === 'deleted' ? '' : lastSuccessOf(result, medium);
  return `${deployedInShortOf(result)}${aside}.`;
}

/** The same in words that hold for other services with the same outcome, too, and without a full stop. */
export function deployedInShortOf(result: ServiceResult): string {
  switch (result.outcome) {
    case 'cancelled':
      return 'what was deployed before it';
    case 'succeeded':
      return 'the new version';
    case 'failed':
      return 'not certain, parts of the failed deployment may remain';
    case 'nothing-to-cancel':
    case 'would-cancel':
      return unchanged;
    case 'deleted':
      return lastStateOf(result) === 'DELETE_FAILED'
        ? 'parts of the pipeline, whose deletion failed'
        : 'nothing, once the deletion is done';
    case 'not-found':
      return 'nothing that Proton knows of';
    case 'superseded':
      return 'whatever the other deployment brings';
    case 'timed-out':
    case 'requested':
      return unsettled;
    case 'interrupted':
    case 'error':
      return deployedAfterStanding(result);
  }
}

function deployedAfterStanding(result: ServiceResult): string {
  switch (standingOf(result)) {
    case 'not-sent':
    case 'refused':
      return unchanged;
    case 'accepted':
      return unsettled;
    case 'unknown':
      return 'not known';
  }
}

function afterInterruption(result: ServiceResult): string {
  return standingOf(result) === 'not-sent'
    ? 'Run this step again if the deployment must still be stopped.'
    : 'Run this step again to learn how it ended: it joins a cancellation that still goes on.';
}

/** The last success as an aside: ` (last success: deployment … of …)`, or nothing where Proton did not say. */
function lastSuccessOf({ pipeline }: ServiceResult, medium: Medium): string {
  const id = pipeline?.lastSucceededDeploymentId;
  if (id === undefined || id === '') return '';
  const time = moment(pipeline?.lastDeploymentSucceededAt);
  return ` (last success: deployment ${medium.name(id)}${time === undefined ? '' : ` of ${time}`})`;
}
