import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { generator } from './generator.ts';
import { type CallFaultName, callFaultNames, callFaults } from './oracle/call-faults.ts';
import { randomScene } from './oracle/random-scene.ts';
import { act, plainScene, type Scene } from './oracle/scene.ts';
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

async function expectTruth(scene: Scene, schedule: readonly CallFaultName[], about: string): Promise<string> {
  const aftermath = await act(scene, schedule);
  expect(untruths(aftermath), `${about}: ${JSON.stringify([scene, schedule, aftermath.result])}`).toEqual([]);
  return aftermath.result.outcome;
}

describe('what the step says and does is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, scene) => {
    test('with any single fault at any of the first four calls', async () => {
      for (const fault of callFaultNames) {
        for (let position = 0; position < 4; position += 1) {
          await expectTruth(scene, [...Array<CallFaultName>(position).fill('none'), fault], 'one fault');
        }
      }
    });

    test('with any two faults in a row, from any of the first three calls', async () => {
      for (const first of callFaultNames) {
        for (const second of callFaultNames) {
          for (let position = 0; position < 3; position += 1) {
            await expectTruth(scene, [...Array<CallFaultName>(position).fill('none'), first, second], 'two faults');
          }
        }
      }
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
    for (const fault of callFaultNames) {
      if (fault === 'refused-credentials' || callFaults[fault].milliseconds > 20_000) continue;
      expect(await expectTruth(plainScene, [fault], 'one fault'), fault).toBe('cancelled');
    }
  });
});

describe('random schedules', () => {
  const schedules = 2_000;
  const seed = Number(process.env['FAULT_SEED'] ?? 2026);

  test(`${schedules} schedules with FAULT_SEED=${seed} end with the truth`, async () => {
    const random = generator(seed);
    const said = new Map<string, number>();
    for (let number = 1; number <= schedules; number += 1) {
      const { scene, schedule } = randomScene(random);
      const outcome = await expectTruth(scene, schedule, `schedule ${number} of FAULT_SEED=${seed}`);
      said.set(outcome, (said.get(outcome) ?? 0) + 1);
    }
    // If most of them were errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(schedules / 2);
    expect(said.size).toBeGreaterThan(6);
  });
});
