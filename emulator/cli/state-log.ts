import type { NamedState } from '../server.ts';

/**
 * Finds out what has changed since it last looked; what is there at the start is no change. State changes with time, without
 * any request, so it has to be looked at regularly.
 */
export class StateLog {
  readonly #states: () => Iterable<NamedState>;
  #known: ReadonlyMap<string, NamedState>;

  constructor(states: () => Iterable<NamedState>) {
    this.#states = states;
    this.#known = this.#look();
  }

  /** One line for each change, with the time of this look, in milliseconds since 1970. */
  changes(nowMilliseconds: number): readonly string[] {
    const before = this.#known;
    this.#known = this.#look();
    const time = new Date(nowMilliseconds).toISOString();
    const lines: string[] = [];
    for (const [key, { target, state }] of this.#known) {
      const earlier = before.get(key)?.state;
      if (earlier !== state) {
        lines.push(`${time}  ${target}  ${earlier === undefined ? state : `${earlier} -> ${state}`}`);
      }
    }
    for (const [key, { target, state }] of before) {
      if (!this.#known.has(key)) lines.push(`${time}  ${target}  ${state} -> deleted`);
    }
    return lines;
  }

  #look(): ReadonlyMap<string, NamedState> {
    return new Map([...this.#states()].map((each) => [`${each.api} ${each.target}`, each]));
  }
}
