import { cancelTargets } from '../../src/cancellation/cancel-targets.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import type { Answer, DeploymentService, Reading } from '../../src/cancellation/ports.ts';
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
  const service = serviceThat(() => {
    reads += 1;
    return clock.now() >= endMilliseconds ? 'cancelled' : 'cancelling';
  });
  const { signal } = new AbortController();
  const newToken = (): string => 'token';
  const dependencies = { service, clock, random, newToken, signal, observe: () => undefined };
  const [result] = await clock.run(cancelTargets(plan, dependencies));
  if (result?.outcome !== 'cancelled') throw new Error(`The simulated wait ended as ${result?.outcome}.`);
  return { endMilliseconds, reads, lagMilliseconds: clock.now() - endMilliseconds };
}

/** Waits by reading in fixed intervals, the first one after the request. */
export function waitInFixedIntervals(endMilliseconds: number, intervalMilliseconds: number): SimulatedWait {
  const reads = Math.max(Math.ceil(endMilliseconds / intervalMilliseconds), 1);
  return { endMilliseconds, reads, lagMilliseconds: reads * intervalMilliseconds - endMilliseconds };
}

const plan: Plan = {
  targetKind: 'service',
  targets: [{ name: 'simulated', reference: 'simulated' }],
  waitMilliseconds: 3 * 3_600_000,
  maxPollIntervalMilliseconds: 10_000,
  deploymentId: undefined,
  dryRun: false,
};

function readingIn(stage: Reading['stage']): Reading {
  return {
    stage,
    status: stage.toUpperCase(),
    message: undefined,
    deploymentId,
    begunAtEpoch: undefined,
    rollbackBy: undefined,
    isBeingDeleted: false,
    nestedIn: undefined,
    reference: undefined,
    detail: undefined,
    spec: undefined,
  };
}

/** Accepts the cancellation, and asks for the stage at each read. */
function serviceThat(stageNow: () => Reading['stage']): DeploymentService {
  const answer = <Value>(value: Value): Promise<Answer<Value>> =>
    Promise.resolve({ ok: true, value, requestId: undefined, dateEpoch: undefined });
  return {
    findsEndByToken: false,
    cancel: () => answer(readingIn('cancelling')),
    readState: () => answer(readingIn(stageNow())),
    readEnd: () => {
      throw new Error('No other deployment takes the place of this one.');
    },
  };
}
