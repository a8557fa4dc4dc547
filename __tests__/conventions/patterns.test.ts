import path from 'node:path';
import { expect, test } from 'vitest';
import { patternsIn, problemOf, sourcesWithPatterns } from '../../scripts/regular-expressions.ts';
import { read } from './repository.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

// For all of them, recheck takes 12 s: what it has found safe is kept in a file, which `npm run patterns` makes.
test('every pattern takes linear time at most', async () => {
  const patterns = sourcesWithPatterns(root).flatMap((file) => patternsIn(root, file));
  expect(patterns.length).toBeGreaterThan(50);
  const safe = new Set<unknown>(JSON.parse(read('scripts/safe-patterns.json')));
  for (const pattern of patterns.filter(({ text }) => !safe.has(text))) {
    expect([pattern.file, pattern.text, await problemOf(pattern)]).toEqual([pattern.file, pattern.text, undefined]);
  }
});
