import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulatorChild } from '../emulator/child.ts';
import { pin } from '../measure/pinning.ts';
import { median } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { mebibytes, milliseconds, times } from '../report/units.ts';
import { type RunPlace, timeRun, weighRun } from './cancelling-run.ts';
import { type Contestant, contestants } from './contestants.ts';

/** What was measured of one contestant, medians. Times in milliseconds, memory in bytes. */
export interface StartMeasurement {
  readonly contestant: Contestant;
  /** From the start of the process to the cancel request's arrival; undefined for the floor, which sends none. */
  readonly requestMilliseconds: number | undefined;
  readonly wholeMilliseconds: number;
  readonly peakMemory: number | undefined;
}

/** Part A: how fast the request is at the server, and the step over. */
export interface StartResult {
  readonly measurements: readonly StartMeasurement[];
  readonly pinning: string;
}

/** Runs that count, of each contestant, and those before them that warm up files and code. */
export const timedRuns = 21;
const warmUpRuns = 2;
const memoryRuns = 5;

interface Samples {
  readonly contestant: Contestant;
  readonly request: number[];
  readonly whole: number[];
  readonly memory: number[];
}

/** Measures all contestants, one run of each after another, so that what else the machine does meets all of them. */
export async function measureStart(): Promise<StartResult> {
  const emulator = await startEmulatorChild({ cancelMilliseconds: 0 });
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const pinning = pin([emulator.processId]);
  try {
    const samples = contestants(emulator).map(
      (contestant): Samples => ({ contestant, request: [], whole: [], memory: [] }),
    );
    for (let round = -warmUpRuns; round < timedRuns; round += 1) {
      for (const sample of samples) await timeOne(sample, { emulator, folder }, round);
    }
    for (let round = 0; round < memoryRuns; round += 1) {
      for (const sample of samples) await weighOne(sample, { emulator, folder }, round);
    }
    return { measurements: samples.map(measurementOf), pinning: pinning.phrase };
  } finally {
    pinning.undo();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timeOne(sample: Samples, place: RunPlace, round: number): Promise<void> {
  const { contestant, whole, request } = sample;
  const run = await timeRun(contestant, `${contestant.id}-${round + warmUpRuns}`, place);
  if (round < 0) return;
  whole.push(run.wholeMilliseconds);
  if (run.requestMilliseconds !== undefined) request.push(run.requestMilliseconds);
}

async function weighOne({ contestant, memory }: Samples, place: RunPlace, round: number): Promise<void> {
  const peak = await weighRun(contestant, `${contestant.id}-memory-${round}`, place);
  if (peak !== undefined) memory.push(peak);
}

function measurementOf({ contestant, request, whole, memory }: Samples): StartMeasurement {
  return {
    contestant,
    requestMilliseconds: request.length === 0 ? undefined : median(request),
    wholeMilliseconds: median(whole),
    peakMemory: memory.length === 0 ? undefined : median(memory),
  };
}

/** The table of part A, in Markdown. */
export function startTable({ measurements }: StartResult): string {
  const floor = measurements.find(({ contestant }) => contestant.id === 'floor')?.wholeMilliseconds;
  const ratio = (value: number | undefined): string =>
    times(value === undefined || floor === undefined ? undefined : value / floor);
  return tableOf(
    ['', 'request at the server', '× floor', 'whole run', '× floor', 'peak memory'],
    measurements.map(({ contestant, requestMilliseconds, wholeMilliseconds, peakMemory }) => [
      contestant.name,
      milliseconds(requestMilliseconds),
      ratio(requestMilliseconds),
      milliseconds(wholeMilliseconds),
      ratio(wholeMilliseconds),
      mebibytes(peakMemory),
    ]),
  );
}

/** The targets of part A. */
export function startTargets({ measurements }: StartResult): readonly Target[] {
  const of = (id: Contestant['id']): StartMeasurement | undefined =>
    measurements.find(({ contestant }) => contestant.id === id);
  const [floor, action, aws] = [of('floor'), of('action'), of('aws')];
  const share = (value: number | undefined, base: number | undefined): number | undefined =>
    value === undefined || base === undefined ? undefined : value / base;
  return [
    atMost(
      'request at the server, to the floor',
      share(action?.requestMilliseconds, floor?.wholeMilliseconds),
      2.75,
      times,
    ),
    atMost('whole run, to the floor', share(action?.wholeMilliseconds, floor?.wholeMilliseconds), 3.35, times),
    atMost("whole run, to the AWS CLI's", share(action?.wholeMilliseconds, aws?.wholeMilliseconds), 1 / 3, times),
    atMost('peak memory', action?.peakMemory, 65 * 2 ** 20, mebibytes),
  ];
}
