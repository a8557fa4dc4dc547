import { cancelServices } from '../../src/cancellation/cancel-targets.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import type { Answer, PipelineReading, Proton } from '../../src/cancellation/ports.ts';
import { SimulatedClock } from './simulated-clock.ts';

/** One wait. Times in milliseconds since the request. */
export interface SimulatedWait {
  readonly endMilliseconds: number;
  /** Status reads made, the one that saw the end among them. */
  readonly reads: number;
  /** From the end of the cancellation until the read that saw it. */
  readonly lagMilliseconds: number;
}

const deploymentId = '11111111-2222-3333-4444-555555555555';

/** Cancels and waits with the action's own code, for a cancellation that ends at a time; calls take no time. */
export async function waitLikeTheAction(endMilliseconds: number, random: () => number): Promise<SimulatedWait> {
  const clock = new SimulatedClock();
  let reads = 0;
  const proton = protonThat(() => {
    reads += 1;
    return clock.now() >= endMilliseconds ? 'CANCELLED' : 'CANCELLING';
  });
  const { signal } = new AbortController();
  const surroundings = { proton, clock, random, signal, observe: () => undefined };
  const [result] = await clock.run(cancelServices(plan, surroundings));
  if (result?.outcome !== 'cancelled') throw new Error(`The simulated wait ended as ${result?.outcome}.`);
  return { endMilliseconds, reads, lagMilliseconds: clock.now() - endMilliseconds };
}

/** Waits by reading in fixed intervals, the first one after the request. */
export function waitInFixedIntervals(endMilliseconds: number, intervalMilliseconds: number): SimulatedWait {
  const reads = Math.max(Math.ceil(endMilliseconds / intervalMilliseconds), 1);
  return { endMilliseconds, reads, lagMilliseconds: reads * intervalMilliseconds - endMilliseconds };
}

const plan: Plan = {
  serviceNames: ['simulated'],
  waitMilliseconds: 3 * 3_600_000,
  maxPollIntervalMilliseconds: 10_000,
  deploymentId: undefined,
  dryRun: false,
};

function pipelineIn(deploymentStatus: string): PipelineReading {
  return { pipeline: { deploymentStatus, lastAttemptedDeploymentId: deploymentId }, spec: undefined };
}

/** Accepts the cancellation, and asks for the status at each read. */
function protonThat(statusNow: () => string): Proton {
  const answer = <Value>(value: Value): Promise<Answer<Value>> =>
    Promise.resolve({ ok: true, value, requestId: undefined });
  return {
    cancelServicePipelineDeployment: () => answer(pipelineIn('CANCELLING')),
    getService: () => answer({ ...pipelineIn(statusNow()), serviceStatus: 'ACTIVE' }),
    getDeployment: () => {
      throw new Error('No other deployment takes the place of this one.');
    },
  };
}
