import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { outcomes } from '../../src/cancellation/model/outcome.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

function read(file: string): unknown {
  return parse(readFileSync(path.join(root, file), 'utf8'));
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

describe.each(['', 'guard/'])('%saction-types.yml', (folder) => {
  const types = read(`${folder}action-types.yml`);

  test.each(['inputs', 'outputs'])('gives a type to each of the %s in action.yml, in the same order', (kind) => {
    const action = read(`${folder}action.yml`);
    expect(Object.keys(Object(at(types, kind)))).toEqual(Object.keys(Object(at(action, kind))));
  });

  test('allows in fail-on what the code allows', () => {
    expect(at(types, 'inputs', 'fail-on', 'list-item', 'allowed-values')).toEqual([...outcomes, 'none']);
  });
});
