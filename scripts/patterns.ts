/**
 * Makes `scripts/safe-patterns.json`: every regular expression of the code that reads outside text, each found safe by recheck
 * (makenowjust-labs.github.io/recheck): no text makes it take more than linear time. Those already on the list are checked
 * again, so that a newer recheck has its say. Exits with 1 if one is not safe.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { patternsIn, problemOf, sourcesWithPatterns } from './regular-expressions.ts';

const root = path.resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const safe = new Set<string>();
  let unsafe = 0;
  for (const pattern of sourcesWithPatterns(root).flatMap((file) => patternsIn(root, file))) {
    if (safe.has(pattern.text)) continue;
    const problem = await problemOf(pattern);
    if (problem === undefined) safe.add(pattern.text);
    else {
      unsafe += 1;
      process.stderr.write(`${pattern.file}: ${pattern.text} is ${problem}\n`);
    }
  }
  const list = `${JSON.stringify([...safe].toSorted(), undefined, 2)}\n`;
  writeFileSync(path.join(import.meta.dirname, 'safe-patterns.json'), list);
  process.stdout.write(`${safe.size} patterns are safe, ${unsafe} are not.\n`);
  process.exitCode = unsafe === 0 ? 0 : 1;
}

await main();
