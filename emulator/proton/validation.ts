import {
  type IntegerConstraint,
  integerProblems,
  missing,
  problemsMessage,
  type TextConstraint,
  textProblems,
  unsatisfied,
} from '../constraint.ts';
import { isJsonObject } from '../json.ts';
import { maximumTags, tagKey, tagValue } from './constraints.ts';
import { protonError } from './proton-error.ts';

/**
 * Reads the members of a request one by one, held against the model's constraints, and collects every problem, as AWS
 * does: a caller reads all members first, then calls `finish`, and uses what was read only if that did not throw.
 * A member that is `null` counts as absent, members that the model does not know are ignored.
 */
export class RequestReader {
  readonly #input: Readonly<Record<string, unknown>>;
  readonly #problems: string[] = [];

  /** @throws `SerializationException` when the request is not a JSON object */
  constructor(input: unknown) {
    if (!isJsonObject(input)) {
      throw protonError('SerializationException', 'The body of the request must be a JSON object.');
    }
    this.#input = input;
  }

  /** A text that must be there. @throws `SerializationException` when the member is of another type */
  text(member: string, constraint: TextConstraint): string {
    const value = this.optionalText(member, constraint);
    if (value === undefined) this.#problems.push(missing(member));
    return value ?? '';
  }

  /** A text that may be missing. @throws `SerializationException` when the member is of another type */
  optionalText(member: string, constraint: TextConstraint): string | undefined {
    const value = this.#member(member);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw wrongType(member, 'String');
    this.#problems.push(...textProblems(member, value, constraint));
    return value;
  }

  /** One of a closed list of words, which must be there. */
  word<Word extends string>(member: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.text(member, { minimum: 0, maximum: Number.POSITIVE_INFINITY, oneOf: words });
    return words.find((word) => word === value) ?? words[0];
  }

  /** A whole number that may be missing. @throws `SerializationException` when the member is of another type */
  optionalInteger(member: string, constraint: IntegerConstraint): number | undefined {
    const value = this.#member(member);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(member, 'Integer');
    this.#problems.push(...integerProblems(member, value, constraint));
    return value;
  }

  /** Checks a list of tags, which may be missing. The emulator has no operation that reads tags back. */
  optionalTags(member: string): void {
    const value = this.#member(member);
    if (value === undefined) return;
    if (!Array.isArray(value)) throw wrongType(member, 'List');
    if (value.length > maximumTags) {
      this.#problems.push(unsatisfied(member, '[...]', `Member must have length less than or equal to ${maximumTags}`));
    }
    // Those beyond the limit are one problem, not one each.
    for (const [index, tag] of value.slice(0, maximumTags).entries()) this.#tag(`${member}.${index + 1}.member`, tag);
  }

  /** Ends the reading. @throws one `ValidationException` that holds every problem found */
  finish(): void {
    if (this.#problems.length > 0) throw protonError('ValidationException', problemsMessage(this.#problems));
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
}

function wrongType(member: string, type: 'String' | 'Integer' | 'List'): Error {
  return protonError('SerializationException', `The value of '${member}' can not be converted to a ${type}`);
}
