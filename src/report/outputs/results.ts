import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { bounded, logMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { fieldsOf } from '../sentences/detail.ts';
import { reasonText } from '../verdict/reasons.ts';

type Field = keyof Pipeline | keyof Stack;

/**
 * The fields of a pipeline and of a stack, in the order of the API's model: nothing else is ever written. The essential ones are
 * left where `results` would else become too large: what was decided, and what is deployed.
 */
const allFields: Readonly<Record<Field, 'essential' | 'other'>> = {
  arn: 'other',
  createdAt: 'other',
  deploymentStatus: 'essential',
  deploymentStatusMessage: 'essential',
  lastAttemptedDeploymentId: 'other',
  lastDeploymentAttemptedAt: 'other',
  lastDeploymentSucceededAt: 'essential',
  lastSucceededDeploymentId: 'essential',
  templateName: 'other',
  templateMajorVersion: 'other',
  templateMinorVersion: 'other',
  stackId: 'essential',
  stackStatus: 'essential',
  stackStatusReason: 'essential',
  creationTime: 'other',
  lastUpdatedTime: 'other',
};

/** How much of each target `results` holds. `textLimit` bounds reason, status message and error message, in UTF-16 units. */
interface Extent {
  readonly textLimit: number;
  readonly fields: 'all' | 'essential' | 'none';
}

/** From the most to the least; the first that fits is used for all targets. */
const extents: readonly Extent[] = [
  { textLimit: 2_000, fields: 'all' },
  { textLimit: 500, fields: 'all' },
  { textLimit: 100, fields: 'all' },
  { textLimit: 100, fields: 'essential' },
  { textLimit: 40, fields: 'none' },
];

/**
 * How large `results` may become, in bytes of UTF-8. GitHub takes 1 MB of outputs a job ("Passing information between
 * jobs", workflow syntax); the rest is for the other outputs.
 */
const resultsLimit = 800_000;

/**
 * The output `results`: a JSON array with one object a target, in input order. It stays under 800,000 bytes at 1,000
 * targets: where it would be larger, first the long texts are cut, to 500 and then 100 characters, then the pipelines and
 * stacks keep only their status, its message, and the last success or the stack's id, and at last they go altogether. Name,
 * outcome, deployment id, time waited, and an error's name and request id always stay.
 */
export function resultsJson(results: readonly TargetResult[], facts: ReportFacts): string {
  let json = '';
  for (const extent of extents) {
    json = JSON.stringify(results.map((result) => entryOf(result, facts, extent)));
    if (Buffer.byteLength(json) <= resultsLimit) break;
  }
  return json;
}

/** `JSON.stringify` leaves out what is undefined. */
function entryOf(result: TargetResult, facts: ReportFacts, extent: Extent): object {
  const isStack = facts.targetKind === 'stack';
  return {
    [isStack ? 'stackName' : 'serviceName']: result.target.name,
    outcome: result.outcome,
    reason: bounded(reasonText(result, facts, logMedium), extent.textLimit),
    deploymentId: result.deploymentId,
    waitedSeconds: Math.round(result.waitedMilliseconds) / 1_000,
    [isStack ? 'stack' : 'pipeline']: detailEntry(result, extent),
    failedResources: failedResourcesEntry(result, extent),
    error: result.outcome === 'error' ? errorEntry(result, facts, extent) : undefined,
  };
}

/** A message of AWS may be long. An ARN or an id that is cut is of no use; AWS's are far shorter than 300. */
function detailEntry(result: TargetResult, { fields, textLimit }: Extent): object | undefined {
  if (result.detail === undefined || fields === 'none') return undefined;
  const texts: Readonly<Record<string, string | undefined>> = { ...fieldsOf(result) };
  const shown = Object.entries(allFields).filter(([, kind]) => fields === 'all' || kind === 'essential');
  return Object.fromEntries(
    shown.map(([field]) => {
      const isMessage = field === 'deploymentStatusMessage' || field === 'stackStatusReason';
      return [field, cut(texts[field], isMessage ? textLimit : Math.max(textLimit, 300))];
    }),
  );
}

/** Left out where nothing failed, or where the stack's events could not be read. */
function failedResourcesEntry({ failedResources }: TargetResult, { fields, textLimit }: Extent): object | undefined {
  if (failedResources.length === 0 || fields === 'none') return undefined;
  return failedResources.map(({ logicalId, resourceType, status, reason }) => ({
    logicalId: cut(logicalId, 300),
    type: cut(resourceType, 300),
    status: cut(status, 300),
    reason: cut(reason, textLimit),
  }));
}

function cut(text: string | undefined, limit: number): string | undefined {
  return text === undefined ? undefined : bounded(text, limit);
}

/** An error of our own has no name and no text from outside: its kind and the reason take their place. */
function errorEntry(result: TargetResult, facts: ReportFacts, { textLimit }: Extent): object {
  const { failure } = result;
  return {
    name: bounded(failure?.name || inPascalCase(failure?.kind ?? 'error'), 100),
    message: bounded(failure?.message || reasonText(result, facts, logMedium), textLimit),
    requestId: failure?.requestId,
  };
}

/** `out-of-time` as `OutOfTime`, the way AWS names errors. */
function inPascalCase(kind: string): string {
  return kind.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
