import { describe, expect, test } from 'vitest';
import type { CancelEnding } from '../../emulator/proton/deployment.ts';
import type { InitialDeployment } from '../../emulator/proton/initial-deployment.ts';
import { ProtonState } from '../../emulator/proton/proton-state.ts';
import type { DeploymentTruth } from '../../emulator/proton/service-reader.ts';
import { defaultSettings } from '../../emulator/settings.ts';
import { cancelServices } from '../../src/cancellation/cancel-targets.ts';
import type { ServiceResult } from '../../src/cancellation/model/result.ts';
import { type CallFault, EmulatedProton, faults } from './emulated-proton.ts';
import { FakeClock } from './fake-clock.ts';
import { generator } from './generator.ts';
import { defaultPlan } from './play.ts';

const name = 'checkout-api';
const start = Date.UTC(2026, 8, 1);

/** What is the case when the step begins, and what happens on its own later. */
interface Scene {
  readonly service: InitialDeployment | 'no-pipeline' | 'absent';
  readonly cancelEnding: CancelEnding;
  readonly cancelMilliseconds: number;
  readonly deployMilliseconds: number;
  readonly supersededAfterMilliseconds: number | undefined;
  readonly guard: 'none' | 'right' | 'wrong';
  readonly dryRun: boolean;
  readonly waitMilliseconds: number;
}

const plainScene: Scene = {
  service: 'in-progress',
  cancelEnding: 'CANCELLED',
  cancelMilliseconds: 5_000,
  deployMilliseconds: 300_000,
  supersededAfterMilliseconds: undefined,
  guard: 'none',
  dryRun: false,
  waitMilliseconds: 120_000,
};

/** How a scene went: what the step said, and what the emulator knows. */
interface Aftermath {
  readonly scene: Scene;
  readonly result: ServiceResult;
  readonly before: DeploymentTruth | undefined;
  readonly deployments: readonly DeploymentTruth[];
  readonly cancelRequests: number;
  readonly milliseconds: number;
}

async function act(scene: Scene, schedule: readonly CallFault[]): Promise<Aftermath> {
  const clock = new FakeClock(start);
  let made = 0;
  const uuid = (): string => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const { cancelEnding, cancelMilliseconds, deployMilliseconds, supersededAfterMilliseconds } = scene;
  const behaviour = { cancelEnding, cancelMilliseconds, deployMilliseconds, supersededAfterMilliseconds };
  const state = new ProtonState({ ...defaultSettings, ...behaviour, uuid, clock: { now: () => clock.epoch() } });
  if (scene.service === 'no-pipeline') state.addService(name, { pipeline: false });
  else if (scene.service !== 'absent') state.addService(name, { deployment: scene.service });
  const before = state.deployments(name).at(-1);
  const pending = [...schedule];
  const proton = new EmulatedProton(state, clock, () => pending.shift() ?? 'none');
  const deploymentId = { none: undefined, right: before?.id ?? uuid(), wrong: uuid() }[scene.guard];
  const plan = { ...defaultPlan, deploymentId, dryRun: scene.dryRun, waitMilliseconds: scene.waitMilliseconds };
  const surroundings = {
    proton,
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    observe: () => undefined,
  };
  const [result] = await clock.run(cancelServices(plan, surroundings));
  if (result === undefined) throw new Error('There is no result.');
  return {
    scene,
    result,
    before,
    deployments: state.deployments(name),
    cancelRequests: proton.cancelRequests,
    milliseconds: clock.now(),
  };
}

/** Why an outcome is not the truth, or undefined where it is. */
function untruth(aftermath: Aftermath): string | undefined {
  const { scene, result, before, deployments, milliseconds } = aftermath;
  const after = deployments.find(({ id }) => id === before?.id);
  const wasGoingOn = before?.status === 'IN_PROGRESS' || before?.status === 'CANCELLING';
  // Where GetDeployment could not be asked when a deployment ended, the reason has to admit it.
  const isAdmitted = result.reason.includes("can't be learned");
  const must = (holds: boolean, what: string): string | undefined => (holds ? undefined : what);
  switch (result.outcome) {
    case 'cancelled':
      return must((wasGoingOn || isAdmitted) && after?.status === 'CANCELLED', `it ended ${String(after?.status)}`);
    case 'succeeded':
      return must((wasGoingOn || isAdmitted) && after?.status === 'SUCCEEDED', `it ended ${String(after?.status)}`);
    case 'failed':
      return must((wasGoingOn || isAdmitted) && after?.status === 'FAILED', `it ended ${String(after?.status)}`);
    case 'nothing-to-cancel':
      return (
        must(
          // A cancellation that somebody else had begun may have ended while ours was refused.
          before?.status !== 'IN_PROGRESS' ||
            scene.guard === 'wrong' ||
            after?.cancelRequestedAtMilliseconds === undefined,
          'the cancellation was carried out',
        ) ?? must(after?.status !== 'IN_PROGRESS' || scene.guard === 'wrong', 'it is still in progress')
      );
    case 'superseded':
      return must(deployments.at(-1)?.id !== before?.id, 'there is no newer deployment');
    case 'timed-out':
      return must(milliseconds >= scene.waitMilliseconds, 'there was time left');
    case 'requested':
      return must(scene.waitMilliseconds === 0 && after?.status !== 'IN_PROGRESS', `it is ${String(after?.status)}`);
    case 'would-cancel':
      return must(scene.dryRun && wasGoingOn, `it was ${String(before?.status)}`);
    case 'not-found':
      return must(scene.service === 'absent', 'the service is there');
    case 'deleted':
    case 'interrupted':
      return 'nothing was deleted, nobody interrupted';
    case 'error':
      // Honest whatever happened; how often it may be said is held by tests of its own.
      return undefined;
  }
}

