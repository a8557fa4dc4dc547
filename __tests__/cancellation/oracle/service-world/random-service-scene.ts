import type { Draw } from '../world/draw.ts';
import { endingSoon, randomRequest, randomSuccessors, randomWait, successorAtOnce } from '../world/random-scene.ts';
import type { DeploymentPlan } from './service-life.ts';
import type { ServiceScene } from './service-scene.ts';

/** A random scene. `lags`: whether reads fall behind; by default, in half of the scenes. */
export function randomServiceScene(draw: Draw, lags = draw.chance(0.5)): ServiceScene {
  const deploying = Array<'deploying'>(20).fill('deploying');
  const begunBefore = draw.pick([500, 3_000, 30_000]);
  // One deployment ends and another begins while a request is on its way.
  const isRace = draw.chance(0.15);
  return {
    start: draw.pick([
      'deploying',
      ...deploying,
      'cancelling',
      'cancelling',
      'deployed',
      'deployed',
      'creating',
      'created',
      'no-pipeline',
      'deleting',
      'absent',
    ]),
    begunBefore,
    latest: isRace ? endingSoon(draw, randomDeployment(draw), begunBefore) : randomDeployment(draw, begunBefore),
    earlier: draw.chance(0.7)
      ? { plan: randomDeployment(draw), isCancelled: draw.chance(0.4), restedFor: draw.duration(60_000) }
      : undefined,
    createdBefore: draw.pick([86_400_000, 86_400_000, 86_400_000, 2_000]),
    cancelledBefore: Math.min(draw.duration(60_000), begunBefore),
    successors: [
      ...(isRace ? [successorAtOnce(draw, () => randomDeployment(draw))] : []),
      ...randomSuccessors(draw, () => randomDeployment(draw)),
    ],
    cancelledAt: draw.maybe(0.1, 20_000),
    deletedAt: draw.maybe(0.06, 60_000),
    refusal: draw.pick(['conflict', 'validation']),
    showsDeletion: draw.chance(0.5),
    hasIds: draw.chance(0.9),
    ...randomRequest(draw, lags),
    ...randomWait(draw),
  };
}

/** `past`: how long ago it was begun; it has not ended by itself since. */
function randomDeployment(draw: Draw, past = 0): DeploymentPlan {
  return {
    deploy: past + draw.duration(300_000),
    ending: draw.pick(['SUCCEEDED', 'SUCCEEDED', 'FAILED']),
    cancel: draw.duration(200_000),
    cancelEnding: draw.pick(['CANCELLED', 'CANCELLED', 'CANCELLED', 'FAILED', 'SUCCEEDED']),
  };
}
