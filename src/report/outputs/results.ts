import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { bounded, logMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { pipelineOf, stackOf } from '../sentences/detail.ts';
import { reasonText } from '../verdict/reasons.ts';

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

type Field = keyof Pipeline | keyof Stack;

/** The fields of a pipeline and of a stack, in the order of the API's model: nothing else is ever written. */
const allFields: readonly Field[] = [
  'arn',
  'createdAt',
  'deploymentStatus',
  'deploymentStatusMessage',
  'lastAttemptedDeploymentId',
  'lastDeploymentAttemptedAt',
  'lastDeploymentSucceededAt',
  'lastSucceededDeploymentId',
  'templateName',
  'templateMajorVersion',
  'templateMinorVersion',
  'stackId',
  'stackStatus',
  'stackStatusReason',
  'creationTime',
  'lastUpdatedTime',
];

/** What is left where `results` would else become too large: what was decided, and what is deployed. */
const essentialFields: readonly Field[] = [
  'deploymentStatus',
  'deploymentStatusMessage',
  'lastDeploymentSucceededAt',
  'lastSucceededDeploymentId',
  'stackId',
  'stackStatus',
  'stackStatusReason',
];

const fieldsOf: Readonly<Record<Extent['fields'], readonly Field[]>> = {
  all: allFields,
  essential: essentialFields,
  none: [],
};

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
    ...(isStack
      ? { stack: detailEntry(stackOf(result), extent) }
      : { pipeline: detailEntry(pipelineOf(result), extent) }),
    failedResources: failedResourcesEntry(result, extent),
    error: result.outcome === 'error' ? errorEntry(result, facts, extent) : undefined,
  };
}

function detailEntry(detail: Pipeline | Stack | undefined, { fields, textLimit }: Extent): object | undefined {
  if (detail === undefined || fields === 'none') return undefined;
  const values: Readonly<Partial<Record<Field, string | undefined>>> = detail;
  const entries = fieldsOf[fields].map((field) => [field, boundedField(field, values[field], textLimit)] as const);
  return Object.fromEntries(entries);
}

/** Left out where nothing failed, or where the stack's events could not be read. */
function failedResourcesEntry({ failedResources }: TargetResult, { fields, textLimit }: Extent): object | undefined {
  if (failedResources.length === 0 || fields === 'none') return undefined;
  return failedResources.map(({ logicalId, resourceType, status, reason }) => ({
    logicalId: bounded(logicalId, 300),
    type: resourceType === undefined ? undefined : bounded(resourceType, 300),
    status: bounded(status, 300),
    reason: reason === undefined ? undefined : bounded(reason, textLimit),
  }));
}

/** A message of AWS may be long. An ARN or an id that is cut is of no use; AWS's are far shorter than 300. */
function boundedField(field: Field, value: string | undefined, textLimit: number): string | undefined {
  const isMessage = field === 'deploymentStatusMessage' || field === 'stackStatusReason';
  return value === undefined ? undefined : bounded(value, isMessage ? textLimit : Math.max(textLimit, 300));
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
