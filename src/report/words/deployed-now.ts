import { stageOf } from '../../cancellation/model/deployment.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../text/escape.ts';
import { moment } from '../text/time.ts';
import { reasonBeyondOutcome } from './cause.ts';
import { lastStateOf, standingOf } from './standing.ts';
import { templateOf } from './template.ts';

const unchanged = 'unchanged by this step';
const unsettled = 'not settled until AWS has ended the cancellation';
const unlessChanged = 'unless another deployment has changed it since';

/**
 * What is deployed now, as far as it can be known: ends a sentence that begins "Deployed now:". Names template and version
 * where they can be relied on, else when a deployment last succeeded.
 */
export function deployedNowOf(result: ServiceResult, medium: Medium): string {
  const version = deployedVersionOf(result, medium);
  const told = version === undefined ? deployedInShortOf(result) : withVersion(result, version);
  // What once succeeded is no comfort where the pipeline is gone.
  const isGone = result.outcome === 'deleted';
  return `${told}${version === undefined && !isGone ? lastSuccessOf(result) : ''}.`;
}

function withVersion(result: ServiceResult, version: string): string {
  switch (result.outcome) {
    case 'cancelled':
      return `${version}, as before the cancelled deployment`;
    case 'succeeded':
      return `the new version, ${version}`;
    case 'failed':
    case 'nothing-to-cancel':
    case 'deleted':
    case 'not-found':
    case 'superseded':
    case 'timed-out':
    case 'requested':
    case 'would-cancel':
    case 'interrupted':
    case 'error':
      return `${version}; ${deployedInShortOf(result)}`;
  }
}

/** The same in words that hold for other services with the same outcome, too, without a full stop. */
export function deployedInShortOf(result: ServiceResult): string {
  switch (result.outcome) {
    case 'cancelled':
      return isLastWord(result) ? 'what was deployed before' : `what was deployed before, ${unlessChanged}`;
    case 'succeeded':
      return isLastWord(result) ? 'the new version' : `its version, ${unlessChanged}`;
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
      return 'not known, since Proton does not know the service';
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

/**
 * Template, version and time of what is deployed: `web-service 1.0, deployed 2026-10-01 03:12:07 UTC`. A pipeline names
 * the deployed version once its last deployment was cancelled or has succeeded; while one goes on, or after one has
 * failed, the API does not say which of the two it names.
 */
function deployedVersionOf(result: ServiceResult, medium: Medium): string | undefined {
  const { outcome, pipeline } = result;
  const stage = stageOf(pipeline?.deploymentStatus);
  const template = templateOf(pipeline);
  const isNamed = stage === 'cancelled' || stage === 'succeeded';
  if (!isNamed || template === undefined || !(outcome === 'nothing-to-cancel' || isLastWord(result))) return undefined;
  const time = moment(pipeline?.lastDeploymentSucceededAt);
  return `${medium.prose(template)}${time === undefined ? '' : `, deployed ${time}`}`;
}

/** Whether the outcome says it all: a reason that says more may tell of another deployment that has come after this one. */
function isLastWord(result: ServiceResult): boolean {
  return reasonBeyondOutcome(result) === undefined;
}

function lastSuccessOf({ pipeline }: ServiceResult): string {
  const time = moment(pipeline?.lastDeploymentSucceededAt);
  return time === undefined ? '' : ` (last success: ${time})`;
}
