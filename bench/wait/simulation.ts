import type { Clock } from '../../src/cancellation/clock.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import { Progress } from '../../src/cancellation/target/run.ts';
import type { Answer, PipelineReading, Proton, ServiceReading } from '../../src/cancellation/ports.ts';
import { createTools } from '../../src/cancellation/traffic/traffic.ts';
import { awaitEnd } from '../../src/cancellation/target/wait.ts';

/** One wait. Times in milliseconds since the request. */
export interface SimulatedWait {
  readonly endMilliseconds: number;
  /** Status reads made, the one that saw the end among them. */
  readonly reads: number;
  /** From the end of the cancellation until the read that saw it. */
  readonly lagMilliseconds: number;
}

const deploymentId = '11111111-2222-3333-4444-555555555555';

/** Time that passes only while somebody sleeps, and then at once. For a single sleeper at a time. */
function simulatedClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    epoch: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Waits with the action's own code for a cancellation that ends at a time; reads take no time. */
export async function waitLikeTheAction(endMilliseconds: number, random: () => number): Promise<SimulatedWait> {
  const clock = simulatedClock();
  let reads = 0;
  const getService = async (): Promise<Answer<ServiceReading>> => {
    reads += 1;
    const status = clock.now() >= endMilliseconds ? 'CANCELLED' : 'CANCELLING';
    return { ok: true, value: { ...pipelineIn(status), serviceStatus: 'ACTIVE' }, requestId: undefined };
  };
  const tools = createTools(
    { proton: protonWith(getService), clock, random, signal: new AbortController().signal, observe: () => undefined },
    plan,
  );
  const progress = new Progress('simulated', tools);
  progress.markSent();
  progress.follow(deploymentId);
  progress.see(pipelineIn('CANCELLING'));
  const { outcome } = await awaitEnd(progress, plan, tools);
  if (outcome !== 'cancelled') throw new Error(`The simulated wait ended as ${outcome}.`);
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

function protonWith(getService: Proton['getService']): Proton {
  const unexpected = (): never => {
    throw new Error('Only GetService is expected while waiting.');
  };
  return { getService, cancelServicePipelineDeployment: unexpected, getDeployment: unexpected };
}
