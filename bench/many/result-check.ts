import type { DeploymentTruth } from '../emulator/messages.ts';
import { type TargetKind, targetWords } from './target-kind.ts';
import type { MixedTarget, TargetMix } from './target-mix.ts';

/** What the action says about one target, as far as it is checked. Outside data. */
interface Reported {
  readonly name: unknown;
  readonly outcome: unknown;
  readonly deploymentId: unknown;
}

/**
 * Holds the action's `results` against the targets as they were set up, and against the emulator's truth.
 *
 * @param results the output `results`, JSON
 * @returns a sentence for every target that is lost, out of order, or wrong
 */
export function wrongResults(
  { kind, targets }: TargetMix,
  truths: readonly DeploymentTruth[],
  results: string,
): readonly string[] {
  const reported = readResults(results, targetWords[kind].resultName);
  const truthOf = new Map(truths.map((truth) => [truth.name, truth]));
  const surplus = reported.length > targets.length ? [`${reported.length - targets.length} results too many.`] : [];
  return [
    ...surplus,
    ...targets.flatMap((target, at) => wrongIn(kind, target, truthOf.get(target.name), reported[at])),
  ];
}

function wrongIn(
  kind: TargetKind,
  { name, outcome }: MixedTarget,
  truth: DeploymentTruth | undefined,
  reported: Reported | undefined,
): readonly string[] {
  if (reported?.name !== name) return [`${name} is lost or out of its place.`];
  if (reported.outcome !== outcome) return [`${name} is ${String(reported.outcome)}, not ${outcome}.`];
  const status = statusBehind(kind, outcome);
  if (status === undefined) return [];
  const deployment = truth?.deployment;
  const right = deployment?.status === status && deployment.cancelRequested && deployment.id === reported.deploymentId;
  return right ? [] : [`${name} is ${outcome}, but the emulator has ${JSON.stringify(deployment)}.`];
}

/** The state in which the emulator has the deployment that was cancelled; undefined where the outcome is about no such one. */
function statusBehind(kind: TargetKind, outcome: MixedTarget['outcome']): string | undefined {
  switch (outcome) {
    case 'cancelled':
    case 'succeeded':
    case 'failed':
      return targetWords[kind].endStatuses[outcome];
    case 'nothing-to-cancel':
    case 'not-found':
      return undefined;
  }
}

function readResults(results: string, resultName: string): readonly Reported[] {
  const parsed: unknown = JSON.parse(results);
  if (!Array.isArray(parsed)) throw new Error('The output results is no array.');
  return parsed.map((result: unknown) => ({
    name: fieldOf(result, resultName),
    outcome: fieldOf(result, 'outcome'),
    deploymentId: fieldOf(result, 'deploymentId'),
  }));
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
