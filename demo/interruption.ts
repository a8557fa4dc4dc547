import type { ChildProcess } from 'node:child_process';

/** When GitHub's runner sends each signal, in milliseconds from the cancellation of the run (actions/runner, ProcessInvoker.cs). */
const signals = [
  ['SIGINT', 0],
  ['SIGTERM', 7_500],
  ['SIGKILL', 10_000],
] as const;

/**
 * Ends a step as the runner does when its workflow run is cancelled.
 *
 * @param delayMilliseconds from now to the cancellation of the run
 * @param onFirst called when the first signal is sent
 */
export function interruptAsRunner(step: ChildProcess, delayMilliseconds: number, onFirst: () => void): void {
  const timers = signals.map(([signal, after]) =>
    setTimeout(() => {
      if (after === 0) onFirst();
      step.kill(signal);
    }, delayMilliseconds + after),
  );
  step.once('exit', () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
