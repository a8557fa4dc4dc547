/** Writes the tables of inputs and outputs of the README and of the guard's page, each from its action.yml. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readActionDefinition } from './action-definition.ts';
import { withTables } from './readme-tables.ts';

for (const [document, definition] of [
  ['README.md', 'action.yml'],
  ['docs/guard.md', 'guard/action.yml'],
] as const) {
  const file = path.resolve(import.meta.dirname, '..', document);
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), readActionDefinition(definition)));
}
