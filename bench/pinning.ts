import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/**
 * Gives the measured processes a core of their own, and the emulator another. Children inherit the core of the thread
 * that starts them, so that no wrapper around them adds to what is measured; this process itself sleeps meanwhile.
 *
 * @returns what was done, a phrase for the report
 */
export function pin(emulatorProcessId: number | undefined): string {
  if (emulatorProcessId === undefined || availableParallelism() < 2) return 'not pinned: there is one core only';
  const cores = { emulator: '0', measured: '1' };
  const done =
    taskset(['-acp', cores.emulator, String(emulatorProcessId)]) &&
    taskset(['-cp', cores.measured, String(process.pid)]);
  return done
    ? `pinned by taskset: the measured processes to core ${cores.measured}, the emulator to core ${cores.emulator}`
    : 'not pinned: there is no taskset here';
}

/** Lets this process, and what it starts, run anywhere again. */
export function unpin(): void {
  taskset(['-cp', `0-${availableParallelism() - 1}`, String(process.pid)]);
}

function taskset(words: readonly string[]): boolean {
  return spawnSync('taskset', words, { stdio: 'ignore' }).status === 0;
}
