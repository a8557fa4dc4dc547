import type { Draw } from './draw.ts';
import type { Scene, Successor } from './scene.ts';

/** A plan of a deployment that ends by itself within seconds, where it was begun so long before the step. */
export function endingSoon<Plan extends { readonly deploy: number }>(
  draw: Draw,
  plan: Plan,
  begunBefore: number,
): Plan {
  return { ...plan, deploy: begunBefore + draw.duration(4_000) };
}

/** A deployment that begins as soon as the one before it has ended. */
export function successorAtOnce<Plan extends { readonly deploy: number }>(
  draw: Draw,
  randomPlan: () => Plan,
): Successor<Plan> {
  return { after: draw.number(0, 500), plan: { ...randomPlan(), deploy: draw.number(2_000, 100_000) } };
}

export function randomSuccessors<Plan>(draw: Draw, randomPlan: () => Plan): readonly Successor<Plan>[] {
  if (!draw.chance(0.4)) return [];
  const count = draw.number(1, 2);
  return Array.from({ length: count }, () => ({ after: draw.duration(30_000), plan: randomPlan() }));
}

/** How far reads fall behind, and how the step is asked for. `lags`: whether they do. */
export function randomRequest(draw: Draw, lags: boolean) {
  return {
    stateLag: lags ? draw.number(0, 8_000) : 0,
    recordLag: lags ? draw.number(0, 8_000) : 0,
    lagShare: draw.pick([0.1, 0.5, 0.9]),
    runnerClockOffset: draw.pick([0, 0, -30_000, 30_000]),
    guard: draw.pick(['none', 'none', 'none', 'none', 'latest', 'latest', 'latest', 'successor', 'unknown']),
    dryRun: draw.chance(0.05),
    stoppedAt: draw.maybe(0.04, 60_000),
  } satisfies Partial<Scene<never>>;
}

export function randomWait(draw: Draw): Pick<Scene<never>, 'wait' | 'longestPoll'> {
  return {
    wait: draw.pick([0, 0, 1_000, 3_000, 6_000, 20_000, 60_000, 600_000]),
    longestPoll: draw.pick([1_000, 10_000, 10_000, 60_000]),
  };
}
