/** A property of something from outside; undefined where that isn't an object, or has no such property. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The longest text that is taken in from outside, in UTF-16 units: far beyond what AWS and GitHub write. */
const longestText = 60_000;
/** The longest text that is taken in where a part of it would be of no use, in UTF-16 units: a spec has up to 51,200 characters. */
const longestWhole = 102_400;

/** A text from outside, cut if it is very long; undefined if it isn't a text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, longestText) : undefined;
}

/** A text from outside that says something, cut if it is very long; undefined if it isn't a text, or is empty. */
export function asWords(value: unknown): string | undefined {
  return asText(value) || undefined;
}

/** A text from outside that is of use only as a whole; undefined if it isn't a text, is empty, or is too long to be sound. */
export function asWhole(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longestWhole ? value : undefined;
}

/** A number from outside; undefined if it isn't a number. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A time as the SDK reads it from an answer, in milliseconds since 1970; undefined if it isn't a time. */
export function asEpoch(value: unknown): number | undefined {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.getTime() : undefined;
}

/** A time as the SDK reads it from an answer, in ISO 8601 in UTC; undefined if it isn't a time. */
export function asTime(value: unknown): string | undefined {
  const epoch = asEpoch(value);
  return epoch === undefined ? undefined : new Date(epoch).toISOString();
}
