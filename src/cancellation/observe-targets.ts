import { type WorkSoFar, withHeartbeat } from './heartbeat.ts';
import { isAtRest, isGoingOn } from './model/deployment.ts';
import { type Failure, isTransient, ownFailure } from './model/failure.ts';
import type { Observation } from './model/observation.ts';
import type { Baseline, Plan, Target } from './model/plan.ts';
import type { Answer, Reading } from './ports.ts';
import { delayBeforeRead } from './traffic/poll-interval.ts';
import { RetryBudget } from './traffic/retry-budget.ts';
import { type Attempted, type Dependencies, Traffic } from './traffic/traffic.ts';

/**
 * Reads all targets of the plan side by side: once, or, with a wait, until each is at rest. Changes nothing.
 *
 * @returns one observation for each target, in the plan's order; never rejects for anything that AWS or the network does
 */
export async function observeTargets(plan: Plan, dependencies: Dependencies): Promise<readonly Observation[]> {
  const traffic = new Traffic(dependencies, plan);
  const works = plan.targets.map((target) => new TargetObservation(target, plan, traffic));
  const soFar = (): WorkSoFar => {
    const open = works.filter(({ isOpen }) => isOpen);
    return { waiting: open.map(({ state }) => state), ended: works.length - open.length };
  };
  return withHeartbeat(traffic, soFar, () => Promise.all(works.map((work) => work.untilSeen())));
}

/** The observation of one target. */
class TargetObservation {
  readonly #target: Target;
  readonly #plan: Plan;
  readonly #traffic: Traffic;
  readonly #retryBudget: RetryBudget;
  #lastSeen: Reading | undefined;
  isOpen = true;

  constructor(target: Target, plan: Plan, traffic: Traffic) {
    this.#target = target;
    this.#plan = plan;
    this.#traffic = traffic;
    this.#retryBudget = new RetryBudget(traffic);
  }

  /** Its name, and its status as last read. */
  get state(): WorkSoFar['waiting'][number] {
    return { targetName: this.#target.name, status: this.#lastSeen?.status };
  }

  async untilSeen(): Promise<Observation> {
    const observation = await this.#observe();
    this.isOpen = false;
    return observation;
  }

  async #observe(): Promise<Observation> {
    for (;;) {
      const attempted = await this.#read();
      if (attempted === undefined) return this.#failed(ownFailure('out-of-time', 'read-state'));
      const { answer, startedAt } = attempted;
      const observation = answer.ok
        ? this.#see(answer.value, answer.dateEpoch)
        : this.#fail(answer.failure, answer.dateEpoch);
      if (observation !== undefined) return observation;
      if (!(await this.#pause(answer.ok ? undefined : answer.failure, startedAt))) return this.#outOfTime(answer);
    }
  }

  #read(): Promise<Attempted<Reading> | undefined> {
    const { name, reference } = this.#target;
    return this.#traffic.call<Reading>({
      targetName: name,
      call: 'read-state',
      priority: 'ordinary',
      until: this.#traffic.limits.hardEnd,
      timeoutMilliseconds: this.#retryBudget.attemptMilliseconds,
      // By what was given, not by the id that was read: a stack that is gone is at rest.
      send: (limits): Promise<Answer<Reading>> => this.#traffic.service.readState(reference, limits),
    });
  }

  /** Takes in a reading; undefined to wait on. */
  #see(reading: Reading, readAtEpoch: number | undefined): Observation | undefined {
    const isNew = reading.stage !== this.#lastSeen?.stage || reading.status !== this.#lastSeen.status;
    this.#lastSeen = reading;
    const { stage, status, deploymentId } = reading;
    const targetName = this.#target.name;
    if (isNew) {
      this.#traffic.tell({
        type: 'state',
        targetName,
        stage,
        status,
        deploymentId,
        sinceRequestMilliseconds: undefined,
      });
    }
    const isDone = this.#plan.waitMilliseconds === 0 || takesDeployment(reading);
    return isDone
      ? { kind: 'seen', target: this.#target, state: reading, baseline: baselineOf(reading, readAtEpoch) }
      : undefined;
  }

  /** Takes in a failed read; undefined to try again. */
  #fail(failure: Failure, readAtEpoch: number | undefined): Observation | undefined {
    if (failure.kind === 'not-found') {
      return { kind: 'missing', target: this.#target, baseline: { ...noBaseline, readAtEpoch } };
    }
    return isTransient(failure.kind) ? undefined : this.#failed(failure);
  }

  /** Pauses before the next read; false if there is none, because the time is over or the step was stopped. */
  async #pause(failure: Failure | undefined, startedAt: number): Promise<boolean> {
    const { clock, limits, signal, random } = this.#traffic;
    const left = limits.deadline - clock.now();
    // Before the target was seen at all, people have to learn soon that nothing is guarded.
    const delay =
      failure !== undefined && this.#lastSeen === undefined
        ? this.#retryBudget.delayAfter(failure, startedAt)
        : left > 0
          ? Math.min(delayBeforeRead(this.#traffic.elapsed(), this.#plan.maxPollIntervalMilliseconds, random()), left)
          : undefined;
    if (delay === undefined || signal.aborted) return false;
    if (failure !== undefined) this.#tell(failure, 'retry', delay);
    this.#traffic.tell({ type: 'pause', targetName: this.#target.name, delayMilliseconds: delay });
    await clock.sleep(delay, signal);
    return !signal.aborted;
  }

  #outOfTime(answer: Answer<Reading>): Observation {
    if (this.#traffic.signal.aborted) return this.#failed(ownFailure('interrupted', 'read-state'));
    if (this.#lastSeen !== undefined) return { kind: 'busy', target: this.#target, state: this.#lastSeen };
    return this.#failed(answer.ok ? ownFailure('out-of-time', 'read-state') : answer.failure);
  }

  #failed(failure: Failure): Observation {
    const known = this.#traffic.signal.aborted ? ownFailure('interrupted', 'read-state') : failure;
    this.#tell(known, 'end');
    return { kind: 'failed', target: this.#target, failure: known };
  }

  #tell(failure: Failure, next: 'retry' | 'end', delayMilliseconds = 0): void {
    this.#traffic.tell({ type: 'failure', targetName: this.#target.name, failure, next, delayMilliseconds });
  }
}

const noBaseline: Omit<Baseline, 'readAtEpoch'> = {
  exists: false,
  reference: undefined,
  deploymentId: undefined,
  begunAtEpoch: undefined,
  isGoingOn: false,
};

function baselineOf(reading: Reading, readAtEpoch: number | undefined): Baseline {
  const { reference, deploymentId, begunAtEpoch, stage } = reading;
  return { exists: true, reference, deploymentId, begunAtEpoch, readAtEpoch, isGoingOn: isGoingOn(stage) };
}

/** Whether AWS takes a deployment of the target. One that is being deleted takes none until it is gone. */
function takesDeployment({ stage, isBeingDeleted }: Reading): boolean {
  return isAtRest(stage) && !isBeingDeleted;
}
