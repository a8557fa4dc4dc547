import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { actService } from './service-world/act-service.ts';
import { guardedServiceUntruths, serviceUntruths } from './service-world/judge-service.ts';
import { randomServiceScene } from './service-world/random-service-scene.ts';
import { storyOfService } from './service-world/story-of-service.ts';
import { actStack } from './stack-world/act-stack.ts';
import { guardedStackUntruths, stackUntruths } from './stack-world/judge-stack.ts';
import { randomStackScene } from './stack-world/random-stack-scene.ts';
import { storyOfStack } from './stack-world/story-of-stack.ts';
import { Draw, seedOf } from './world/draw.ts';
import { randomWeather } from './world/trouble.ts';

/** One schedule that was played. */
export interface Play {
  readonly scene: object;
  readonly result: TargetResult;
  /** What was not true; empty if all is well. */
  readonly untruths: readonly string[];
  /** All that happened, in its order. */
  readonly story: () => string;
}

/** Plays one schedule of a run. `lags`: whether reads fall behind; by default they do in half of the schedules. */
export type Player = (runSeed: number, schedule: number, lags?: boolean) => Promise<Play>;

async function playStack(runSeed: number, schedule: number, lags?: boolean): Promise<Play> {
  const draw = new Draw(seedOf(runSeed, schedule));
  const scene = randomStackScene(draw, lags);
  const aftermath = await actStack(scene, randomWeather(draw), draw);
  return { scene, result: aftermath.result, untruths: stackUntruths(aftermath), story: () => storyOfStack(aftermath) };
}

async function playService(runSeed: number, schedule: number, lags?: boolean): Promise<Play> {
  const draw = new Draw(seedOf(runSeed, schedule));
  const scene = randomServiceScene(draw, lags);
  const aftermath = await actService(scene, randomWeather(draw), draw);
  return {
    scene,
    result: aftermath.result,
    untruths: serviceUntruths(aftermath),
    story: () => storyOfService(aftermath),
  };
}

/** How long before the step the guard has looked, in milliseconds. */
function baselineOf(draw: Draw): { readonly baselineBefore: number; readonly guard: 'none'; readonly dryRun: false } {
  return { baselineBefore: draw.pick([200, 2_000, 20_000, 200_000]), guard: 'none', dryRun: false };
}

async function playGuardedStack(runSeed: number, schedule: number, lags?: boolean): Promise<Play> {
  const draw = new Draw(seedOf(runSeed, schedule));
  const scene = { ...randomStackScene(draw, lags), ...baselineOf(draw) };
  const aftermath = await actStack(scene, randomWeather(draw), draw);
  const untruths = guardedStackUntruths(aftermath);
  return { scene, result: aftermath.result, untruths, story: () => storyOfStack(aftermath) };
}

async function playGuardedService(runSeed: number, schedule: number, lags?: boolean): Promise<Play> {
  const draw = new Draw(seedOf(runSeed, schedule));
  const scene = { ...randomServiceScene(draw, lags), ...baselineOf(draw) };
  const aftermath = await actService(scene, randomWeather(draw), draw);
  const untruths = guardedServiceUntruths(aftermath);
  return { scene, result: aftermath.result, untruths, story: () => storyOfService(aftermath) };
}

/** What is played of each kind of target. */
export const players = {
  services: playService,
  stacks: playStack,
  'guarded-services': playGuardedService,
  'guarded-stacks': playGuardedStack,
} satisfies Readonly<Record<string, Player>>;
