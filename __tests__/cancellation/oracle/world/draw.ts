import { generator } from '../../generator.ts';

/** Draws from a seed: the same seed gives the same world. */
export class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  /** Whether something with this probability happens. */
  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  pick<const Value>(values: readonly [Value, ...Value[]]): Value {
    return values[Math.floor(this.#random() * values.length)] ?? values[0];
  }

  /** A whole number from `least` to `most`. */
  number(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** Milliseconds: as often at the scale of one request as at that of a whole rollback. */
  duration(longest = 200_000): number {
    return this.number(0, Math.min(this.pick([60, 1_000, 4_000, 20_000, longest]), longest));
  }

  /** A duration, with this probability. */
  maybe(probability: number, longest?: number): number | undefined {
    return this.chance(probability) ? this.duration(longest) : undefined;
  }
}

/** The seed of one schedule out of a run's, so that each can be played by itself. */
export function seedOf(runSeed: number, schedule: number): number {
  return (Math.imul(runSeed, 0x9e3779b1) ^ Math.imul(schedule, 0x85ebca6b)) >>> 0;
}
