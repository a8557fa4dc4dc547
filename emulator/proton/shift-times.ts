import type { Json, JsonObject } from '../json.ts';

/** Adds milliseconds to every time of an answer. In the model a time is a number whose member's name ends with `At`. */
export function shiftTimes(members: JsonObject, milliseconds: number): JsonObject {
  const shifted = (name: string, value: Json | undefined): Json | undefined => {
    if (typeof value === 'number') return name.endsWith('At') ? value + milliseconds / 1000 : value;
    if (isList(value)) return value.map((item) => shifted(name, item) ?? null);
    return typeof value === 'object' && value !== null ? shiftTimes(value, milliseconds) : value;
  };
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, shifted(name, value)]));
}

/** `Array.isArray` does not narrow a read-only list. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
