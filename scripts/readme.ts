/** Writes the README's tables of inputs and outputs, from action.yml. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readActionDefinition } from './action-definition.ts';
import { withTables } from './readme-tables.ts';

const file = path.resolve(import.meta.dirname, '..', 'README.md');
writeFileSync(file, withTables(readFileSync(file, 'utf8'), readActionDefinition()));
