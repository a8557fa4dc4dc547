import type { Failure } from '../../cancellation/model/failure.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { vocabulary } from './vocabulary.ts';

/**
 * One failure for all the results, with a resource that holds for all of them: the one that AWS's error names, or else
 * the target's own; of several targets a pattern with `NAME` in place of the names.
 */
export function sharedFailure(results: readonly TargetResult[], facts: ReportFacts): Failure | undefined {
  const [first] = results;
  if (first?.failure === undefined) return undefined;
  const resources = new Set(results.map((result) => deniedResourceOf(result, facts)));
  const [only] = resources;
  const deniedResource = resources.size > 1 ? resourceOf(first.failure, undefined, facts) : only;
  return { ...first.failure, deniedResource };
}

function deniedResourceOf({ failure, target }: TargetResult, facts: ReportFacts): string | undefined {
  if (failure?.kind !== 'access-denied') return undefined;
  return failure.deniedResource ?? resourceOf(failure, target.name, facts);
}

/** By the service authorization reference; the account as the error's own ARN has it. */
function resourceOf(failure: Failure, name: string | undefined, { targetKind, region }: ReportFacts): string {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d+):/.exec(failure.deniedResource ?? '')?.[1];
  return vocabulary[targetKind].resource(failure.call, { region: failure.region ?? region, account, name });
}
