import type { CancelEnding } from '../../../emulator/proton/deployment.ts';
import type { InitialDeployment } from '../../../emulator/proton/initial-deployment.ts';
import { ProtonState } from '../../../emulator/proton/proton-state.ts';
import type { DeploymentTruth } from '../../../emulator/proton/service-reader.ts';
import { defaultSettings } from '../../../emulator/settings.ts';
import { cancelTargets } from '../../../src/cancellation/cancel-targets.ts';
import type { CancellationEvent } from '../../../src/cancellation/model/events.ts';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { FakeClock } from '../fake-clock.ts';
import { defaultPlan, targetOf } from '../play.ts';
import { type CallFaultName, callFaults } from './call-faults.ts';
import { EmulatedProton } from './emulated-proton.ts';
import { uuids } from './faulty-calls.ts';

/** When every scene begins, in milliseconds since 1970. */
export const sceneStart = Date.UTC(2026, 8, 1, 12);
const name = 'checkout-api';

/** What Proton is like, and what the workflow's author asks for. Durations in milliseconds. */
export interface Scene {
  readonly service: InitialDeployment | 'no-pipeline' | 'absent';
  readonly cancelEnding: CancelEnding;
  readonly cancelMilliseconds: number;
  readonly deployMilliseconds: number;
  readonly supersededAfterMilliseconds: number | undefined;
  /** When somebody deletes the service, if anybody does. */
  readonly deletedAfterMilliseconds: number | undefined;
  /** By how much the runner's clock is ahead of AWS's. */
  readonly runnerClockOffset: number;
  readonly guard: 'none' | 'right' | 'wrong';
  readonly dryRun: boolean;
  readonly waitMilliseconds: number;
}

export const plainScene: Scene = {
  service: 'in-progress',
  cancelEnding: 'CANCELLED',
  cancelMilliseconds: 5_000,
  deployMilliseconds: 300_000,
  supersededAfterMilliseconds: undefined,
  deletedAfterMilliseconds: undefined,
  runnerClockOffset: 0,
  guard: 'none',
  dryRun: false,
  waitMilliseconds: 120_000,
};

/** How a scene went: what the step said, and what the emulator knows. */
export interface Aftermath {
  readonly scene: Scene;
  readonly schedule: readonly CallFaultName[];
  readonly result: TargetResult;
  readonly events: readonly CancellationEvent[];
  readonly before: DeploymentTruth | undefined;
  readonly deployments: readonly DeploymentTruth[];
  /** When the deployment that was there at the start ended, in milliseconds since the start. */
  readonly endedAtMilliseconds: number | undefined;
  readonly proton: EmulatedProton;
  /** Milliseconds from the start to the end of the step. */
  readonly milliseconds: number;
}

/** Plays a scene. Each call takes the next fault of the schedule; after the last one all goes well. */
export async function act(scene: Scene, schedule: readonly CallFaultName[]): Promise<Aftermath> {
  const clock = new FakeClock(sceneStart + scene.runnerClockOffset);
  const uuid = uuids();
  const aws = { now: () => sceneStart + clock.now() };
  const state = new ProtonState({ ...defaultSettings, ...behaviourIn(scene), uuid, clock: aws });
  if (scene.service === 'no-pipeline') state.addService(name, { pipeline: false });
  else if (scene.service !== 'absent') state.addService(name, { deployment: scene.service });
  const before = state.deployments(name).at(-1);
  const beforeDeletion = deleteLater(scene, state, clock);
  const pending = [...schedule];
  const proton = new EmulatedProton(state, clock, () => callFaults[pending.shift() ?? 'none']);
  const events: CancellationEvent[] = [];
  const plan = {
    ...defaultPlan,
    targets: [targetOf(name)],
    deploymentId: { none: undefined, right: before?.id ?? uuid(), wrong: uuid() }[scene.guard],
    dryRun: scene.dryRun,
    waitMilliseconds: scene.waitMilliseconds,
  };
  const signal = new AbortController().signal;
  const observe = (event: CancellationEvent): void => {
    events.push(event);
  };
  const dependencies = { service: proton, clock, random: () => 0.5, newToken: uuid, signal, observe };
  const [result] = await clock.run(cancelTargets(plan, dependencies));
  if (result === undefined) throw new Error('There is no result.');
  const milliseconds = clock.now();
  const gone = state.find(name) === undefined;
  const deployments = gone ? beforeDeletion() : state.deployments(name);
  const ended = gone || before === undefined ? undefined : state.getDeployment(before.id).deployment.endsAtMilliseconds;
  const endedAtMilliseconds = ended === undefined ? undefined : ended - sceneStart;
  return { scene, schedule, result, events, before, deployments, endedAtMilliseconds, proton, milliseconds };
}

function behaviourIn(scene: Scene): Partial<typeof defaultSettings> {
  const { cancelEnding, cancelMilliseconds, deployMilliseconds, supersededAfterMilliseconds } = scene;
  return { cancelEnding, cancelMilliseconds, deployMilliseconds, supersededAfterMilliseconds };
}

/** Deletes the service at its time. Gives a function that tells the deployments as they were then. */
function deleteLater(
  { deletedAfterMilliseconds: after, service }: Scene,
  state: ProtonState,
  clock: FakeClock,
): () => readonly DeploymentTruth[] {
  let last: readonly DeploymentTruth[] = [];
  if (after === undefined || service === 'absent') return () => last;
  void clock.sleep(after, new AbortController().signal).then(() => {
    last = state.deployments(name);
    state.deleteService(name);
  });
  return () => last;
}
