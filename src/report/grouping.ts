import type { Outcome } from '../cancellation/outcome.ts';
import type { Failure } from '../cancellation/proton.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import type { Medium } from './escape.ts';

/**
 * The order in which the reports show outcomes: first what nobody knows or what is broken, last what went as wished.
 * A record, so that the compiler asks for a place for each outcome.
 */
const rank: Readonly<Record<Outcome, number>> = {
  error: 0,
  failed: 1,
  superseded: 2,
  'timed-out': 3,
  interrupted: 4,
  'not-found': 5,
  succeeded: 6,
  requested: 7,
  'would-cancel': 8,
  deleted: 9,
  'nothing-to-cancel': 10,
  cancelled: 11,
};

/** The services whose cancellation ended alike. Never empty. */
export interface OutcomeGroup {
  readonly outcome: Outcome;
  readonly results: readonly ServiceResult[];
}

/** The services that met the same failure. Never empty. */
export interface FailureGroup {
  readonly failure: Failure | undefined;
  readonly results: readonly ServiceResult[];
}

/** The results, worst first; input order among equals. */
export function worstFirst(results: readonly ServiceResult[]): readonly ServiceResult[] {
  return results.toSorted((left, right) => rank[left.outcome] - rank[right.outcome]);
}

/** The results by outcome, worst first. */
export function byOutcome(results: readonly ServiceResult[]): readonly OutcomeGroup[] {
  return [...Map.groupBy(worstFirst(results), (result) => result.outcome)].map(([outcome, group]) => ({
    outcome,
    results: group,
  }));
}

/** Results with the outcome `error`, together where name and remedy say that one mending helps all of them. */
export function byFailure(results: readonly ServiceResult[]): readonly FailureGroup[] {
  const groups = Map.groupBy(results, ({ failure }) => JSON.stringify([failure?.name, failure?.remedy]));
  return [...groups.values()].map((group) => ({ failure: group[0]?.failure, results: group }));
}

/** Names of services for a sentence: `a, b and c`, or `a, b, c and 47 more`. */
export function namesOf(results: readonly ServiceResult[], medium: Medium, limit = 10): string {
  const names = results.slice(0, limit).map((result) => medium.name(result.serviceName));
  const left = results.length - names.length;
  if (left > 0) return `${names.join(', ')} and ${left} more`;
  const last = names.pop() ?? 'no service';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
