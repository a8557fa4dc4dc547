import { describe, expect, test } from 'vitest';
import { passingTroubles, type Schedule, singleTroubles } from './oracle/schedules.ts';
import { actService } from './oracle/service-world/act-service.ts';
import { serviceUntruths } from './oracle/service-world/judge-service.ts';
import { plainDeployment, plainServiceScene, type ServiceScene } from './oracle/service-world/service-scene.ts';
import { storyOfService } from './oracle/service-world/story-of-service.ts';
import { Draw } from './oracle/world/draw.ts';
import { weatherOf } from './oracle/world/trouble.ts';

const successors = [{ after: 0, plan: { ...plainDeployment, deploy: 30_000 } }];
const justBegun = { begunBefore: 500, stateLag: 8_000, recordLag: 8_000 };

/** Each scene, and how it ends where nothing goes wrong. */
const scenes: readonly (readonly [string, Partial<ServiceScene>, string])[] = [
  ['a cancellation that works', {}, 'cancelled'],
  ['a deployment that was begun just before, with reads that lag', justBegun, 'cancelled'],
  ['answers without ids', { hasIds: false }, 'cancelled'],
  ['a cancellation that comes too late', { latest: { ...plainDeployment, cancelEnding: 'SUCCEEDED' } }, 'succeeded'],
  ['a cancellation that fails', { latest: { ...plainDeployment, cancelEnding: 'FAILED' } }, 'failed'],
  ['a cancellation that ends at once', { latest: { ...plainDeployment, cancel: 0 } }, 'cancelled'],
  [
    'a deployment that ends on the way of the request',
    { latest: { ...plainDeployment, deploy: 30_010 } },
    'nothing-to-cancel',
  ],
  ['a cancellation under way', { start: 'cancelling' }, 'cancelled'],
  ['a deployment that is over', { start: 'deployed' }, 'nothing-to-cancel'],
  ['a first deployment', { start: 'creating' }, 'not-cancellable'],
  ['no pipeline', { start: 'no-pipeline' }, 'nothing-to-cancel'],
  ['no service', { start: 'absent' }, 'not-found'],
  ['a service being deleted', { start: 'deleting' }, 'deleted'],
  ['a service that is deleted during the wait', { deletedAt: 2_000 }, 'deleted'],
  ['a successor right after', { successors }, 'cancelled'],
  ['the guarded deployment', { guard: 'latest' }, 'cancelled'],
  ['the guarded deployment with a successor', { guard: 'latest', successors }, 'cancelled'],
  ['the guarded deployment, with reads that lag', { guard: 'latest', ...justBegun }, 'cancelled'],
  ['another than the guarded deployment', { guard: 'unknown' }, 'nothing-to-cancel'],
  ['a dry run', { dryRun: true }, 'would-cancel'],
  ['no wait', { wait: 0 }, 'requested'],
  ["a runner's clock 30 s ahead", { runnerClockOffset: 30_000 }, 'cancelled'],
  ["a runner's clock 30 s behind", { runnerClockOffset: -30_000, guard: 'latest' }, 'cancelled'],
];

async function expectTruth(scene: ServiceScene, schedule: Schedule): Promise<string> {
  const aftermath = await actService(scene, weatherOf(schedule), new Draw(schedule.length));
  const untruths = serviceUntruths(aftermath);
  if (untruths.length > 0) expect.fail([...untruths, schedule.join(' '), storyOfService(aftermath)].join('\n'));
  return aftermath.result.outcome;
}

describe('what the step says and does about a service is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, changes, outcome) => {
    const scene = { ...plainServiceScene, ...changes };

    test(`is ${outcome} where nothing goes wrong`, async () => {
      expect(await expectTruth(scene, [])).toBe(outcome);
    });

    test('with any single trouble at any of the first three requests', async () => {
      for (const schedule of singleTroubles(3)) await expectTruth(scene, schedule);
    });
  });

  test('throttling at half of all calls only makes it slower', async () => {
    const schedule = Array.from({ length: 200 }, (_nothing, at) => (at % 2 === 0 ? 'throttled' : 'fine'));
    expect(await expectTruth(plainServiceScene, schedule)).toBe('cancelled');
  });

  test('a single trouble that may pass is no reason for an error', async () => {
    for (const trouble of passingTroubles) expect(await expectTruth(plainServiceScene, [trouble])).toBe('cancelled');
  });
});
