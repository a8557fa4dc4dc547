import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { moment } from '../../text/time.ts';
import { pipelineOf, templateOf } from './detail.ts';
import { fateOf } from './fate.ts';

const unchanged = 'unchanged by this step';
const unsettled = 'unknown until AWS finishes cancelling';
const inRollback = 'unknown until the rollback ends';
const unlessChanged = 'unless another deployment has changed it since';

/**
 * What is deployed now, as far as it is known: ends a sentence that begins "Deployed now:". Names template and version
 * where they can be relied on, else when a deployment last succeeded.
 */
export function deployedNowOf(result: TargetResult, medium: Medium): string {
  const version = deployedVersionOf(result, medium);
  const deployed = version === undefined ? deployedInShortOf(result) : withVersion(result, version);
  // What once succeeded says nothing where the pipeline is gone.
  const isGone = result.outcome === 'deleted';
  return `${deployed}${version === undefined && !isGone ? lastSuccessOf(result) : ''}.`;
}

function withVersion(result: TargetResult, version: string): string {
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

/** The same in words that hold for other targets with the same outcome, too, without a full stop. */
export function deployedInShortOf(result: TargetResult): string {
  switch (result.outcome) {
    case 'cancelled':
      return isLatest(result) ? 'what was deployed before' : `what was deployed before, ${unlessChanged}`;
    case 'succeeded':
      return isLatest(result) ? 'the new version' : `its version, ${unlessChanged}`;
    case 'failed':
      return 'not certain, parts of the failed deployment may remain';
    case 'nothing-to-cancel':
      return withoutDeployment(result);
    case 'would-cancel':
      return unchanged;
    case 'deleted':
      return afterDeletion(result);
    case 'not-found':
      return 'not known';
    case 'superseded':
      return 'whatever the other deployment brings';
    case 'timed-out':
      return deployedByFate(result);
    case 'requested':
      return unsettled;
    case 'interrupted':
    case 'error':
      return deployedByFate(result);
  }
}

function withoutDeployment({ reason }: TargetResult): string {
  switch (reason.kind) {
    case 'stuck':
      return 'not certain, parts of the failed deployment may remain';
    case 'rolled-back-by-itself':
      return 'what was deployed before';
    case 'already-cancelling':
      return unsettled;
    default:
      return unchanged;
  }
}

function afterDeletion({ reason, lastSeen }: TargetResult): string {
  if (lastSeen?.status === 'DELETE_FAILED') return 'parts of what was to be deleted';
  const isGoingOn =
    reason.kind === 'deleted' && reason.what === 'being-deleted' && lastSeen?.status !== 'DELETE_COMPLETE';
  return isGoingOn ? 'nothing, once the deletion is done' : 'nothing';
}

function deployedByFate(result: TargetResult): string {
  if (result.lastSeen?.stage === 'rolling-back') return inRollback;
  switch (fateOf(result)) {
    case 'nothing-sent':
    case 'refused':
      return unchanged;
    case 'accepted':
      return unsettled;
    case 'ended':
    case 'in-doubt':
      return 'not known';
  }
}

/**
 * Template, version and time of what is deployed: `web-service 1.0, deployed 2026-10-01 03:12:07 UTC`. A pipeline names
 * the deployed version once its last deployment was cancelled or has succeeded; while one goes on, or after one has
 * failed, the API does not say which of the two it names.
 */
function deployedVersionOf(result: TargetResult, medium: Medium): string | undefined {
  const { outcome, lastSeen } = result;
  const pipeline = pipelineOf(result);
  const template = templateOf(pipeline);
  const isNamed = lastSeen?.stage === 'cancelled' || lastSeen?.stage === 'succeeded';
  if (!isNamed || template === undefined || !(outcome === 'nothing-to-cancel' || isLatest(result))) return undefined;
  const time = moment(pipeline?.lastDeploymentSucceededAt);
  return `${medium.prose(template)}${time === undefined ? '' : `, deployed ${time}`}`;
}

/** Whether the deployment has ended and no other was seen to come after it. */
function isLatest({ reason }: TargetResult): boolean {
  return reason.kind === 'ended' && reason.successor === undefined;
}

function lastSuccessOf(result: TargetResult): string {
  const time = moment(pipelineOf(result)?.lastDeploymentSucceededAt);
  return time === undefined ? '' : ` (last success: ${time})`;
}
