const loading = /\b[\w$]+\.e\((?:\/\*.*?\*\/)?\s*(\d+)\)/g;

/**
 * The chunks of a bundle made by ncc that nothing loads, starting from its entry. ncc loads chunk 7 from
 * the file `7.index.js`, with `__webpack_require__.e(7)`, whose name may be shortened, and with a comment before the 7.
 *
 * @param scripts the text of every script, by its name
 * @returns names, in the order of the map
 */
export function unreachableChunks(entry: string, scripts: ReadonlyMap<string, string>): readonly string[] {
  const reached = new Set([entry]);
  // A set's iterator also visits what is added on the way.
  for (const name of reached) {
    for (const [, id] of (scripts.get(name) ?? '').matchAll(loading)) reached.add(`${id}.index.js`);
  }
  return [...scripts.keys()].filter((name) => !reached.has(name));
}
