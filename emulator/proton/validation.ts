import { isJsonObject } from '../json.ts';
import { type IntegerConstraint, maximumTags, type TextConstraint, tagKey, tagValue } from './constraints.ts';
import { protonError } from './proton-error.ts';

/**
 * Reads the members of a request one by one, held against the model's constraints, and collects every problem, as AWS
 * does: a caller reads all members first, then calls `finish`, and uses what was read only if that did not throw.
 * A member that is `null` counts as absent, members that the model does not know are ignored.
 */
export class RequestReader {
  readonly #input: Readonly<Record<string, unknown>>;
  readonly #problems: string[] = [];

  /** Throws `SerializationException` when the request is not a JSON object. */
  constructor(input: unknown) {
    if (!isJsonObject(input)) {
      throw protonError('SerializationException', 'The body of the request must be a JSON object.');
    }
    this.#input = input;
  }

  /** A text that must be there. Throws `SerializationException` when the member is of another type. */
  text(member: string, constraint: TextConstraint): string {
    const value = this.optionalText(member, constraint);
    if (value === undefined) {
      this.#problems.push(`Value null at '${member}' failed to satisfy constraint: Member must not be null`);
    }
    return value ?? '';
  }

  /** A text that may be missing. Throws `SerializationException` when the member is of another type. */
  optionalText(member: string, constraint: TextConstraint): string | undefined {
    const value = this.#member(member);
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== 'string') {
      throw wrongType(member, 'String');
    }
    this.#hold(member, value, constraint);
    return value;
  }

  /** One of a closed list of words, which must be there. */
  word<Word extends string>(member: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.text(member, { minimum: 0, maximum: Number.POSITIVE_INFINITY, oneOf: words });
    return words.find((word) => word === value) ?? words[0];
  }

  /** A whole number that may be missing. Throws `SerializationException` when the member is of another type. */
  optionalInteger(member: string, { minimum, maximum }: IntegerConstraint): number | undefined {
    const value = this.#member(member);
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw wrongType(member, 'Integer');
    }
    if (value < minimum) {
      this.#unsatisfied(member, String(value), `Member must have value greater than or equal to ${minimum}`);
    }
    if (value > maximum) {
      this.#unsatisfied(member, String(value), `Member must have value less than or equal to ${maximum}`);
    }
    return value;
  }

  /** Checks a list of tags, which may be missing. The emulator has no operation that reads tags back. */
  optionalTags(member: string): void {
    const value = this.#member(member);
    if (value === undefined) {
      return;
    }
    if (!Array.isArray(value)) {
      throw wrongType(member, 'List');
    }
    if (value.length > maximumTags) {
      this.#unsatisfied(member, '[...]', `Member must have length less than or equal to ${maximumTags}`);
    }
    // Those beyond the limit are one problem, not one each.
    for (const [index, tag] of value.slice(0, maximumTags).entries()) {
      this.#tag(`${member}.${index + 1}.member`, tag);
    }
  }

  /** Ends the reading. Throws one `ValidationException` that holds every problem found. */
  finish(): void {
    const count = this.#problems.length;
    if (count > 0) {
      const heading = `${count} validation error${count === 1 ? '' : 's'} detected`;
      throw protonError('ValidationException', `${heading}: ${this.#problems.join('; ')}`);
    }
  }

  #member(name: string): unknown {
    const value = Object.hasOwn(this.#input, name) ? this.#input[name] : undefined;
    return value === null ? undefined : value;
  }

  #tag(path: string, tag: unknown): void {
    const reader = new RequestReader(tag);
    reader.text('key', tagKey);
    reader.text('value', tagValue);
    this.#problems.push(...reader.#problems.map((problem) => problem.replace("at '", `at '${path}.`)));
  }

  #hold(member: string, value: string, { minimum, maximum, pattern, oneOf }: TextConstraint): void {
    const length = [...value].length;
    if (length < minimum) {
      this.#unsatisfied(member, value, `Member must have length greater than or equal to ${minimum}`);
    }
    if (length > maximum) {
      this.#unsatisfied(member, value, `Member must have length less than or equal to ${maximum}`);
    }
    // What is too long is not matched: patterns of the model take time in the square of the length.
    if (length <= maximum && pattern !== undefined && !pattern.test(value)) {
      this.#unsatisfied(member, value, `Member must satisfy regular expression pattern: ${pattern.source}`);
    }
    if (oneOf !== undefined && !oneOf.includes(value)) {
      this.#unsatisfied(member, value, `Member must satisfy enum value set: [${oneOf.join(', ')}]`);
    }
  }

  #unsatisfied(member: string, value: string, rule: string): void {
    // A spec may hold 51,200 characters and is sensitive in the model: what AWS echoes back is kept short.
    const shown = value.length > 200 ? `${value.slice(0, 200)}...` : value;
    this.#problems.push(`Value '${shown}' at '${member}' failed to satisfy constraint: ${rule}`);
  }
}

function wrongType(member: string, type: 'String' | 'Integer' | 'List'): Error {
  return protonError('SerializationException', `The value of '${member}' can not be converted to a ${type}`);
}
