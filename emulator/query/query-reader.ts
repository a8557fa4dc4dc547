import { missing, problemsMessage, type TextConstraint, textProblems, unsatisfied } from '../constraint.ts';
import { ApiError } from '../http/api-error.ts';
import { isJsonObject } from '../json.ts';

/**
 * Reads the parameters of a request one by one, held against the model's constraints, and collects every problem: a
 * caller reads all first, then calls `finish`, and uses what was read only if that did not throw. Parameters that the
 * model does not know are ignored.
 */
export class QueryReader {
  readonly #parameters: ReadonlyMap<string, string>;
  readonly #problems: string[] = [];

  constructor(input: unknown) {
    const entries = isJsonObject(input) ? Object.entries(input) : [];
    this.#parameters = new Map(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  }

  /** A text that must be there. */
  text(name: string, constraint: TextConstraint): string {
    const value = this.optionalText(name, constraint);
    if (value === undefined) this.#problems.push(missing(lowerCamel(name)));
    return value ?? '';
  }

  /** A text that may be missing. */
  optionalText(name: string, constraint: TextConstraint = anyText): string | undefined {
    const value = this.#parameters.get(name);
    if (value !== undefined) this.#problems.push(...textProblems(lowerCamel(name), value, constraint));
    return value;
  }

  /** One of a closed list of words, which may be missing. */
  optionalWord<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.#parameters.get(name);
    const word = words.find((candidate) => candidate === value);
    if (value !== undefined && word === undefined) {
      this.#problems.push(
        unsatisfied(lowerCamel(name), value, `Member must satisfy enum value set: [${words.join(', ')}]`),
      );
    }
    return word;
  }

  /** True or false; false where it is missing. */
  flag(name: string): boolean {
    return this.optionalWord(name, ['true', 'false']) === 'true';
  }

  /** The texts of a list; nothing where the list is missing altogether. */
  optionalTexts(name: string): readonly string[] | undefined {
    const items = this.#items(name);
    return items.length === 0 && !this.#parameters.has(name)
      ? undefined
      : items.map((item) => this.#parameters.get(item) ?? '');
  }

  /** The words of a list, each out of a closed list; nothing where the list is missing altogether. */
  optionalWords<Word extends string>(name: string, words: readonly Word[]): readonly Word[] | undefined {
    const items = this.#items(name);
    return items.length === 0 ? undefined : items.flatMap((item) => this.optionalWord(item, words) ?? []);
  }

  /** The items of a list, each with some of its members; nothing where the list is missing altogether. */
  optionalStructures<Member extends string>(
    list: string,
    members: readonly Member[],
  ): readonly ReadonlyMap<Member, string>[] | undefined {
    const items = new Set([...this.#parameters.keys()].flatMap((key) => itemOf(key, list) ?? []));
    if (items.size === 0 && !this.#parameters.has(list)) return undefined;
    return [...items].map((item) => {
      const present = members.flatMap((member) => {
        const value = this.#parameters.get(`${item}.${member}`);
        return value === undefined ? [] : ([[member, value]] as const);
      });
      return new Map(present);
    });
  }

  /** Ends the reading. @throws one `ValidationError` that holds every problem found */
  finish(): void {
    if (this.#problems.length > 0) throw new ApiError('ValidationError', problemsMessage(this.#problems), 400);
  }

  #items(list: string): readonly string[] {
    return [...this.#parameters.keys()].filter((key) => itemOf(key, list) === key);
  }
}

const anyText: TextConstraint = { minimum: 0, maximum: Number.POSITIVE_INFINITY };

/** The part of a parameter's name that names an item of a list, such as `Tags.member.1` of `Tags.member.1.Key`. */
function itemOf(key: string, list: string): string | undefined {
  const prefix = `${list}.member.`;
  const number = key.startsWith(prefix) ? /^\d+/.exec(key.slice(prefix.length))?.[0] : undefined;
  return number === undefined ? undefined : prefix + number;
}

function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
