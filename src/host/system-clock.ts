import process from 'node:process';
import type { Clock } from '../cancellation/ports.ts';

/** The time of the machine. */
export const systemClock: Clock = {
  // The first use of `performance` would load a module of its own, before the request.
  now: () => Number(process.hrtime.bigint()) / 1e6,
  epoch: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake, { once: true });
    }),
};
