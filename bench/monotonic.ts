import process from 'node:process';

/**
 * Milliseconds of the machine's monotonic clock. Unlike `performance.now()`, which begins with the process, it is the
 * same in all processes of a machine (CLOCK_MONOTONIC on Linux).
 */
export function monotonicMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
