import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/**
 * How a process can be told to stop: by signals, or, on Windows, by console events, which Node reports as SIGINT and
 * SIGBREAK. Node can't send those to another process, so that the stand-in makes them inside of it.
 */
export type StopBy = 'signals' | 'console events';

/** How it is on this machine. */
export const stopByDefault: StopBy = process.platform === 'win32' ? 'console events' : 'signals';

/** What Node has to load before a step's script, so that the step can be stopped. */
export function loadedBefore(stopBy: StopBy): readonly string[] {
  const file = path.join(import.meta.dirname, 'console-events.js');
  return stopBy === 'signals' ? [] : [`--import=${pathToFileURL(file).href}`];
}

/**
 * Stops a step as the runner does for a cancelled run and for `timeout-minutes`: SIGINT or Ctrl-C, SIGTERM or Ctrl-Break
 * 7.5 s later, and 2.5 s after that the end (actions/runner 2.336.0, ProcessInvoker.cs).
 */
export function cancelProcess(child: ChildProcess, stopBy: StopBy): void {
  const send = (signal: NodeJS.Signals): void => {
    if (stopBy === 'signals') child.kill(signal);
    else if (child.connected) child.send(signal);
  };
  const timers = [
    setTimeout(() => send('SIGINT'), 0),
    setTimeout(() => send(stopBy === 'signals' ? 'SIGTERM' : 'SIGBREAK'), 7_500),
    setTimeout(() => child.kill('SIGKILL'), 10_000),
  ];
  child.once('exit', () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
