/** Writes the tables of inputs and outputs into the documents that have some, from each action.yml. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { documentsWithTables, withTables } from './readme-tables.ts';

for (const [document, listed] of documentsWithTables()) {
  const file = path.resolve(import.meta.dirname, '..', document);
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), listed));
}