function expectTruth(aftermath: Aftermath, told: string): void {
  const { scene, before, deployments, milliseconds } = aftermath;
  expect(untruth(aftermath), `${told}: ${JSON.stringify(aftermath.result)}`).toBeUndefined();
  const touched = deployments.filter(({ cancelRequestedAtMilliseconds: at }) => at !== undefined && at > start);
  const strangers = touched.filter(({ id }) => id !== before?.id);
  if (scene.dryRun) expect(aftermath.cancelRequests, `${told}: a dry run sent a request`).toBe(0);
  if (scene.guard === 'wrong') expect(aftermath.cancelRequests, `${told}: another deployment was hit`).toBe(0);
  if (scene.guard === 'right') expect(strangers, `${told}: another deployment was hit`).toEqual([]);
  expect(milliseconds, `${told}: it took too long`).toBeLessThanOrEqual(scene.waitMilliseconds + 25_000);
}

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
  ['a successor right after', { ...plainScene, supersededAfterMilliseconds: 0 }],
  ['the guarded deployment', { ...plainScene, guard: 'right' }],
  ['the guarded deployment with a successor', { ...plainScene, guard: 'right', supersededAfterMilliseconds: 0 }],
  ['another than the guarded deployment', { ...plainScene, guard: 'wrong' }],
  ['a dry run', { ...plainScene, dryRun: true }],
  ['no wait', { ...plainScene, waitMilliseconds: 0 }],
];

describe('the outcome is the truth, or an honest error or timed-out', () => {
  describe.each(scenes)('%s', (_title, scene) => {
    test('with any single fault at any of the first four calls', async () => {
      for (const fault of faults) {
        for (let position = 0; position < 4; position += 1) {
          const schedule: CallFault[] = [...Array<CallFault>(position).fill('none'), fault];
          expectTruth(await act(scene, schedule), schedule.join(', '));
        }
      }
    });

    test('with any two faults in a row, from any of the first three calls', async () => {
      for (const first of faults) {
        for (const second of faults) {
          for (let position = 0; position < 3; position += 1) {
            const schedule: CallFault[] = [...Array<CallFault>(position).fill('none'), first, second];
            expectTruth(await act(scene, schedule), schedule.join(', '));
          }
        }
      }
    });
  });

  test('throttling at half of all calls only makes it slower', async () => {
    const schedule = Array.from({ length: 200 }, (_nothing, at): CallFault => (at % 2 === 0 ? 'throttled' : 'none'));
    const { result } = await act(plainScene, schedule);
    expect(result.outcome).toBe('cancelled');
  });

  test('a single fault that may pass is no reason for an error', async () => {
    for (const fault of faults) {
      if (fault === 'refused-credentials' || fault.startsWith('stall')) continue;
      expect((await act(plainScene, [fault])).result.outcome, fault).toBe('cancelled');
    }
  });
});

describe('schedules drawn by lot', () => {
  const schedules = 1_000;
  const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 32));

  test(`${schedules} schedules with FAULT_SEED=${seed} end with the truth`, async () => {
    const random = generator(seed);
    const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
      values[Math.floor(random() * values.length)] ?? values[0];
    const said = new Map<string, number>();
    for (let number = 1; number <= schedules; number += 1) {
      const scene: Scene = {
        service: pick([
          'in-progress',
          'in-progress',
          'in-progress',
          'cancelling',
          'succeeded',
          'failed',
          'cancelled',
          'creating',
          'none',
          'no-pipeline',
          'absent',
        ]),
        cancelEnding: pick(['CANCELLED', 'CANCELLED', 'FAILED', 'SUCCEEDED']),
        cancelMilliseconds: 1 + Math.floor(random() ** 3 * 200_000),
        deployMilliseconds: 1 + Math.floor(random() ** 3 * 300_000),
        supersededAfterMilliseconds: random() < 0.2 ? Math.floor(random() * 3_000) : undefined,
        guard: pick(['none', 'none', 'right', 'wrong']),
        dryRun: random() < 0.1,
        waitMilliseconds: pick([0, 1_000, 60_000, 600_000]),
      };
      const share = random();
      const schedule = Array.from({ length: 40 }, () => (random() < share ? pick(faults) : 'none'));
      const aftermath = await act(scene, schedule);
      expectTruth(
        aftermath,
        `schedule ${number} of FAULT_SEED=${seed}: ${JSON.stringify(scene)} ${schedule.join(', ')}`,
      );
      said.set(aftermath.result.outcome, (said.get(aftermath.result.outcome) ?? 0) + 1);
    }
    // Were most of them errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(schedules / 2);
    expect(said.size).toBeGreaterThan(6);
  });
});
