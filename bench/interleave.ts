import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Contestant } from './contestants.ts';
import type { EmulatorChild } from './emulator/child.ts';
import { peakMemoryOf, runToEnd } from './measured-run.ts';
import { pin } from './pinning.ts';

/** An emulator, and those that are measured against it. */
export interface Place {
  readonly emulator: EmulatorChild;
  readonly contestants: readonly Contestant[];
}

/** What was measured of one contestant, medians. Times in milliseconds, memory in bytes. */
export interface Measurement {
  readonly name: string;
  /** From the start of the process to the cancel request's arrival; undefined for one that sends none. */
  readonly requestMilliseconds: number | undefined;
  readonly wholeMilliseconds: number | undefined;
  readonly peakMemory: number | undefined;
}

/** Runs that count, of each contestant, and those before them that warm up files and code. */
const timedRuns = 21;
const warmUpRuns = 2;
const memoryRuns = 5;

interface Samples {
  readonly contestant: Contestant;
  readonly emulator: EmulatorChild;
  readonly request: number[];
  readonly whole: number[];
  readonly memory: number[];
}

/**
 * Measures all contestants at all places, one run of each after another, so that what else the machine does meets all of them. Ends
 * the emulators.
 *
 * @throws if a run fails or cancels nothing
 */
export async function interleave(
  places: readonly Place[],
  { weighMemory }: { readonly weighMemory: boolean },
): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const unpin = pin(places.map(({ emulator }) => emulator.processId));
  const all = places.flatMap(({ emulator, contestants }) =>
    contestants.map((contestant): Samples => ({ contestant, emulator, request: [], whole: [], memory: [] })),
  );
  try {
    for (let round = -warmUpRuns; round < timedRuns; round += 1) {
      for (const [at, samples] of all.entries()) {
        await timeOne(samples, `run-${at}-${round + warmUpRuns}`, folder, round >= 0);
      }
    }
    for (let round = 0; weighMemory && round < memoryRuns; round += 1) {
      for (const [at, samples] of all.entries()) await weighOne(samples, `memory-${at}-${round}`, folder);
    }
    return all.map(({ contestant: { name }, request, whole, memory }) => ({
      name,
      requestMilliseconds: median(request),
      wholeMilliseconds: median(whole),
      peakMemory: median(memory),
    }));
  } finally {
    unpin();
    await Promise.all(places.map(({ emulator }) => emulator.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeOne(samples: Samples, service: string, folder: string, counts: boolean): Promise<void> {
  const { contestant, emulator, request, whole } = samples;
  await prepare(service, samples, folder);
  const run = await runToEnd(contestant.command(service, folder));
  const { calls } = await emulator.report();
  const arrived = calls.find(({ target, answer }) => target === service && answer === 'ok');
  if (run.exitCode !== 0 || (arrived === undefined && contestant.sendsRequest)) {
    throw new Error(`${contestant.name} ended with ${run.exitCode}:\n${run.output}`);
  }
  if (!counts) return;
  whole.push(run.wholeMilliseconds);
  if (arrived !== undefined) request.push(arrived.atMilliseconds - run.startedAtMilliseconds);
}

async function weighOne(samples: Samples, service: string, folder: string): Promise<void> {
  await prepare(service, samples, folder);
  const peak = await peakMemoryOf(samples.contestant.command(service, folder));
  if (peak !== undefined) samples.memory.push(peak);
}

/** Puts a deployment in progress in place, and the runner's files. */
async function prepare(service: string, { emulator }: Samples, folder: string): Promise<void> {
  await emulator.place([{ kind: 'service', name: service, options: { deployment: 'in-progress' } }]);
  await Promise.all(['output', 'summary.md'].map((name) => writeFile(path.join(folder, name), '')));
}

/** The middle one of the numbers; undefined of none. */
function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** Such as `41.3 ms`; a dash for what was not measured. */
export function milliseconds(value: number | undefined): string {
  return value === undefined ? '–' : `${value.toFixed(1)} ms`;
}

/** Such as `61.2 MiB`. */
export function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** Such as `2.31×`. */
export function ratio(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined ? '–' : `${(value / base).toFixed(2)}×`;
}
