/** What a change of package-lock.json is about: code that ends up in a bundle, or tools, which make bundles and test them. */
export type LockfileChange = 'none' | 'bundled' | 'tools' | 'both';

/**
 * Compares two versions of package-lock.json.
 *
 * @param bundled the names of the packages whose code is in a bundle, before the change
 * @throws if one of the files is no package-lock.json
 */
export function lockfileChange(before: unknown, after: unknown, bundled: ReadonlySet<string>): LockfileChange {
  const [old, young] = [placesIn(before), placesIn(after)];
  const places = new Set([...Object.keys(old), ...Object.keys(young)]);
  // What the root place says is said again by the places of the packages.
  places.delete('');
  const changed = [...places].filter((place) => JSON.stringify(old[place]) !== JSON.stringify(young[place]));
  const tools = changed.filter((place) => isTool(place, old[place] ?? young[place], bundled));
  if (changed.length === 0) return 'none';
  if (tools.length === 0) return 'bundled';
  return tools.length === changed.length ? 'tools' : 'both';
}

/** Development dependencies, and the Node that comes as a package: whatever is not handed on to users. */
function isTool(place: string, entry: unknown, bundled: ReadonlySet<string>): boolean {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return !bundled.has(name) && (field(entry, 'dev') === true || field(entry, 'optional') === true);
}

function placesIn(lockfile: unknown): Readonly<Record<string, unknown>> {
  const places = field(lockfile, 'packages');
  if (typeof places !== 'object' || places === null) throw new Error('This is no package-lock.json.');
  return Object.fromEntries(Object.entries(places));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
