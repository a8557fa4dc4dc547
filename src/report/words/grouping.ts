import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { Failure } from '../../cancellation/ports.ts';
import type { Medium } from '../text/escape.ts';

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

/** The results, worst first; among equals the longest wait first, then input order. */
export function worstFirst(results: readonly ServiceResult[]): readonly ServiceResult[] {
  return results.toSorted(
    (left, right) => rank[left.outcome] - rank[right.outcome] || right.waitedMilliseconds - left.waitedMilliseconds,
  );
}

/** The results by outcome, worst first. */
export function byOutcome(results: readonly ServiceResult[]): readonly OutcomeGroup[] {
  return [...groupBy(worstFirst(results), (result) => result.outcome)].map(([outcome, group]) => ({
    outcome,
    results: group,
  }));
}

/** Results with the outcome `error`, together where name and remedy say that one mending helps all of them. */
export function byFailure(results: readonly ServiceResult[]): readonly FailureGroup[] {
  const groups = groupBy(results, ({ failure }) => JSON.stringify([failure?.name, failure?.remedy]));
  return [...groups.values()].map((group) => ({ failure: group[0]?.failure, results: group }));
}

/** The results counted by outcome, worst first: `1 failed, 2 timed out`. */
export function countsOf(results: readonly ServiceResult[]): string {
  return byOutcome(results)
    .map(({ outcome, results: group }) => countOf(group.length, outcome))
    .join(', ');
}

/** A group's size in words that nobody can take for good news which they are not: `1 finished first`. */
export function countOf(count: number, outcome: Outcome): string {
  switch (outcome) {
    case 'cancelled':
    case 'failed':
    case 'deleted':
    case 'superseded':
    case 'interrupted':
      return `${count} ${outcome}`;
    case 'succeeded':
      return `${count} finished first`;
    case 'nothing-to-cancel':
      return `${count} with nothing to cancel`;
    case 'not-found':
      return `${count} not found`;
    case 'timed-out':
      return `${count} timed out`;
    case 'requested':
      return `${count} being cancelled`;
    case 'would-cancel':
      return `${count} would be cancelled`;
    case 'error':
      return count === 1 ? '1 error' : `${count} errors`;
  }
}

/** Names of services for a sentence: `a, b and c`, or `a, b, c and 47 more`. */
export function namesOf(results: readonly ServiceResult[], medium: Medium, limit = 10): string {
  const names = results.slice(0, limit).map((result) => medium.name(result.serviceName));
  const left = results.length - names.length;
  if (left > 0) return `${names.join(', ')} and ${left} more`;
  const last = names.pop() ?? 'no service';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/**
 * The items by a key of theirs, both in the order of their first appearance. `Map.groupBy` would do, were it not too young
 * for a Node 20 on which somebody tries the bundle by hand.
 */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
