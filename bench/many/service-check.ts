import type { ServiceTruth } from '../emulator/messages.ts';
import type { MixedService } from './service-mix.ts';

/** What the action says about one service, as far as it is checked. Outside data. */
interface Reported {
  readonly serviceName: unknown;
  readonly outcome: unknown;
  readonly deploymentId: unknown;
}

/**
 * Holds the action's `results` against the services as they were set up, and against the emulator's truth.
 *
 * @param results the output `results`, JSON
 * @returns a sentence for every service that is lost, out of order, or wrong; none where all is right
 */
export function wrongResults(
  services: readonly MixedService[],
  truths: readonly ServiceTruth[],
  results: string,
): readonly string[] {
  const reported = readResults(results);
  const truthOf = new Map(truths.map((truth) => [truth.name, truth]));
  const surplus = reported.length > services.length ? [`${reported.length - services.length} results too many.`] : [];
  return [...surplus, ...services.flatMap((service, at) => wrongIn(service, truthOf.get(service.name), reported[at]))];
}

function wrongIn(
  { name, outcome }: MixedService,
  truth: ServiceTruth | undefined,
  reported: Reported | undefined,
): readonly string[] {
  if (reported?.serviceName !== name) return [`${name} is lost or out of its place.`];
  if (reported.outcome !== outcome) return [`${name} is ${String(reported.outcome)}, not ${outcome}.`];
  const status = statusBehind[outcome];
  if (status === undefined) return [];
  const deployment = truth?.deployment;
  const right = deployment?.status === status && deployment.cancelRequested && deployment.id === reported.deploymentId;
  return right ? [] : [`${name} is ${outcome}, but the emulator has ${JSON.stringify(deployment)}.`];
}

/** The state in which the emulator has the deployment that was cancelled, for the outcomes that tell how one ended. */
const statusBehind: Readonly<Partial<Record<MixedService['outcome'], string>>> = {
  cancelled: 'CANCELLED',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
};

function readResults(results: string): readonly Reported[] {
  const parsed: unknown = JSON.parse(results);
  if (!Array.isArray(parsed)) throw new Error('The output results is no array.');
  return parsed.map((result: unknown) => ({
    serviceName: fieldOf(result, 'serviceName'),
    outcome: fieldOf(result, 'outcome'),
    deploymentId: fieldOf(result, 'deploymentId'),
  }));
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
