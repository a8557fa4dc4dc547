import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
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

const action = read('action.yml');
const types = read('action-types.yml');

test.each(['inputs', 'outputs'])(
  'action-types.yml gives a type to each of the %s in action.yml, in the same order',
  (kind) => {
    expect(Object.keys(Object(at(types, kind)))).toEqual(Object.keys(Object(at(action, kind))));
  },
);

test('action-types.yml allows in fail-on what the code allows', () => {
  expect(at(types, 'inputs', 'fail-on', 'list-item', 'allowed-values')).toEqual([...outcomes, 'none']);
});
