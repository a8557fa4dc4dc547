import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { pairsOfFaults, passingFaults, playAtRandom, type Schedule, singleFaults } from './oracle/schedules.ts';
import { randomStackScene } from './oracle/stacks/random-stack-scene.ts';
import { actStack, plainStackScene, type StackScene } from './oracle/stacks/stack-scene.ts';
import { stackUntruths } from './oracle/stacks/stack-truth.ts';

const byUser = { stack: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelledBefore: true } as const;
const byItself = { stack: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelledBefore: false } as const;
const failing = { updateEnding: 'UPDATE_FAILED' } as const;

/** Each scene, and how it ends where nothing goes wrong. */
const scenes: readonly (readonly [string, Partial<StackScene>, string])[] = [
  ['an update that is cancelled', {}, 'cancelled'],
  ['a rollback that shares the id of its update', { rollbackOperation: 'shared' }, 'cancelled'],
  ['a rollback that ends at once', { cancelMilliseconds: 0, cleanupMilliseconds: 0 }, 'cancelled'],
  ['an update that finishes on the way of the request', { deployMilliseconds: 10 }, 'nothing-to-cancel'],
  ['an update that fails by itself before the request', { ...failing, deployMilliseconds: 10 }, 'nothing-to-cancel'],
  ['an update that would fail by itself after the request', { ...failing, deployMilliseconds: 30 }, 'cancelled'],
  [
    'an update that fails without a rollback',
    { ...failing, disableRollback: true, deployMilliseconds: 10 },
    'nothing-to-cancel',
  ],
  ['a rollback that fails', { rollbackEnding: 'UPDATE_ROLLBACK_FAILED' }, 'failed'],
  ['a rollback that a user began', byUser, 'cancelled'],
  ['a rollback that a failure began', byItself, 'nothing-to-cancel'],
  [
    'a rollback that a failure began, and that fails',
    { ...byItself, rollbackEnding: 'UPDATE_ROLLBACK_FAILED' },
    'failed',
  ],
  ['the cleanup of a rollback', { ...byUser, stack: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' }, 'cancelled'],
  ['a rollback under way, and no wait', { ...byUser, waitMilliseconds: 0 }, 'timed-out'],
  ['a cancellation by somebody else', { cancelledAtMilliseconds: 10 }, 'cancelled'],
  ['a stack that is stuck in its rollback', { stack: 'UPDATE_ROLLBACK_FAILED' }, 'nothing-to-cancel'],
  ['a stack that is stuck in its update', { stack: 'UPDATE_FAILED' }, 'nothing-to-cancel'],
  ['a creation', { stack: 'CREATE_IN_PROGRESS' }, 'error'],
  ['an import', { stack: 'IMPORT_IN_PROGRESS' }, 'error'],
  ['a deletion', { stack: 'DELETE_IN_PROGRESS' }, 'deleted'],
  ['a stack that is deleted during the wait', { deletedAtMilliseconds: 2_000 }, 'deleted'],
  ['a stack that was never updated', { stack: 'CREATE_COMPLETE' }, 'nothing-to-cancel'],
  ['an update that has succeeded', { stack: 'UPDATE_COMPLETE' }, 'nothing-to-cancel'],
  ['an update past the point of no return', { stack: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' }, 'nothing-to-cancel'],
  ['an update that was cancelled before', { ...byUser, stack: 'UPDATE_ROLLBACK_COMPLETE' }, 'nothing-to-cancel'],
  ['no stack', { stack: 'absent' }, 'not-found'],
  ['a nested stack of which only the guard asks', { nested: true, guard: 'right' }, 'error'],
  ['a successor right after the rollback', { supersededAfterMilliseconds: 0 }, 'cancelled'],
  [
    'a successor that ends before it is seen',
    { supersededAfterMilliseconds: 0, deployMilliseconds: 30_000, cancelMilliseconds: 60_000 },
    'cancelled',
  ],
  ['the guarded update', { guard: 'right' }, 'cancelled'],
  ['the guarded update with a successor', { guard: 'right', supersededAfterMilliseconds: 0 }, 'cancelled'],
  ['another than the guarded update', { guard: 'wrong' }, 'nothing-to-cancel'],
  ['a dry run', { dryRun: true }, 'would-cancel'],
  ['no wait', { waitMilliseconds: 0 }, 'requested'],
  ['a wait that is too short', { waitMilliseconds: 2_000 }, 'timed-out'],
  ["a runner's clock 30 s ahead", { runnerClockOffset: 30_000 }, 'cancelled'],
  ["a runner's clock 30 s behind", { runnerClockOffset: -30_000, guard: 'right' }, 'cancelled'],
];

async function expectTruth(scene: StackScene, schedule: Schedule, about: string): Promise<string> {
  const aftermath = await actStack(scene, schedule);
  expect(stackUntruths(aftermath), `${about}: ${JSON.stringify([scene, schedule, aftermath.result])}`).toEqual([]);
  return aftermath.result.outcome;
}

describe('what the step says and does about a stack is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, changes, outcome) => {
    const scene = { ...plainStackScene, ...changes };

    test(`is ${outcome} where nothing goes wrong`, async () => {
      expect(await expectTruth(scene, [], 'no fault')).toBe(outcome);
    });

    test('with any single fault at any of the first five calls', async () => {
      for (const schedule of singleFaults(5)) await expectTruth(scene, schedule, 'one fault');
    });

    test('with any two faults in a row, from any of the first four calls', async () => {
      for (const schedule of pairsOfFaults(4)) await expectTruth(scene, schedule, 'two faults');
    });
  });

  test('a single fault that may pass is no reason for an error', async () => {
    for (const fault of passingFaults) {
      expect(await expectTruth(plainStackScene, [fault], 'one fault'), fault).toBe('cancelled');
    }
  });
});

describe('random schedules of a stack', () => {
  const schedules = 2_000;
  const seed = Number(process.env['FAULT_SEED'] ?? 2026);

  test(`${schedules} schedules with FAULT_SEED=${seed} end with the truth`, async () => {
    const said = await playAtRandom(schedules, seed, (random, about) => {
      const { scene, schedule } = randomStackScene(random);
      return expectTruth(scene, schedule, about);
    });
    // If most of them were errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(schedules / 3);
    expect(said.size).toBeGreaterThan(8);
  });
});
