import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMilliseconds } from './monotonic.ts';

/** A program to start, and all of its environment. */
export interface Command {
  readonly file: string;
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** How a run went. Times in milliseconds. */
export interface MeasuredRun {
  /** Right before the process was started, on the machine's monotonic clock. */
  readonly startedAtMilliseconds: number;
  /** From there to the process's end. */
  readonly wholeMilliseconds: number;
  readonly exitCode: number | null;
  readonly output: string;
}

const runMilliseconds = 60_000;
const samplingMilliseconds = 1;

/** Runs a program to its end, a minute at most. */
export function runToEnd(command: Command): Promise<MeasuredRun> {
  return started(command).run;
}

/**
 * Runs a program to its end and watches the peak of its memory. The kernel's own high-water mark (`VmHWM` in
 * /proc/PID/status) is read every millisecond until the process is gone, in a run of its own, since reading it disturbs the
 * times. Not `maxRSS` of getrusage: that one begins, across fork and exec, with the memory of the parent.
 *
 * @returns bytes, or undefined where the platform has no /proc
 */
export async function peakMemoryOf(command: Command): Promise<number | undefined> {
  const { child, run } = started(command);
  const [peak] = await Promise.all([watchPeakMemory(child), run]);
  return peak;
}

/** Watches the peak memory of a process until it is gone, in bytes; undefined where the platform has no /proc. */
export async function watchPeakMemory(
  child: ChildProcess,
  everyMilliseconds = samplingMilliseconds,
): Promise<number | undefined> {
  let peak: number | undefined;
  while (child.exitCode === null && child.signalCode === null) {
    peak = highWaterMark(child.pid) ?? peak;
    await sleep(everyMilliseconds);
  }
  return peak;
}

function highWaterMark(processId: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1_024;
  } catch {
    return undefined;
  }
}

function started({ file, words, environment }: Command): { child: ChildProcess; run: Promise<MeasuredRun> } {
  const startedAtMilliseconds = monotonicMilliseconds();
  const child = spawn(file, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], timeout: runMilliseconds });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  }
  const run = new Promise<MeasuredRun>((resolve, reject) => {
    let wholeMilliseconds = Number.NaN;
    child.on('error', reject);
    child.on('exit', () => {
      wholeMilliseconds = monotonicMilliseconds() - startedAtMilliseconds;
    });
    child.on('close', (exitCode) => {
      resolve({ startedAtMilliseconds, wholeMilliseconds, exitCode, output: texts.join('') });
    });
  });
  return { child, run };
}
