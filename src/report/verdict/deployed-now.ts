import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { moment } from '../../text/time.ts';
import { wordsOf } from '../outcomes/outcomes.ts';
import { lastSuccessOf, pipelineOf, templateOf } from '../sentences/detail.ts';
import { isLatest } from '../sentences/fate.ts';

/**
 * What is deployed now, as far as it is known: ends a sentence that begins "Deployed now:". Names template and version
 * where they can be relied on, else when a deployment last succeeded.
 */
export function deployedNowOf(result: TargetResult, medium: Medium): string {
  const version = versionOf(result, medium);
  const deployed = wordsOf(result.outcome).deployedNow(result, version);
  // What once succeeded says nothing where the pipeline is gone.
  const isGone = result.outcome === 'deleted';
  return `${deployed}${version === undefined && !isGone ? lastSuccessText(result) : ''}.`;
}

/**
 * Template, version and time of what is deployed: `web-service 1.0, deployed 2026-10-01 03:12:07 UTC`. A pipeline names
 * the deployed version once its last deployment was cancelled or has succeeded; while one goes on, or after one has
 * failed, the API does not say which of the two it names.
 */
function versionOf(result: TargetResult, medium: Medium): string | undefined {
  const { outcome, lastSeen } = result;
  const pipeline = pipelineOf(result);
  const template = templateOf(pipeline);
  const isNamed = lastSeen?.stage === 'cancelled' || lastSeen?.stage === 'succeeded';
  if (!isNamed || template === undefined || !(outcome === 'nothing-to-cancel' || isLatest(result))) return undefined;
  const time = moment(lastSuccessOf(pipeline));
  return `${medium.prose(template)}${time === undefined ? '' : `, deployed ${time}`}`;
}

function lastSuccessText(result: TargetResult): string {
  const time = moment(lastSuccessOf(pipelineOf(result)));
  return time === undefined ? '' : ` (last success: ${time})`;
}
