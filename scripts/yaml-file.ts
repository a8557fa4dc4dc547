import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A mapping of a YAML file, whose values are still to be looked at. */
export type Mapping = Readonly<Record<string, unknown>>;

/** Reads a YAML file. */
export function readYaml(file: string): unknown {
  const content: unknown = parse(readFileSync(file, 'utf8'));
  return content;
}

/** The value as a mapping; an empty one where there is none. @throws for anything else */
export function mapping(value: unknown): Mapping {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no mapping.`);
  return Object.fromEntries(Object.entries(value));
}

/** The value as a list; an empty one where there is none. @throws for anything else */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no list.`);
  return value;
}

/** The value as text, as GitHub hands it on: `true` is "true". Undefined where there is none. @throws for anything else */
export function text(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text.`);
}

/** All values of a mapping as texts. @throws if one is none */
export function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(mapping(value)).map(([name, entry]) => [name, text(entry) ?? '']));
}
