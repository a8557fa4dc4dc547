import type { Failure } from '../../cancellation/model/failure.ts';
import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { sharedFailure } from './denied-resource.ts';
import { outcomeWords } from './outcomes.ts';

/** The targets whose cancellation ended alike. Never empty. */
export interface OutcomeGroup {
  readonly outcome: Outcome;
  readonly results: readonly TargetResult[];
}

/** The targets that met the same failure. Never empty. */
export interface FailureGroup {
  /** The failure of the first; of several targets with a resource that holds for all of them. */
  readonly failure: Failure | undefined;
  readonly results: readonly TargetResult[];
}

/** The results, worst first; among equals the longest wait first, then input order. */
export function worstFirst(results: readonly TargetResult[]): readonly TargetResult[] {
  return results.toSorted(
    (left, right) =>
      outcomeWords[left.outcome].rank - outcomeWords[right.outcome].rank ||
      right.waitedMilliseconds - left.waitedMilliseconds,
  );
}

/** The results by outcome, worst first. */
export function byOutcome(results: readonly TargetResult[]): readonly OutcomeGroup[] {
  return [...groupBy(worstFirst(results), (result) => result.outcome)].map(([outcome, group]) => ({
    outcome,
    results: group,
  }));
}

/** Results with the outcome `error`, together where one fix helps all of them: the same thing failed in the same call. */
export function byFailure(results: readonly TargetResult[], facts: ReportFacts): readonly FailureGroup[] {
  const groups = groupBy(results, ({ failure, reason }) =>
    JSON.stringify([reason.kind, failure?.kind, failure?.name, failure?.call, failure?.host, failure?.isEndOfService]),
  );
  return [...groups.values()].map((group) => ({ failure: sharedFailure(group, facts), results: group }));
}

/** The results counted by outcome, worst first: `1 failed, 2 timed out`. */
export function countsOf(results: readonly TargetResult[]): string {
  return byOutcome(results)
    .map(({ outcome, results: group }) => countOf(group.length, outcome))
    .join(', ');
}

/** A group's size in words that can't be taken for better news than it is: `1 succeeded (finished first)`. */
export function countOf(count: number, outcome: Outcome): string {
  return `${count} ${outcomeWords[outcome].counted}`;
}

/** Names of targets for a sentence: `a, b and c`, or `a, b, c and 47 more`. */
export function namesOf(results: readonly TargetResult[], medium: Medium, limit = 10): string {
  const names = results.slice(0, limit).map(({ target }) => medium.name(target.name));
  const left = results.length - names.length;
  if (left > 0) return `${names.join(', ')} and ${left} more`;
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/**
 * The items by a key of theirs, both in the order of their first appearance. `Map.groupBy` would do, were it not too new
 * for Node 20, on which the bundle is sometimes tried by hand.
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
