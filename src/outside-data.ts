/** A property of something from outside; undefined where that is no object, or has none of this name. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A text from outside; undefined if it is none. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text from outside that says something; undefined if it is none, or empty. */
export function asWords(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number from outside; undefined if it is none. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A time as the SDK reads it from an answer, in milliseconds since 1970; undefined if it is none. */
export function asEpoch(value: unknown): number | undefined {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : undefined;
}

/** A time as the SDK reads it from an answer, in ISO 8601 in UTC; undefined if it is none. */
export function asTime(value: unknown): string | undefined {
  const epoch = asEpoch(value);
  return epoch === undefined ? undefined : new Date(epoch).toISOString();
}
