/** A value as JSON can hold it. `undefined` is allowed as a member: `JSON.stringify` leaves such a member out. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object as JSON can hold it. */
export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

/** Tells whether a value of unknown origin is an object with members, which arrays and `null` are not. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
