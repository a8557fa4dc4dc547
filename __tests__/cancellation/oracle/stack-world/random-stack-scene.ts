import type { Draw } from '../world/draw.ts';
import { endingSoon, randomRequest, randomSuccessors, randomWait, successorAtOnce } from '../world/random-scene.ts';
import type { StackScene } from './stack-scene.ts';
import type { UpdatePlan } from './stack-update.ts';

/** A random scene. `lags`: whether reads fall behind; by default, in half of the scenes. */
export function randomStackScene(draw: Draw, lags = draw.chance(0.5)): StackScene {
  const updating = Array<'updating'>(28).fill('updating');
  const begunBefore = draw.pick([500, 3_000, 30_000]);
  const many = draw.chance(0.05);
  const nested = draw.chance(0.08);
  // One update ends and another begins while a request is on its way.
  const isRace = draw.chance(0.15);
  // A nested stack cleans up when the step looks, and its root still rolls it back.
  const endsSoon = isRace || (nested && draw.chance(0.5));
  const scene: StackScene = {
    start: draw.pick([
      'updating',
      ...updating,
      'rolling-back-by-user',
      'rolling-back-by-user',
      'rolling-back-by-itself',
      'rolling-back-by-itself',
      'rolling-back-continued',
      'rolling-back-from-failure',
      'updated',
      'updated',
      'creating',
      'created',
      'creation-rolling-back',
      'importing',
      'import-rolling-back',
      'under-review',
      'deleting',
      'deleted',
      'absent',
    ]),
    begunBefore,
    latest: endsSoon
      ? endingSoon(draw, randomUpdate(draw, nested && !isRace), begunBefore)
      : randomUpdate(draw, nested, begunBefore),
    earlier: draw.chance(0.8)
      ? { plan: randomUpdate(draw, false), isCancelled: draw.chance(0.4), restedFor: draw.duration(60_000) }
      : undefined,
    createdBefore: draw.pick([3_600_000, 3_600_000, 3_600_000, 2_000]),
    // No rollback begins in the very millisecond of its update.
    rolledBackBefore: Math.min(draw.duration(60_000), begunBefore - 1),
    successors: [
      ...(isRace ? [successorAtOnce(draw, () => randomUpdate(draw, false))] : []),
      ...randomSuccessors(draw, () => randomUpdate(draw, nested)),
    ],
    cancelledAt: draw.maybe(0.1, 20_000),
    deletedAt: draw.maybe(0.06, 60_000),
    repairedAfter: draw.maybe(0.15, 20_000),
    nested,
    customs: {
      rollbackOperation: draw.pick(['own', 'shared']),
      repeatedToken: draw.pick(['duplicate', 'refused']),
      cancelDelay: draw.pick([0, 0, 300, 1_500]),
      acceptsNested: draw.chance(0.5),
      rollbackMovesTime: false,
    },
    eventsHaveIds: draw.chance(0.85),
    statesHaveIds: draw.chance(0.85),
    pageSize: many ? 100 : draw.pick([2, 7, 100]),
    resources: many ? 120 : draw.pick([0, 3, 8]),
    ...randomRequest(draw, lags),
    byId: draw.chance(0.1),
    ...randomWait(draw),
    rollbacksHaveIds: draw.chance(0.85),
    leavesResources: false,
  };
  const special = draw.number(1, 100);
  return {
    ...scene,
    leavesResources: special <= 10,
    customs: { ...scene.customs, rollbackMovesTime: special > 80 },
  };
}

/** `past`: how long ago it was begun; it has not ended by itself since. */
function randomUpdate(draw: Draw, nested: boolean, past = 0): UpdatePlan {
  const usual = draw.pick(['succeeds', 'succeeds', 'rolls-back', 'stays-failed']);
  return {
    deploy: past + draw.duration(300_000),
    ending: nested && draw.chance(0.3) ? 'parent-rolls-back' : usual,
    cleanup: draw.duration(20_000),
    rollback: draw.duration(200_000),
    rollbackEnding: draw.chance(0.2) ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_COMPLETE',
    rollbackCleanup: draw.duration(10_000),
  };
}
