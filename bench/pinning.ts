import { spawnSync } from 'node:child_process';
import process from 'node:process';

/**
 * Gives the measured processes a core of their own, and the emulators another. Children inherit the core of the thread
 * that starts them, so that no wrapper around them adds to what is measured; this process itself sleeps meanwhile. Where there is no
 * taskset, or one core only, it does nothing.
 *
 * @param emulators the ids of their processes
 * @returns lets this process, and what it starts, run again where it could before
 */
export function pin(emulators: readonly (number | undefined)[]): () => void {
  const allowed = allowedCores();
  const [emulatorCore, measuredCore] = coresIn(allowed);
  if (emulatorCore === undefined || measuredCore === undefined) return () => undefined;
  for (const id of emulators) if (id !== undefined) taskset('-acp', emulatorCore, String(id));
  taskset('-cp', measuredCore, String(process.pid));
  return () => {
    taskset('-cp', allowed, String(process.pid));
  };
}

/** The cores that this process may run on, as taskset lists them, such as `0-3,8`; empty where there is no taskset. */
function allowedCores(): string {
  return /: ([\d,-]+)$/m.exec(taskset('-cp', String(process.pid)))?.[1] ?? '';
}

function coresIn(list: string): readonly string[] {
  return list.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: Math.max(last - first + 1, 0) || 0 }, (_, at) => String(first + at));
  });
}

/** @returns what it prints; empty where there is no taskset */
function taskset(...words: readonly string[]): string {
  const { stdout } = spawnSync('taskset', words, { encoding: 'utf8' });
  return stdout ?? '';
}
