import type { Baseline } from '../../../../src/cancellation/model/plan.ts';
import { createCloudFormationService } from '../../../../src/cloudformation/service.ts';
import { FakeClock } from '../../fake-clock.ts';
import type { Draw } from '../world/draw.ts';
import type { Aftermath } from '../world/facts.ts';
import { countingIds, guardedIdOf } from '../world/ids.ts';
import { noLag, randomLag } from '../world/lag.ts';
import { runStep } from '../world/run-step.ts';
import { settingsOfAdapters } from '../world/settings.ts';
import { worldStart } from '../world/start.ts';
import type { Weather } from '../world/trouble.ts';
import { StackApi, type StackView } from './stack-api.ts';
import { lifeBefore } from './stack-history.ts';
import type { StackLife } from './stack-life.ts';
import type { StackScene } from './stack-scene.ts';
import { type Change, isAtRest, type Update } from './stack-update.ts';

const name = 'shop';
const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/00000000-0000-4000-8000-00000000abcd';
const rootId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/root/00000000-0000-4000-8000-00000000abce';
export const stepToken = 'token-of-the-step';

export interface StackAftermath extends Aftermath<StackView> {
  readonly scene: StackScene;
  readonly life: StackLife | undefined;
  /** The latest update when the step began. */
  readonly latest: Update | undefined;
  readonly stackId: string;
}

const service = createCloudFormationService(settingsOfAdapters);

/** Plays a scene. `draw`: for what goes on while it is played. */
export async function actStack(scene: StackScene, weather: Weather, draw: Draw): Promise<StackAftermath> {
  const clock = new FakeClock(worldStart + scene.runnerClockOffset);
  const newId = countingIds();
  const life = lifeBefore(scene, newId);
  const latest = life?.updates.at(-1);
  const successorId = newId();
  const settings = {
    ...scene,
    name,
    stackId,
    rootId: scene.nested ? rootId : undefined,
    // On pages smaller than AWS's there is less to read through: the adapter reads 40 of them at most.
    resources: Math.min(scene.resources, 2 * scene.pageSize),
    stateLag: scene.stateLag > 0 ? randomLag(draw, scene.stateLag, scene.lagShare) : noLag,
    recordLag: scene.recordLag > 0 ? randomLag(draw, scene.recordLag, scene.lagShare) : noLag,
  };
  const api = new StackApi(life, settings, clock, weather);
  if (life !== undefined) api.onCancelled = othersAt(life, scene, clock, successorId, newId);
  const guardedId = guardedIdOf(scene.guard, latest?.id, successorId, newId);
  const baseline = scene.baselineBefore === undefined ? {} : { baseline: baselineAt(life, scene, settings.stateLag()) };
  const target = { name, reference: scene.byId ? stackId : name, ...baseline };
  const step = await runStep(api, scene, target, guardedId, { targetKind: 'stack', service, token: stepToken });
  const { requests } = api.network;
  return { ...step, scene, life, requests, guardedId, latest, stackId };
}

/** What the guard has seen before the deployment, through a read that may lag as any other. */
function baselineAt(
  life: StackLife | undefined,
  { baselineBefore = 0, statesHaveIds }: StackScene,
  lag: number,
): Baseline {
  const change = life?.at(-baselineBefore - lag);
  const exists = change !== undefined && change.status !== 'DELETE_COMPLETE';
  const isInProgress = change?.status === 'UPDATE_IN_PROGRESS';
  return {
    exists,
    reference: exists ? stackId : undefined,
    deploymentId: exists && statesHaveIds ? change.update?.id : undefined,
    begunAtEpoch: isInProgress && change.update !== undefined ? worldStart + change.update.begunAt : undefined,
    readAtEpoch: Math.floor((worldStart - baselineBefore) / 1_000) * 1_000,
    isGoingOn: exists && !isAtRest(change.status),
  };
}

/** What other people do meanwhile. Gives a function to be called whenever the stack's course has changed. */
function othersAt(
  life: StackLife,
  scene: StackScene,
  clock: FakeClock,
  successorId: string,
  newId: () => string,
): () => void {
  const { signal } = new AbortController();
  const at = (time: number, act: () => void): void => void clock.sleep(time - clock.now(), signal).then(act);
  const successors = [...scene.successors];
  let course: Change | undefined;
  const watch = (): void => {
    const last = life.changes.at(-1);
    const rest = life.restsAt(clock.now());
    if (rest === undefined || last === course) return;
    course = last;
    at(rest, () => {
      if (last !== course) return;
      if (scene.repairedAfter !== undefined) {
        at(rest + scene.repairedAfter, () => changing(() => life.repair(clock.now())));
      }
      const [next] = successors;
      if (next === undefined) return;
      at(rest + next.after, () => {
        if (successors[0] !== next) return;
        const begun = life.updates.length;
        const isFirst = successors.length === scene.successors.length;
        changing(() => life.update(clock.now(), next.plan, isFirst ? successorId : newId()));
        if (life.updates.length > begun) successors.shift();
      });
    });
  };
  const changing = (act: () => void): void => {
    act();
    watch();
  };
  const { cancelledAt, deletedAt } = scene;
  if (cancelledAt !== undefined) at(cancelledAt, () => changing(() => life.cancel(clock.now(), 'of-somebody-else')));
  if (deletedAt !== undefined) at(deletedAt, () => changing(() => life.delete(clock.now(), 5_000)));
  watch();
  return watch;
}
