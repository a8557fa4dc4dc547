import type { World } from '../world.ts';

/** The same world, but for outputs: the guard has none, since no step comes after it that could read them. */
export function withoutOutputs(world: World): World {
  return { ...world, runner: { ...world.runner, setOutputs: () => undefined } };
}
