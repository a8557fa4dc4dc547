import type { Draw } from '../world/draw.ts';
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
    latest: isRace ? endingSoon(draw, begunBefore) : randomDeployment(draw, begunBefore),
    earlier: draw.chance(0.7)
      ? { plan: randomDeployment(draw), isCancelled: draw.chance(0.4), restedFor: draw.duration(60_000) }
      : undefined,
    createdBefore: draw.pick([86_400_000, 86_400_000, 86_400_000, 2_000]),
    cancelledBefore: Math.min(draw.duration(60_000), begunBefore),
    successors: [...(isRace ? [successorAtOnce(draw)] : []), ...randomSuccessors(draw)],
    cancelledAt: draw.maybe(0.1, 20_000),
    deletedAt: draw.maybe(0.06, 60_000),
    refusal: draw.pick(['conflict', 'validation']),
    showsDeletion: draw.chance(0.5),
    hasIds: draw.chance(0.9),
    stateLag: lags ? draw.number(0, 8_000) : 0,
    recordLag: lags ? draw.number(0, 8_000) : 0,
    lagShare: draw.pick([0.1, 0.5, 0.9]),
    runnerClockOffset: draw.pick([0, 0, -30_000, 30_000]),
    guard: draw.pick(['none', 'none', 'none', 'none', 'latest', 'latest', 'latest', 'successor', 'unknown']),
    dryRun: draw.chance(0.05),
    stoppedAt: draw.maybe(0.04, 60_000),
    wait: draw.pick([0, 0, 1_000, 3_000, 6_000, 20_000, 60_000, 600_000]),
    longestPoll: draw.pick([1_000, 10_000, 10_000, 60_000]),
  };
}

function randomSuccessors(draw: Draw): ServiceScene['successors'] {
  if (!draw.chance(0.4)) return [];
  const count = draw.number(1, 2);
  return Array.from({ length: count }, () => ({ after: draw.duration(30_000), plan: randomDeployment(draw) }));
}

function endingSoon(draw: Draw, begunBefore: number): DeploymentPlan {
  return { ...randomDeployment(draw), deploy: begunBefore + draw.duration(4_000) };
}

function successorAtOnce(draw: Draw): ServiceScene['successors'][number] {
  return { after: draw.number(0, 500), plan: { ...randomDeployment(draw), deploy: draw.number(2_000, 100_000) } };
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
