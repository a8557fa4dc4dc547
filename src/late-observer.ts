import type { CancellationEvent, Observer } from './cancellation/model/events.ts';

/** How long a request may take to leave until the observer is loaded all the same, in milliseconds. */
const patienceMilliseconds = 1_000;

/**
 * An observer that is loaded only when the first request has left, or hangs: the reports are half of the action's own code, and
 * no request needs them. Until then the events are kept; they are told, in order, once it is there.
 */
export class LateObserver {
  readonly #load: () => Promise<Observer>;
  readonly #kept: CancellationEvent[] = [];
  #observer: Observer | undefined;
  #loading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

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
    if (event.type === 'call') this.#timer ??= setTimeout(() => this.#beginToLoad(), patienceMilliseconds).unref();
    else this.#beginToLoad();
  };

  /**
   * Done once the events up to now have been told.
   *
   * @throws what loading has thrown
   */
  async caughtUp(): Promise<void> {
    await this.#loading;
  }

  #beginToLoad(): void {
    if (this.#loading !== undefined) return;
    clearTimeout(this.#timer);
    this.#loading = this.#catchUp();
    // `caughtUp` reports it.
    this.#loading.catch(() => undefined);
  }

  async #catchUp(): Promise<void> {
    // What was written to the socket in this turn of the event loop leaves at the end of it.
    await new Promise((resolve) => setImmediate(resolve));
    const observer = await this.#load();
    for (const event of this.#kept.splice(0)) observer(event);
    this.#observer = observer;
  }
}
