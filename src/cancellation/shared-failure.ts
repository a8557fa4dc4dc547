import { type Failure, failureFacts } from './model/failure.ts';
import type { Traffic } from './traffic/traffic.ts';

/**
 * Finds out whether a failure will meet every target of the step, so that trying each of them would only take longer to say
 * so: no credentials, no region, or an endpoint that nothing comes from.
 */
export class SharedFailure {
  readonly #traffic: Traffic;
  #failure: Failure | undefined;
  #suspicion: Failure | undefined;
  #underWay = 0;
  #waiting: (() => void)[] = [];

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  /**
   * Waits until it is known whether the next target is worth trying.
   *
   * @returns the failure that it would meet, or undefined to go on; then `ended` has to be called once its request is settled
   */
  async beforeNext(): Promise<Failure | undefined> {
    while (this.#failure === undefined && this.#suspicion !== undefined && !this.#traffic.isAlive) {
      // Nothing has been answered, and nothing is on its way.
      if (this.#underWay === 0) this.#failure = this.#suspicion;
      else await this.#change();
    }
    if (this.#failure === undefined) this.#underWay += 1;
    return this.#failure;
  }

  /** Takes note of how the request of a target was settled. */
  ended(failure: Failure | undefined): void {
    this.#underWay -= 1;
    const scope = failure === undefined ? 'target' : failureFacts[failure.kind].scope;
    if (scope === 'step') this.#failure ??= failure;
    if (scope === 'endpoint') this.#suspicion = failure;
    this.#wake();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
