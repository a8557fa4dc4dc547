import type { ChildProcess } from 'node:child_process';

/** What the runner does to the process of a step that is to stop, with milliseconds since the cancellation. */
const sequence = [
  { signal: 'SIGINT', after: 0 },
  { signal: 'SIGTERM', after: 7_500 },
  { signal: 'SIGKILL', after: 10_000 },
] as const;

/**
 * Stops a step as the runner does for a cancelled run and for `timeout-minutes`: SIGINT, SIGTERM 7.5 s later, and 2.5 s
 * after that the end (actions/runner 2.336.0, ProcessInvoker.cs). On Windows the runner sends console events, which Node
 * can't send to another process: there, the first signal ends the process at once.
 */
export function cancelProcess(child: ChildProcess): void {
  const timers = sequence.map(({ signal, after }) => setTimeout(() => child.kill(signal), after));
  child.once('exit', () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
