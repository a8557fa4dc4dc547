import type { Plan } from './model/plan.ts';
import type { TargetResult } from './model/result.ts';
import { failedResult } from './one-target/broken-off.ts';
import { requestCancellation } from './one-target/request.ts';
import { TargetRun } from './one-target/run.ts';
import { Wait } from './one-target/wait.ts';
import { SharedFailure } from './shared-failure.ts';
import { type Dependencies, Traffic } from './traffic/traffic.ts';

/**
 * How many requests are under way at once. Measured for 1,000 services: at 50 ms a call, the last request has gone out after
 * 2.2 s with 25, 1.25 s with 50, 0.98 s with 100, and 100 cost 13 to 19 MiB more.
 */
export const requestLanes = 50;

const heartbeatMilliseconds = 30_000;

/** One target, and its result once it has one. */
interface Work {
  readonly run: TargetRun;
  result: TargetResult | undefined;
}

/**
 * Cancels the deployments of all targets of the plan, side by side, and waits for each result. A target waits for no
 * other: its own wait begins when its own request is answered, and its failure does not affect the others.
 *
 * @returns one result for each target, in the plan's order; never rejects for anything that AWS or the network does
 */
export async function cancelTargets(plan: Plan, dependencies: Dependencies): Promise<readonly TargetResult[]> {
  const step = new Step(plan, dependencies);
  return step.run();
}

/** The work on all targets. */
class Step {
  readonly #traffic: Traffic;
  readonly #works: readonly Work[];
  #isAccepted = false;

  constructor(plan: Plan, dependencies: Dependencies) {
    const traffic = new Traffic(dependencies, plan);
    this.#traffic = traffic;
    this.#works = plan.targets.map((target): Work => {
      return { run: new TargetRun(target, plan, traffic, dependencies.newToken()), result: undefined };
    });
  }

  async run(): Promise<readonly TargetResult[]> {
    const stopped = new AbortController();
    const heart = this.#beat(AbortSignal.any([stopped.signal, this.#traffic.signal]));
    const waits = await this.#requestAll();
    this.#traffic.tell({ type: 'requests-answered', results: this.#resultsSoFar() });
    await Promise.all(waits);
    stopped.abort();
    await heart;
    return this.#resultsSoFar();
  }

  /** Sends all requests, and gives the waits that have begun meanwhile: each as soon as its own request was answered. */
  async #requestAll(): Promise<readonly Promise<void>[]> {
    const shared = new SharedFailure(this.#traffic);
    const waits: Promise<void>[] = [];
    const queue = this.#works.values();
    const lane = async (): Promise<void> => {
      for (const work of queue) {
        await this.#request(work, shared);
        if (work.result === undefined) waits.push(this.#awaitEnd(work));
      }
    };
    await Promise.all(Array.from({ length: Math.min(requestLanes, this.#works.length) }, lane));
    return waits;
  }

  async #request(work: Work, shared: SharedFailure): Promise<void> {
    const failure = await shared.beforeNext();
    if (failure !== undefined) {
      this.#end(work, failedResult(work.run, failure));
      return;
    }
    const result = await requestCancellation(work.run, () => this.#tellFirstAccepted());
    shared.ended(result?.failure);
    if (result !== undefined) this.#end(work, result);
  }

  async #awaitEnd(work: Work): Promise<void> {
    this.#end(work, await new Wait(work.run).untilEnd());
  }

  #end(work: Work, result: TargetResult): void {
    work.result = result;
    this.#traffic.tell({ type: 'end', result });
  }

  #tellFirstAccepted(): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.#traffic.tell({ type: 'first-accepted', results: this.#resultsSoFar() });
  }

  /** The final results, and for the others what to report in case that nothing later can be. */
  #resultsSoFar(): readonly TargetResult[] {
    return this.#works.map(({ run, result }) => result ?? resultSoFar(run));
  }

  /** Tells the observer every half minute what is still waited for, until it is stopped. */
  async #beat(signal: AbortSignal): Promise<void> {
    const { clock, limits } = this.#traffic;
    for (;;) {
      await clock.sleep(heartbeatMilliseconds, signal);
      if (signal.aborted) return;
      const open = this.#works.filter(({ result }) => result === undefined);
      this.#traffic.tell({
        type: 'heartbeat',
        waiting: open.map(({ run }) => ({ targetName: run.target.name, status: run.lastSeen?.status })),
        ended: this.#works.length - open.length,
        remainingMilliseconds: Math.max(limits.deadline - clock.now(), 0),
      });
    }
  }
}

/** What to report while the work goes on, in case that nothing later can be. */
function resultSoFar(run: TargetRun): TargetResult {
  if (run.requestState === 'accepted') return run.result('requested', { kind: 'accepted' });
  return run.isJoined ? run.result('requested', { kind: 'joined' }) : run.result('interrupted', { kind: 'pending' });
}
