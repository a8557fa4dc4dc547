import type { Target } from '../../cancellation/model/plan.ts';
import type { Medium } from '../../text/escape.ts';

/** A list that is never empty. */
export type NonEmpty<Item> = readonly [Item, ...Item[]];

/** Names of targets for a sentence: `a, b and c`, or `a, b, c and 47 more`. */
export function namesOf(of: readonly { readonly target: Target }[], medium: Medium, limit = 10): string {
  const names = of.slice(0, limit).map(({ target }) => medium.name(target.name));
  const left = of.length - names.length;
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
): ReadonlyMap<Key, NonEmpty<Item>> {
  const groups = new Map<Key, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
