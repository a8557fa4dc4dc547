import { rmSync } from 'node:fs';
import { requestLanes } from '../src/cancellation/cancel-targets.ts';
import { startEmulatorChild } from './emulator-child.ts';
import { buildWithLanes, folderForBuilds, type LaneBuild } from './lane-builds.ts';
import { runManyStep } from './many-step.ts';
import { wrongResults } from './service-check.ts';
import type { MixedService } from './service-mix.ts';
import { largest, median } from './statistics.ts';
import { tableOf } from './table.ts';
import { mebibytes, seconds } from './units.ts';

/** What a number of request lanes comes to, medians. */
export interface LanesMeasurement {
  readonly lanes: number;
  /** What the emulator adds to every answer, in milliseconds. */
  readonly latencyMilliseconds: number;
  /** From the start of the process until the last cancel request had arrived. */
  readonly lastRequestMilliseconds: number;
  readonly peakMemory: number | undefined;
}

/** How many services the requests go to. */
export const laneServices = 1_000;

/** Runs of each number and latency, interleaved. */
export const laneRuns = 5;

const laneNumbers = [10, 25, 50, 100, 200];
const latencies = [0, 50];

interface Case extends LaneBuild {
  readonly latencyMilliseconds: number;
  readonly last: number[];
  readonly memory: number[];
}

/** Sends the requests of many services through bundles with different numbers of lanes, and tells of each round. */
export async function measureLanes(tell: (progress: string) => void): Promise<readonly LanesMeasurement[]> {
  const folder = folderForBuilds();
  try {
    const builds = buildWithLanes(laneNumbers, folder);
    tell(`${builds.length} bundles built`);
    const cases = latencies.flatMap((latencyMilliseconds) =>
      builds.map((build): Case => ({ ...build, latencyMilliseconds, last: [], memory: [] })),
    );
    for (let round = 1; round <= laneRuns; round += 1) {
      for (const one of cases) await sendAll(one);
      tell(`round ${round} of ${laneRuns}`);
    }
    return cases.map(({ lanes, latencyMilliseconds, last, memory }) => ({
      lanes,
      latencyMilliseconds,
      lastRequestMilliseconds: median(last),
      peakMemory: memory.length === 0 ? undefined : median(memory),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sendAll({ entry, latencyMilliseconds, last, memory }: Case): Promise<void> {
  const emulator = await startEmulatorChild({ latencyMilliseconds });
  try {
    const options = { waitMinutes: 0, limitMilliseconds: 120_000, entry };
    const { startedAtMilliseconds, calls, peakMemory, step, truths } = await runManyStep(services, emulator, options);
    const wrong = wrongResults(services, truths, step.outputs['results'] ?? '[]');
    if (wrong.length > 0) throw new Error(wrong.slice(0, 5).join('\n'));
    last.push(largest(calls.map(({ atMilliseconds }) => atMilliseconds)) - startedAtMilliseconds);
    if (peakMemory !== undefined) memory.push(peakMemory);
  } finally {
    await emulator.stop();
  }
}

const services = Array.from({ length: laneServices }, (_, at): MixedService => {
  const name = `service-${at + 1}`;
  return { name, outcome: 'requested', placed: { name, options: { deployment: 'in-progress' } } };
});

/** The table of the lanes, in Markdown. */
export function lanesTable(measurements: readonly LanesMeasurement[]): string {
  const rows = laneNumbers.map((lanes) => [
    lanes === requestLanes ? `**${lanes}**` : String(lanes),
    ...latencies.flatMap((latency) => {
      const found = measurements.find((one) => one.lanes === lanes && one.latencyMilliseconds === latency);
      return [seconds(found?.lastRequestMilliseconds, 2), mebibytes(found?.peakMemory)];
    }),
  ]);
  const heads = latencies.flatMap((latency) => [`last request, ${latency} ms latency`, 'peak memory']);
  return tableOf(['request lanes', ...heads], rows, 0);
}
