import type { Pipeline } from '../../cancellation/model/deployment.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import { bounded } from '../text/escape.ts';

/** The pipeline outputs of a single service, with the API's field behind each. */
const pipelineOutputs: readonly (readonly [output: string, field: keyof Pipeline])[] = [
  ['pipeline-arn', 'arn'],
  ['created-at', 'createdAt'],
  ['deployment-status', 'deploymentStatus'],
  ['deployment-status-message', 'deploymentStatusMessage'],
  ['last-attempted-deployment-id', 'lastAttemptedDeploymentId'],
  ['last-deployment-attempted-at', 'lastDeploymentAttemptedAt'],
  ['last-deployment-succeeded-at', 'lastDeploymentSucceededAt'],
  ['last-succeeded-deployment-id', 'lastSucceededDeploymentId'],
  ['template-name', 'templateName'],
  ['template-major-version', 'templateMajorVersion'],
  ['template-minor-version', 'templateMinorVersion'],
];

/** What is left of a pipeline where `results` would else become too large: what was decided, and what is deployed. */
const essentialFields: readonly (keyof Pipeline)[] = [
  'deploymentStatus',
  'deploymentStatusMessage',
  'lastSucceededDeploymentId',
  'lastDeploymentSucceededAt',
];
const allFields: readonly (keyof Pipeline)[] = pipelineOutputs.map(([, field]) => field);

/** How much of each service `results` tells. `textLimit` bounds reason, status message and error message. */
interface Detail {
  readonly textLimit: number;
  readonly fields: readonly (keyof Pipeline)[];
}

/** From all to the least; the first that fits is taken, for all services alike. */
const details: readonly [Detail, ...Detail[]] = [
  { textLimit: 2_000, fields: allFields },
  { textLimit: 500, fields: allFields },
  { textLimit: 100, fields: allFields },
  { textLimit: 100, fields: essentialFields },
  { textLimit: 40, fields: [] },
];

/**
 * How large `results` may become, in bytes of UTF-8. GitHub takes 1 MB of outputs a job ("Passing information between
 * jobs", workflow syntax); the rest is for the other outputs.
 */
const resultsLimit = 900_000;
/** For one single-service output, in UTF-16 units: far beyond what Proton writes, far below the job's 1 MB. */
const outputLimit = 60_000;

/**
 * The step's outputs, in the order of the contract. A field that the API left out is an empty string; so are the
 * single-service outputs where there are several services. The key `spec` is there only with `includeSpec`, so that
 * without it nothing about a spec is ever written.
 *
 * `results` stays under 900,000 bytes at 1,000 services: where it would be larger, first the long texts are cut, to 500
 * and then 100 characters, then the pipelines keep only their status, its message and the last success, and at last go
 * altogether. Name, outcome, deployment id, time waited, and an error's name and request id always stay.
 */
export function outputsOf(
  results: readonly ServiceResult[],
  { includeSpec }: { readonly includeSpec: boolean },
): Readonly<Record<string, string>> {
  const only = results.length === 1 ? results[0] : undefined;
  const outputs: Record<string, string> = {
    outcome: commonOutcome(results),
    'deployment-id': bounded(only?.deploymentId ?? '', outputLimit),
  };
  for (const [output, field] of pipelineOutputs) outputs[output] = bounded(only?.pipeline?.[field] ?? '', outputLimit);
  // A spec is used as a whole or not at all, so that it is not cut: the model bounds it at 51,200 characters.
  if (includeSpec) outputs['spec'] = only?.spec ?? '';
  outputs['results'] = resultsJson(results);
  return outputs;
}

function commonOutcome(results: readonly ServiceResult[]): string {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  const [common = ''] = outcomes;
  return outcomes.size > 1 ? 'mixed' : common;
}

function resultsJson(results: readonly ServiceResult[]): string {
  let json = '';
  for (const detail of details) {
    json = JSON.stringify(results.map((result) => entryOf(result, detail)));
    if (Buffer.byteLength(json) <= resultsLimit) break;
  }
  return json;
}

/** One object of `results`. `JSON.stringify` leaves out what is undefined. */
function entryOf(result: ServiceResult, { textLimit, fields }: Detail): object {
  return {
    serviceName: result.serviceName,
    outcome: result.outcome,
    reason: bounded(result.reason, textLimit),
    deploymentId: result.deploymentId,
    waitedSeconds: Math.round(result.waitedMilliseconds) / 1_000,
    pipeline: fields.length === 0 ? undefined : pipelineEntry(result.pipeline, fields, textLimit),
    error: result.outcome === 'error' ? errorEntry(result, textLimit) : undefined,
  };
}

function pipelineEntry(
  pipeline: Pipeline | undefined,
  fields: readonly (keyof Pipeline)[],
  textLimit: number,
): object | undefined {
  if (pipeline === undefined) return undefined;
  const entries = fields.map((field) => {
    const value = pipeline[field];
    return [field, value === undefined ? undefined : bounded(value, fieldLimit(field, textLimit))];
  });
  return Object.fromEntries(entries);
}

/** An ARN or an id that is cut is of no use; those that come from Proton are far shorter than this. */
function fieldLimit(field: keyof Pipeline, textLimit: number): number {
  return field === 'deploymentStatusMessage' ? textLimit : Math.max(textLimit, 300);
}

function errorEntry({ failure, reason }: ServiceResult, textLimit: number): object {
  return {
    name: bounded(failure?.name ?? 'Error', 100),
    message: bounded(failure?.message ?? reason, textLimit),
    requestId: failure?.requestId,
  };
}
