import { isJsonObject, type Json, type JsonObject } from '../json.ts';

/** The members to replace in a part of an answer; `undefined` leaves a member out. */
export type AlteredFields = Readonly<Record<string, Json | undefined>>;

/** The member of an answer that holds what a fault alters, in each API's own names. */
export const alteredParts = {
  'alter-service': 'service',
  'alter-pipeline': 'pipeline',
  'alter-deployment': 'deployment',
  'alter-stack': 'Stacks',
  'alter-event': 'StackEvents',
} as const;

/** A fault that alters a part of an answer. */
export type AlterationKind = keyof typeof alteredParts;

/** What a fault alters of an answer. */
export interface Alteration {
  readonly kind: AlterationKind;
  readonly fields: AlteredFields;
}

/** Replaces members of a part of an answer, wherever the operation puts it. Where the part is a list, in each item. */
export function alterMembers(answer: JsonObject, { kind, fields }: Alteration): JsonObject {
  const members = Object.entries(answer).map(([name, value]) => {
    if (name === alteredParts[kind]) return [name, replaced(value, fields)];
    return [name, isPlainObject(value) ? alterMembers(value, { kind, fields }) : value];
  });
  return Object.fromEntries(members);
}

function replaced(value: Json | undefined, fields: AlteredFields): Json | undefined {
  if (isList(value)) return value.map((item) => (isPlainObject(item) ? { ...item, ...fields } : item));
  return isPlainObject(value) ? { ...value, ...fields } : value;
}

function isPlainObject(value: Json | undefined): value is JsonObject {
  return isJsonObject(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
