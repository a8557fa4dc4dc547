import process from 'node:process';
import type { ExitCode } from '../report/ports.ts';

/**
 * From the signal until the step ends, no matter how much has been reported by then, in milliseconds. The runner sends SIGINT when a
 * run is cancelled or a time limit has passed, SIGTERM 7.5 s later, and kills 2.5 s after that (actions/runner,
 * ProcessInvoker.cs); the step promises to be gone within 2 s.
 */
const millisecondsToReport = 1_750;
/** From the verdict until the step ends, if its last lines can't be written, in milliseconds. */
const millisecondsToWrite = 1_000;

/**
 * Does the work of a step and ends the process with it, or some time after SIGINT or SIGTERM even if the work goes on.
 *
 * @param work gets a signal that is aborted when the runner stops the step; resolves to what the process ends with
 */
export function runToEnd(work: (signal: AbortSignal) => Promise<ExitCode>): void {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) return;
    // First, since a listener of the signal could throw.
    setTimeout(() => void endProcess(1), millisecondsToReport);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  // A log that can't be written (EPIPE, ENOSPC) must not end the process before the request: outputs and summary still tell.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  work(interruption.signal).then(finish, (thrown: unknown) => {
    process.stderr.write(`The action could not be loaded: ${thrown instanceof Error ? thrown.name : 'no Error'}\n`);
    finish(1);
  });
}

/** Ends the process once the log is written: connections that are kept alive must not keep the step alive. */
function finish(exitCode: ExitCode): void {
  setTimeout(() => void endProcess(exitCode), millisecondsToWrite);
  process.stdout.write('', () => void endProcess(exitCode));
}

/** How to end the process: the ordinary way, by a signal, or by letting a process that ends at once take its place. */
export type WayToEnd = 'exit' | 'signal' | 'replace';

/**
 * Work that Node hands to a thread, by the names of `process.getActiveResourcesInfo()`. `process.exit` joins these threads:
 * with a silent name server, a look-up (getaddrinfo, which nothing can end) keeps the process for 9 to 39 s, and the read
 * of a pipe that nobody writes to keeps it for good. On Windows, Node leaves the threads to the system.
 */
const threadWork = /^(?:GetAddrInfo|GetNameInfo|FSReq)/;

/** How long work that doesn't hang, such as the read of a file, gets to end, in milliseconds. */
const graceMilliseconds = 100;
const lookMilliseconds = 10;

/** What decides how the process ends. */
export interface ProcessState {
  readonly exitCode: ExitCode;
  /** As of `process.getActiveResourcesInfo()`. */
  readonly activeResources: readonly string[];
  readonly platform: NodeJS.Platform;
  /** Whether this Node has `process.execve` (from 22.15 on, not on Windows). */
  readonly canReplace: boolean;
}

/** Decides how the process ends within a moment and, if there is any way, with its exit code. */
export function wayToEnd({ exitCode, activeResources, platform, canReplace }: ProcessState): WayToEnd {
  const isHeld = platform !== 'win32' && activeResources.some((name) => threadWork.test(name));
  if (!isHeld) return 'exit';
  // The runner takes an end by a signal for a failure, which this is.
  if (exitCode !== 0) return 'signal';
  return canReplace ? 'replace' : 'exit';
}

/** Ends the process even if connections, child processes or look-ups hang. Everything must have been written before. */
export async function endProcess(exitCode: ExitCode): Promise<never> {
  const end = (): WayToEnd =>
    wayToEnd({
      exitCode,
      activeResources: process.getActiveResourcesInfo(),
      platform: process.platform,
      canReplace: process.execve !== undefined,
    });
  for (let waited = 0; waited < graceMilliseconds && end() !== 'exit'; waited += lookMilliseconds) {
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  }
  const way = end();
  if (way === 'signal') process.kill(process.pid, 'SIGKILL');
  if (way === 'replace') replaceProcess();
  return process.exit(exitCode);
}

/** A Node that does nothing takes the place of this process, and its threads with it: the exit code is 0. */
function replaceProcess(): void {
  try {
    process.execve?.(process.execPath, [process.execPath, '--eval', ''], {});
  } catch {
    // Not allowed here: the process ends when its look-ups do, which is late, but with the right exit code.
  }
}
