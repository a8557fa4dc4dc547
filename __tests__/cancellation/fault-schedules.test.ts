import process from 'node:process';
import { describe, expect, test } from 'vitest';
import type { CallFaultName } from './oracle/call-faults.ts';
import { randomScene } from './oracle/random-scene.ts';
import { act, plainScene, type Scene } from './oracle/scene.ts';
import { pairsOfFaults, passingFaults, playAtRandom, type Schedule, singleFaults } from './oracle/schedules.ts';
import { untruths } from './oracle/truth.ts';

const scenes: readonly (readonly [string, Scene])[] = [
  ['a cancellation that works', plainScene],
  ['a cancellation that comes too late', { ...plainScene, cancelEnding: 'SUCCEEDED' }],
  ['a cancellation that fails', { ...plainScene, cancelEnding: 'FAILED' }],
  ['a cancellation that ends at once', { ...plainScene, cancelMilliseconds: 0 }],
  ['a deployment that ends while the request is on its way', { ...plainScene, deployMilliseconds: 30 }],
  ['a cancellation under way', { ...plainScene, service: 'cancelling' }],
  ['a deployment that has succeeded', { ...plainScene, service: 'succeeded' }],
  ['a deployment that has failed', { ...plainScene, service: 'failed' }],
  ['a deployment that was cancelled', { ...plainScene, service: 'cancelled' }],
  ['a first deployment', { ...plainScene, service: 'creating' }],
  ['no pipeline', { ...plainScene, service: 'no-pipeline' }],
  ['no service', { ...plainScene, service: 'absent' }],
  ['a service being deleted', { ...plainScene, deletedAfterMilliseconds: 0 }],
  ['a service that is deleted during the wait', { ...plainScene, deletedAfterMilliseconds: 2_000 }],
  ['a successor right after', { ...plainScene, supersededAfterMilliseconds: 0 }],
  ['the guarded deployment', { ...plainScene, guard: 'right' }],
  ['the guarded deployment with a successor', { ...plainScene, guard: 'right', supersededAfterMilliseconds: 0 }],
  ['another than the guarded deployment', { ...plainScene, guard: 'wrong' }],
  ['a dry run', { ...plainScene, dryRun: true }],
  ['no wait', { ...plainScene, waitMilliseconds: 0 }],
  ["a runner's clock 30 s ahead", { ...plainScene, runnerClockOffset: 30_000 }],
  ["a runner's clock 30 s behind", { ...plainScene, runnerClockOffset: -30_000, guard: 'right' }],
];

async function expectTruth(scene: Scene, schedule: Schedule, about: string): Promise<string> {
  const aftermath = await act(scene, schedule);
  expect(untruths(aftermath), `${about}: ${JSON.stringify([scene, schedule, aftermath.result])}`).toEqual([]);
  return aftermath.result.outcome;
}

describe('what the step says and does is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, scene) => {
    test('with any single fault at any of the first four calls', async () => {
      for (const schedule of singleFaults(4)) await expectTruth(scene, schedule, 'one fault');
    });

    test('with any two faults in a row, from any of the first three calls', async () => {
      for (const schedule of pairsOfFaults(3)) await expectTruth(scene, schedule, 'two faults');
    });
  });

  test('throttling at half of all calls only makes it slower', async () => {
    const schedule = Array.from(
      { length: 200 },
      (_nothing, at): CallFaultName => (at % 2 === 0 ? 'throttled' : 'none'),
    );
    expect(await expectTruth(plainScene, schedule, 'half throttled')).toBe('cancelled');
  });

  test('a single fault that may pass is no reason for an error', async () => {
    for (const fault of passingFaults) {
      expect(await expectTruth(plainScene, [fault], 'one fault'), fault).toBe('cancelled');
    }
  });
});

describe('random schedules', () => {
  const schedules = 2_000;
  const seed = Number(process.env['FAULT_SEED'] ?? 2026);

  test(`${schedules} schedules with FAULT_SEED=${seed} end with the truth`, async () => {
    const said = await playAtRandom(schedules, seed, (random, about) => {
      const { scene, schedule } = randomScene(random);
      return expectTruth(scene, schedule, about);
    });
    // If most of them were errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(schedules / 2);
    expect(said.size).toBeGreaterThan(6);
  });
});
