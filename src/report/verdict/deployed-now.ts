import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { wordsOf } from '../outcomes/outcomes.ts';
import { lastSuccessOf, templateOf } from '../sentences/detail.ts';
import { isLatest } from '../sentences/fate.ts';
import { after } from '../sentences/sentence.ts';

/**
 * What is deployed now, as far as it is known: ends a sentence that begins "Deployed now:". Names template and version
 * where they can be relied on, else when a deployment last succeeded.
 */
export function deployedNowOf(result: TargetResult, medium: Medium): string {
  const version = versionOf(result, medium);
  const deployed = wordsOf(result.outcome).deployedNow(result, version);
  // What once succeeded says nothing where the pipeline is gone.
  const isSaid = version !== undefined || result.outcome === 'deleted';
  return `${deployed}${isSaid ? '' : after(lastSuccessOf(result), (time) => `(last success: ${time})`)}.`;
}

/**
 * Template, version and time of what is deployed: `web-service 1.0, deployed 2026-10-01 03:12:07 UTC`. A pipeline names
 * the deployed version once its last deployment was cancelled or has succeeded; while one goes on, or after one has
 * failed, the API does not say which of the two it names.
 */
function versionOf(result: TargetResult, medium: Medium): string | undefined {
  const { outcome, lastSeen } = result;
  const template = templateOf(result);
  const isNamed = lastSeen?.stage === 'cancelled' || lastSeen?.stage === 'succeeded';
  if (!isNamed || template === undefined || !(outcome === 'nothing-to-cancel' || isLatest(result))) return undefined;
  const time = lastSuccessOf(result);
  return `${medium.prose(template)}${time === undefined ? '' : `, deployed ${time}`}`;
}
