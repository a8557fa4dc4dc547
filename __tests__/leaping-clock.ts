import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import process from 'node:process';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../src/cancellation/ports.ts';

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

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

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
export class LeapingClock implements Clock {
  readonly #epoch = Date.now();
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;
  #isWatching = false;
  #createdBefore = created;

  now(): number {
    return this.#now;
  }

  epoch(): number {
    return this.#epoch + this.#now;
  }

  /** Lets time pass at once before the next step, while nothing sleeps. */
  leap(milliseconds: number): void {
    this.#now += milliseconds;
    this.#createdBefore = created;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#now + Math.max(milliseconds, 0), wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
      else if (!this.#isWatching) void this.#watch();
    });
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    while (this.#sleepers.size > 0) {
      await this.#firstRequest();
      await quiet();
      const [next] = [...this.#sleepers].toSorted((one, other) => one.until - other.until);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
    this.#isWatching = false;
  }

  async #firstRequest(): Promise<void> {
    const until = performance.now() + patience;
    while (created === this.#createdBefore && performance.now() < until && this.#sleepers.size > 0) await pause(5);
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
