import { cancelTargets } from '../../../../src/cancellation/cancel-targets.ts';
import type { CancellationEvent } from '../../../../src/cancellation/model/events.ts';
import type { Plan, Target } from '../../../../src/cancellation/model/plan.ts';
import type { TargetResult } from '../../../../src/cancellation/model/result.ts';
import type { DeploymentService } from '../../../../src/cancellation/ports.ts';
import { inWorld, type World } from './adapter-calls.ts';
import type { Scene } from './scene.ts';

/** What a step with one target did. Times in milliseconds since it began. */
export interface Step {
  readonly result: TargetResult;
  readonly events: readonly CancellationEvent[];
  readonly endedAt: number;
}

/** A step that goes on for so long after its wait, in milliseconds, never ends. */
const patience = 600_000;

/** Whom a step asks, and how. */
interface Asking {
  readonly targetKind: Plan['targetKind'];
  readonly service: DeploymentService;
  /** What the step makes for its requests, one after the other with a number. */
  readonly token: string;
}

/**
 * Runs a step with one target in a world.
 *
 * @param guardedId the deployment that the guard names
 */
export async function runStep(
  world: World,
  { wait, longestPoll, dryRun, stoppedAt }: Scene<unknown>,
  target: Target,
  guardedId: string | undefined,
  { targetKind, service, token }: Asking,
): Promise<Step> {
  const { clock } = world;
  const events: CancellationEvent[] = [];
  const observe = (event: CancellationEvent): void => {
    events.push(event);
  };
  const stop = new AbortController();
  const over = new AbortController();
  if (stoppedAt !== undefined) void clock.sleep(stoppedAt, over.signal).then(() => stop.abort());
  const tooLate = clock.sleep(wait + patience, over.signal).then((): never => {
    throw new Error('The step does not end.');
  });
  const plan: Plan = {
    targetKind,
    targets: [target],
    waitMilliseconds: wait,
    maxPollIntervalMilliseconds: longestPoll,
    deploymentId: guardedId,
    dryRun,
  };
  let tokens = 0;
  const newToken = (): string => {
    tokens += 1;
    return tokens === 1 ? token : `${token}-${tokens}`;
  };
  const dependencies = { service, clock, random: () => 0.5, newToken, signal: stop.signal, observe };
  const [result] = await inWorld(world, () => clock.run(Promise.race([cancelTargets(plan, dependencies), tooLate])));
  if (result === undefined) throw new Error('There is no result.');
  return { result, events, endedAt: clock.now() };
}
