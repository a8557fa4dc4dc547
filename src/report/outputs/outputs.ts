import type { Pipeline, Stack } from '../../cancellation/model/deployment.ts';
import { failsStep } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { bounded } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { fieldsOf } from '../sentences/detail.ts';
import { verdictText } from '../verdict/verdict.ts';
import { resultsJson } from './results.ts';

/** The outputs that are a field of the API's pipeline or stack. */
const fieldOutputs: readonly (readonly [output: string, field: keyof Pipeline | keyof Stack])[] = [
  ['pipeline-arn', 'arn'],
  ['created-at', 'createdAt'],
  ['last-attempted-deployment-id', 'lastAttemptedDeploymentId'],
  ['last-deployment-attempted-at', 'lastDeploymentAttemptedAt'],
  ['last-deployment-succeeded-at', 'lastDeploymentSucceededAt'],
  ['last-succeeded-deployment-id', 'lastSucceededDeploymentId'],
  ['template-name', 'templateName'],
  ['template-major-version', 'templateMajorVersion'],
  ['template-minor-version', 'templateMinorVersion'],
  ['stack-id', 'stackId'],
];

/** For one single-target output, in UTF-16 units: far beyond what AWS writes, far below the job's 1 MB. */
const outputLimit = 60_000;

/**
 * The step's outputs, in the order of `action.yml`. A field that the API left out, or that the kind of target does not have,
 * is an empty string; so are the single-target outputs of several targets. The key `spec` is there only with
 * `includeSpec`: without it, nothing about a spec is ever written.
 */
export function outputsOf(
  results: readonly TargetResult[],
  facts: ReportFacts,
  { includeSpec }: { readonly includeSpec: boolean },
): Readonly<Record<string, string>> {
  const only = results.length === 1 ? results[0] : undefined;
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  const [common = ''] = outcomes;
  const failed = results.filter(({ outcome }) => failsStep(outcome, facts.failOn));
  const outputs: Record<string, string> = {
    outcome: outcomes.size > 1 ? 'mixed' : common,
    message: verdictText(results, facts),
    // For `fromJSON` in a later job.
    failed: JSON.stringify(failed.map(({ target }) => target.name)),
    results: resultsJson(results, facts),
    ...singleTargetOutputs(only),
  };
  // A spec is of use only as a whole, so it is not cut: the model bounds it at 51,200 characters.
  if (includeSpec) outputs['spec'] = only?.spec ?? '';
  return outputs;
}

function singleTargetOutputs(result: TargetResult | undefined): Readonly<Record<string, string>> {
  const seen = result === undefined ? {} : fieldsOf(result);
  const outputs: Record<string, string | undefined> = {
    'deployment-id': result?.deploymentId,
    'deployment-status': result?.lastSeen?.status ?? seen.deploymentStatus ?? seen.stackStatus,
    'deployment-status-message': seen.deploymentStatusMessage ?? seen.stackStatusReason ?? result?.lastSeen?.message,
  };
  for (const [output, field] of fieldOutputs) outputs[output] = seen[field];
  outputs['created-at'] ??= seen.creationTime;
  return Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, bounded(text ?? '', outputLimit)]));
}
