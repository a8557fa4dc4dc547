import type { Baseline } from '../../../../src/cancellation/model/plan.ts';
import { createProtonService } from '../../../../src/proton/service.ts';
import { FakeClock } from '../../fake-clock.ts';
import type { Draw } from '../world/draw.ts';
import type { Aftermath } from '../world/facts.ts';
import { countingIds, guardedIdOf } from '../world/ids.ts';
import { noLag, randomLag } from '../world/lag.ts';
import { runStep } from '../world/run-step.ts';
import { settingsOfAdapters } from '../world/settings.ts';
import { worldStart } from '../world/start.ts';
import type { Weather } from '../world/trouble.ts';
import { ServiceApi, type ServiceView } from './service-api.ts';
import { type Deployment, ServiceLife } from './service-life.ts';
import type { ServiceScene } from './service-scene.ts';

const name = 'checkout-api';

export interface ServiceAftermath extends Aftermath<ServiceView> {
  readonly scene: ServiceScene;
  readonly life: ServiceLife | undefined;
  /** The latest deployment when the step began. */
  readonly latest: Deployment | undefined;
}

const service = createProtonService(settingsOfAdapters);

/** Plays a scene. `draw`: for what goes on while it is played. */
export async function actService(scene: ServiceScene, weather: Weather, draw: Draw): Promise<ServiceAftermath> {
  const clock = new FakeClock(worldStart + scene.runnerClockOffset);
  const newId = countingIds();
  const life = lifeBefore(scene, newId);
  const latest = life?.deployments.at(-1);
  const successorId = newId();
  const api = new ServiceApi(
    life,
    {
      ...scene,
      name,
      hasPipeline: scene.start !== 'no-pipeline',
      stateLag: scene.stateLag > 0 ? randomLag(draw, scene.stateLag, scene.lagShare) : noLag,
      recordLag: scene.recordLag > 0 ? randomLag(draw, scene.recordLag, scene.lagShare) : noLag,
    },
    clock,
    weather,
  );
  if (life !== undefined) api.onCancelled = othersAt(life, scene, clock, successorId, newId);
  const guardedId = guardedIdOf(scene.guard, latest?.id, successorId, newId);
  const lag = scene.stateLag > 0 && draw.chance(scene.lagShare) ? draw.number(0, scene.stateLag) : 0;
  const baseline = scene.baselineBefore === undefined ? {} : { baseline: baselineAt(life, scene, lag) };
  const target = { name, reference: name, ...baseline };
  const step = await runStep(api, scene, target, guardedId, { targetKind: 'service', service, token: 'token' });
  return { ...step, scene, life, requests: api.network.requests, guardedId, latest };
}

/** What the guard has seen before the deployment, through a read that may lag as any other. */
function baselineAt(
  life: ServiceLife | undefined,
  { baselineBefore = 0, hasIds }: ServiceScene,
  lag: number,
): Baseline {
  const at = -baselineBefore - lag;
  const exists = life?.exists(at) === true;
  const deployment = exists ? life.at(at) : undefined;
  return {
    exists,
    reference: exists ? name : undefined,
    deploymentId: hasIds ? deployment?.id : undefined,
    begunAtEpoch: deployment === undefined ? undefined : worldStart + deployment.begunAt,
    readAtEpoch: Math.floor((worldStart - baselineBefore) / 1_000) * 1_000,
    isGoingOn: deployment !== undefined && at < deployment.endsAt,
  };
}

/** What has happened to the service before the step begins; undefined where there is none. */
function lifeBefore(scene: ServiceScene, newId: () => string): ServiceLife | undefined {
  const { start, begunBefore, latest, earlier } = scene;
  if (start === 'absent') return undefined;
  if (start === 'creating') {
    const life = new ServiceLife(-begunBefore, newId);
    life.deploy(-begunBefore, latest);
    return life;
  }
  const past =
    earlier === undefined ? 0 : earlier.restedFor + (earlier.isCancelled ? earlier.plan.cancel : earlier.plan.deploy);
  const createdAt = -begunBefore - past - scene.createdBefore;
  const life = new ServiceLife(createdAt, newId);
  if (start === 'no-pipeline') return life;
  const first = Math.min(scene.createdBefore / 2, 60_000);
  life.deploy(createdAt, { deploy: first, ending: 'SUCCEEDED', cancel: 0, cancelEnding: 'CANCELLED' });
  if (start === 'created') return life;
  if (earlier !== undefined) {
    life.deploy(-begunBefore - past, earlier.plan);
    if (earlier.isCancelled) life.cancel(-begunBefore - past, 'others');
  }
  life.deploy(-begunBefore, start === 'deployed' ? { ...latest, deploy: begunBefore - scene.cancelledBefore } : latest);
  if (start === 'cancelling') life.cancel(-scene.cancelledBefore, 'others');
  if (start === 'deleting') life.delete(-begunBefore / 2, begunBefore / 2 + 5_000);
  return life;
}

/** What other people do meanwhile. Gives a function to be called whenever a deployment's course has changed. */
function othersAt(
  life: ServiceLife,
  scene: ServiceScene,
  clock: FakeClock,
  successorId: string,
  newId: () => string,
): () => void {
  const { signal } = new AbortController();
  const at = (time: number, act: () => void): void => void clock.sleep(time - clock.now(), signal).then(act);
  const successors = [...scene.successors];
  const watch = (): void => {
    const current = life.deployments.at(-1);
    const [next] = successors;
    if (current === undefined || next === undefined) return;
    const begins = Math.max(current.endsAt, 0) + next.after;
    at(begins, () => {
      const isDue =
        successors[0] === next && life.deployments.at(-1) === current && current.endsAt <= begins - next.after;
      if (!isDue) return;
      const isFirst = successors.length === scene.successors.length;
      successors.shift();
      life.deploy(clock.now(), next.plan, isFirst ? successorId : newId());
      watch();
    });
  };
  const { cancelledAt, deletedAt } = scene;
  if (cancelledAt !== undefined) {
    at(cancelledAt, () => {
      life.cancel(clock.now(), 'others');
      watch();
    });
  }
  if (deletedAt !== undefined) at(deletedAt, () => life.delete(clock.now(), 5_000));
  watch();
  return watch;
}
