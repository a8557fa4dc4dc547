import { type WorkSoFar, withHeartbeat } from './heartbeat.ts';
import type { Failure } from './model/failure.ts';
import type { Plan } from './model/plan.ts';
import type { TargetResult } from './model/result.ts';
import { failedResult } from './one-target/broken-off.ts';
import { cancelTarget, resultSoFar } from './one-target/cancel-target.ts';
import { TargetRun } from './one-target/run.ts';
import { SharedFailure } from './shared-failure.ts';
import { type Dependencies, Traffic } from './traffic/traffic.ts';

/**
 * How many requests are under way at once. Measured for 1,000 services: at 50 ms a call, the last request has gone out after
 * 2.2 s with 25, 1.25 s with 50, 0.98 s with 100, and 100 cost 13 to 19 MiB more.
 */
export const requestLanes = 50;

/** One target, its verdict once that is certain, and its result at the end. */
interface Work {
  readonly run: TargetRun;
  story: Promise<void> | undefined;
  verdict: TargetResult | undefined;
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
      const run = new TargetRun(target, plan, traffic, dependencies.newToken());
      return { run, story: undefined, verdict: undefined, result: undefined };
    });
  }

  async run(): Promise<readonly TargetResult[]> {
    await withHeartbeat(
      this.#traffic,
      () => this.#soFar(),
      async () => {
        await this.#requestAll();
        this.#traffic.tell({ type: 'requests-answered', results: this.#resultsSoFar() });
        await Promise.all(this.#works.map(({ story }) => story));
      },
    );
    return this.#resultsSoFar();
  }

  /**
   * Sends all requests. A lane is free for the next target once the request of one is settled; the rest of that one's story goes on by
   * itself.
   */
  async #requestAll(): Promise<void> {
    const shared = new SharedFailure(this.#traffic);
    const queue = this.#works.values();
    const lane = async (): Promise<void> => {
      for (const work of queue) {
        const failure = await shared.beforeNext();
        if (failure === undefined) await this.#begin(work, shared);
        else this.#end(work, failedResult(work.run, failure));
      }
    };
    await Promise.all(Array.from({ length: Math.min(requestLanes, this.#works.length) }, lane));
  }

  /** Begins the story of a target. Done when its request is settled. */
  #begin(work: Work, shared: SharedFailure): Promise<void> {
    return new Promise((resolve) => {
      let isSettled = false;
      const onSettled = (failure?: Failure): void => {
        if (!isSettled) shared.ended(failure);
        isSettled = true;
        resolve();
      };
      work.story = this.#tellStory(work, onSettled).finally(resolve);
    });
  }

  async #tellStory(work: Work, onSettled: (failure?: Failure) => void): Promise<void> {
    const result = await cancelTarget(work.run, {
      onAccepted: () => this.#tellFirstAccepted(),
      onSettled,
      onVerdict: (verdict) => {
        work.verdict = verdict;
        this.#traffic.tell({ type: 'verdict', result: verdict, results: this.#resultsSoFar() });
      },
    });
    this.#end(work, result);
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
    return this.#works.map(({ run, verdict, result }) => result ?? verdict ?? resultSoFar(run));
  }

  #soFar(): WorkSoFar {
    const open = this.#works.filter(({ result }) => result === undefined);
    return {
      waiting: open.map(({ run }) => ({ targetName: run.target.name, status: run.seen.last?.status })),
      ended: this.#works.length - open.length,
    };
  }
}
