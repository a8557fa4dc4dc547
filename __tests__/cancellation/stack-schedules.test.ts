import { describe, expect, test } from 'vitest';
import { passingTroubles, type Schedule, singleTroubles } from './oracle/schedules.ts';
import { actStack } from './oracle/stack-world/act-stack.ts';
import { stackUntruths } from './oracle/stack-world/judge-stack.ts';
import { plainStackScene, plainUpdate, type StackScene } from './oracle/stack-world/stack-scene.ts';
import { storyOfStack } from './oracle/stack-world/story-of-stack.ts';
import { Draw } from './oracle/world/draw.ts';
import { weatherOf } from './oracle/world/trouble.ts';

const failing = { ...plainUpdate, ending: 'rolls-back' } as const;
const stuck = { ...plainUpdate, rollbackEnding: 'UPDATE_ROLLBACK_FAILED' } as const;
const successors = [{ after: 0, plan: { ...plainUpdate, deploy: 30_000 } }];
const justBegun = { begunBefore: 500, stateLag: 8_000, recordLag: 8_000 };
const paged = { pageSize: 100, resources: 120, successors };

/** Each scene, and how it ends where nothing goes wrong. */
const scenes: readonly (readonly [string, Partial<StackScene>, string])[] = [
  ['an update that is cancelled', {}, 'cancelled'],
  ['an update that was begun just before, with reads that lag', justBegun, 'cancelled'],
  ['an update of more resources than a page of events has', paged, 'cancelled'],
  ['events and states without ids', { eventsHaveIds: false, statesHaveIds: false }, 'cancelled'],
  ['a rollback that ends at once', { latest: { ...plainUpdate, rollback: 0, rollbackCleanup: 0 } }, 'cancelled'],
  ['a cancellation that comes too late', { latest: { ...plainUpdate, deploy: 30_010 } }, 'nothing-to-cancel'],
  ['a cancellation without effect', { ...idle(300), latest: { ...plainUpdate, deploy: 30_100 } }, 'succeeded'],
  [
    'an update that fails by itself before the request',
    { latest: { ...failing, deploy: 30_010 } },
    'nothing-to-cancel',
  ],
  ['a rollback that fails', { latest: stuck }, 'failed'],
  ['a rollback that a user began', { start: 'rolling-back-by-user' }, 'cancelled'],
  ['a rollback that a failure began', { start: 'rolling-back-by-itself' }, 'nothing-to-cancel'],
  ['a rollback that somebody continues', { start: 'rolling-back-continued' }, 'nothing-to-cancel'],
  ['a rollback that somebody ordered after a failure', { start: 'rolling-back-from-failure' }, 'nothing-to-cancel'],
  ['a cancellation by somebody else', { cancelledAt: 10 }, 'cancelled'],
  ['a creation', { start: 'creating' }, 'not-cancellable'],
  ['an import', { start: 'importing' }, 'not-cancellable'],
  ['a nested stack whose cancellation AWS refuses', { nested: true, ...acceptsNested(false) }, 'not-cancellable'],
  ['a nested stack', { nested: true }, 'cancelled'],
  ['a creation that rolls back', { start: 'creation-rolling-back' }, 'nothing-to-cancel'],
  ['a deletion', { start: 'deleting' }, 'deleted'],
  ['a stack that is deleted during the wait', { deletedAt: 2_000 }, 'deleted'],
  ['a stack that was never updated', { start: 'created' }, 'nothing-to-cancel'],
  ['an update that is over', { start: 'updated' }, 'nothing-to-cancel'],
  ['no stack', { start: 'absent' }, 'not-found'],
  ['a successor right after', { successors }, 'cancelled'],
  ['the guarded update', { guard: 'latest' }, 'cancelled'],
  ['the guarded update, with reads that lag', { guard: 'latest', ...justBegun }, 'cancelled'],
  ['another than the guarded update', { guard: 'unknown' }, 'nothing-to-cancel'],
  ['a dry run', { dryRun: true }, 'would-cancel'],
  ['no wait', { wait: 0 }, 'requested'],
  ['a wait that is too short', { wait: 2_000 }, 'timed-out'],
  ["a runner's clock 30 s ahead", { runnerClockOffset: 30_000 }, 'cancelled'],
  ["a runner's clock 30 s behind", { runnerClockOffset: -30_000, guard: 'latest' }, 'cancelled'],
];

function idle(cancelDelay: number): Pick<StackScene, 'customs'> {
  return { customs: { ...plainStackScene.customs, cancelDelay } };
}

function acceptsNested(accepts: boolean): Pick<StackScene, 'customs'> {
  return { customs: { ...plainStackScene.customs, acceptsNested: accepts } };
}

async function expectTruth(scene: StackScene, schedule: Schedule): Promise<string> {
  const aftermath = await actStack(scene, weatherOf(schedule), new Draw(schedule.length));
  const untruths = stackUntruths(aftermath);
  if (untruths.length > 0) expect.fail([...untruths, schedule.join(' '), storyOfStack(aftermath)].join('\n'));
  return aftermath.result.outcome;
}

describe('what the step says and does about a stack is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, changes, outcome) => {
    const scene = { ...plainStackScene, ...changes };

    test(`is ${outcome} where nothing goes wrong`, async () => {
      expect(await expectTruth(scene, [])).toBe(outcome);
    });

    test('with any single trouble at any of the first three requests', async () => {
      for (const schedule of singleTroubles(3)) await expectTruth(scene, schedule);
    });
  });

  test('a single trouble that may pass is no reason for an error', async () => {
    for (const trouble of passingTroubles) expect(await expectTruth(plainStackScene, [trouble])).toBe('cancelled');
  });
});
