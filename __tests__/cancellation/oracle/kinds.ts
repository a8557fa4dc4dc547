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
import type { Step } from './world/run-step.ts';
import { randomWeather, type Weather } from './world/trouble.ts';

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

type RandomScene<Scene> = (draw: Draw, lags?: boolean) => Scene;

function player<Scene extends object, Aftermath extends Step>(
  randomScene: RandomScene<Scene>,
  act: (scene: Scene, weather: Weather, draw: Draw) => Promise<Aftermath>,
  untruthsOf: (aftermath: Aftermath) => readonly string[],
  storyOf: (aftermath: Aftermath) => string,
): Player {
  return async (runSeed, schedule, lags) => {
    const draw = new Draw(seedOf(runSeed, schedule));
    const scene = randomScene(draw, lags);
    const aftermath = await act(scene, randomWeather(draw), draw);
    return { scene, result: aftermath.result, untruths: untruthsOf(aftermath), story: () => storyOf(aftermath) };
  };
}

/** The scenes of a step that the guard runs, which has looked some time before. */
function guarded<Scene>(randomScene: RandomScene<Scene>) {
  return (draw: Draw, lags?: boolean) => ({
    ...randomScene(draw, lags),
    baselineBefore: draw.pick([200, 2_000, 20_000, 200_000]),
    guard: 'none' as const,
    dryRun: false,
  });
}

/** What is played of each kind of target. */
export const players = {
  services: player(randomServiceScene, actService, serviceUntruths, storyOfService),
  stacks: player(randomStackScene, actStack, stackUntruths, storyOfStack),
  'guarded-services': player(guarded(randomServiceScene), actService, guardedServiceUntruths, storyOfService),
  'guarded-stacks': player(guarded(randomStackScene), actStack, guardedStackUntruths, storyOfStack),
} satisfies Readonly<Record<string, Player>>;
