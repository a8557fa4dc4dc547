import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import process from 'node:process';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { StandingClock } from './cancellation/standing-clock.ts';

/** The HTTP requests of this process that are not over. */
const open = new Set<ClientRequest>();
const onClose: (() => void)[] = [];
/** How many there have been. */
let created = 0;

subscribe('http.client.request.created', (message) => {
  const request: unknown = Reflect.get(Object(message), 'request');
  if (!(request instanceof ClientRequest)) return;
  open.add(request);
  created += 1;
  request.once('close', () => {
    open.delete(request);
    for (const resolve of onClose.splice(0)) resolve();
  });
});

/** Turns of the event loop in which nothing may be on its way before the clock leaps. */
const quietTurns = 4;
/**
 * How long the clock stands still until the first request of a step, in milliseconds of the machine's: what is loaded for it, by another
 * thread, can't be seen from here.
 */
const patience = 1_000;

/**
 * A clock for steps in this process that speak HTTP: it stands still while a request is on its way or a file is read, and else leaps
 * to the next awakening. So no verdict depends on how busy the machine is, and no wait takes time.
 */
export class LeapingClock extends StandingClock {
  #isWatching = false;
  #createdBefore = created;

  constructor() {
    super(Date.now());
  }

  /** Lets time pass at once before the next step, while nothing sleeps. */
  leap(milliseconds: number): void {
    this.pass(milliseconds);
    this.#createdBefore = created;
  }

  override sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    const slept = super.sleep(milliseconds, signal);
    if (!this.#isWatching) void this.#watch();
    return slept;
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    while (this.sleeping > 0) {
      await this.#firstRequest();
      await quiet();
      this.wakeNext();
    }
    this.#isWatching = false;
  }

  async #firstRequest(): Promise<void> {
    const until = performance.now() + patience;
    while (created === this.#createdBefore && performance.now() < until && this.sleeping > 0) await pause(5);
  }
}

async function quiet(): Promise<void> {
  for (let turns = 0; turns < quietTurns; turns += 1) {
    await turn();
    if (open.size > 0) {
      turns = 0;
      await new Promise<void>((resolve) => onClose.push(resolve));
    } else if (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) {
      turns = 0;
      await pause(1);
    }
  }
}
