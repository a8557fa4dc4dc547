import type { Draw } from './draw.ts';

/** By how many milliseconds the next answer falls behind. */
export type Lag = () => number;

export const noLag: Lag = () => 0;

/** Reads that fall behind and jump: each answer has a lag of its own, from none to `longest` milliseconds. */
export function randomLag(draw: Draw, longest: number, share: number): Lag {
  return () => (draw.chance(share) ? draw.number(0, longest) : 0);
}
