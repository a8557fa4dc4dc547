import type { Clock } from '../clock.ts';
import type { Observer } from '../model/events.ts';
import type { Plan } from '../model/plan.ts';
import type { Proton } from '../ports.ts';
import { Pace } from './pace.ts';

/** The longest that one attempt of a call may take, in milliseconds. */
export const attemptMilliseconds = 20_000;

/** By how much a run may outlive `wait-for-minutes`, in milliseconds: one connect and one attempt. */
export const graceMilliseconds = 25_000;

/**
 * Status reads a second, over all services of a step. A little under the promised 10, so that no second sees an
 * eleventh because one read was slower on its way than the next.
 */
const readsPerSecond = 9.5;

/** What is handed in: the world outside, as far as the cancellation needs it. */
export interface Surroundings {
  readonly proton: Proton;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Aborted when the workflow run is cancelled. */
  readonly signal: AbortSignal;
  readonly observe: Observer;
}

/** What all services of a step share while they are worked on. */
export interface Tools extends Surroundings {
  /** The pace of all calls: unlimited until Proton throttles. */
  readonly calls: Pace;
  /** The pace of the status reads of a step with several services. */
  readonly reads: Pace;
  /** When the work began, when the wait is over, and when everything is: milliseconds of the clock. */
  readonly startedAt: number;
  readonly deadline: number;
  readonly hardEnd: number;
  /** When the endpoint last gave an answer other than throttling; undefined while it has never answered at all. */
  lastAnswerAt: number | undefined;
}

/** Sets up what the services share. The wait begins now. */
export function createTools(surroundings: Surroundings, plan: Plan): Tools {
  const { clock } = surroundings;
  const startedAt = clock.now();
  const deadline = startedAt + plan.waitMilliseconds;
  return {
    ...surroundings,
    calls: new Pace(clock, Number.POSITIVE_INFINITY),
    reads: new Pace(clock, plan.serviceNames.length > 1 ? readsPerSecond : Number.POSITIVE_INFINITY),
    startedAt,
    deadline,
    hardEnd: deadline + graceMilliseconds,
    lastAnswerAt: undefined,
  };
}
