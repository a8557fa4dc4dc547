import type { StateChange } from '../model/result.ts';

/** A target whose status flaps must not make the run's memory grow: no more changes than this are kept. */
const mostChanges = 50;

/** The states that a target was seen in, in order: the first ones, and the latest. */
export class Timeline {
  readonly #changes: StateChange[] = [];

  add(change: StateChange): void {
    if (this.#changes.length === mostChanges) this.#changes.pop();
    this.#changes.push(change);
  }

  /** Whether one of these stages was seen. */
  has(...stages: readonly StateChange['stage'][]): boolean {
    return this.#changes.some(({ stage }) => stages.includes(stage));
  }

  /** A copy, which later changes leave as it is. */
  changes(): readonly StateChange[] {
    return [...this.#changes];
  }
}
