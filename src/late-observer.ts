import type { CancellationEvent, Observer } from './cancellation/model/events.ts';

/**
 * An observer that is loaded only once the first request has left: the reports are half of the action's own code, and no
 * request needs them. The events before are kept, and told then.
 */
export class LateObserver {
  readonly #load: () => Promise<Observer>;
  readonly #kept: CancellationEvent[] = [];
  #observer: Observer | undefined;
  #loading: Promise<void> | undefined;

  /** @param load loads the observer; called once */
  constructor(load: () => Promise<Observer>) {
    this.#load = load;
  }

  readonly observe: Observer = (event) => {
    if (this.#observer !== undefined) {
      this.#observer(event);
      return;
    }
    this.#kept.push(event);
    if (event.type === 'call' || this.#loading !== undefined) return;
    this.#loading = this.#catchUp();
    // Told by `caughtUp`, later.
    this.#loading.catch(() => undefined);
  };

  /**
   * Done once the events up to now have been told.
   *
   * @throws what loading has thrown
   */
  async caughtUp(): Promise<void> {
    await this.#loading;
  }

  async #catchUp(): Promise<void> {
    // What was written to the socket in this turn leaves at its end.
    await new Promise((resolve) => setImmediate(resolve));
    const observer = await this.#load();
    this.#kept.forEach(observer);
    this.#observer = observer;
  }
}
