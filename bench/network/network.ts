import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulatorChild } from '../emulator/child.ts';
import { pin } from '../measure/pinning.ts';
import { median } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { milliseconds, times } from '../report/units.ts';
import { type RunPlace, timeRun } from '../start/cancelling-run.ts';
import { type Contestant, contestantsOnNode } from '../start/contestants.ts';

/** The time until the request is at a server that is so far away, medians, in milliseconds. */
export interface DistanceMeasurement {
  readonly roundTripMilliseconds: number;
  readonly limitMilliseconds: number;
  readonly actionMilliseconds: number;
}

/** Requests over TLS to servers at several distances. */
export interface NetworkResult {
  readonly measurements: readonly DistanceMeasurement[];
  readonly pinning: string;
}

/** Runs that count, of each contestant at each distance. */
export const networkRuns = 21;
const warmUpRuns = 2;

/** To the same machine, and to a near and a far region of AWS. */
const roundTrips = [0, 20, 80];

interface Distance extends RunPlace {
  readonly roundTripMilliseconds: number;
  readonly runs: readonly { readonly contestant: Contestant; readonly request: number[] }[];
}

/** Measures at all distances, one run of each contestant after another. */
export async function measureNetwork(): Promise<NetworkResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const distances = await Promise.all(roundTrips.map((roundTrip) => distanceOf(roundTrip, folder)));
  const pinning = pin(distances.map(({ emulator }) => emulator.processId));
  try {
    for (let round = -warmUpRuns; round < networkRuns; round += 1) {
      for (const distance of distances) await timeRound(distance, round);
    }
    return { measurements: distances.map(measurementOf), pinning: pinning.phrase };
  } finally {
    pinning.undo();
    await Promise.all(distances.map(({ emulator }) => emulator.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function distanceOf(roundTripMilliseconds: number, folder: string): Promise<Distance> {
  const emulator = await startEmulatorChild({ cancelMilliseconds: 0, tlsRoundTripMilliseconds: roundTripMilliseconds });
  const runs = contestantsOnNode(emulator).map((contestant) => ({ contestant, request: [] }));
  return { roundTripMilliseconds, emulator, folder, runs };
}

async function timeRound(distance: Distance, round: number): Promise<void> {
  for (const { contestant, request } of distance.runs) {
    const { requestMilliseconds } = await timeRun(contestant, `${contestant.id}-${round + warmUpRuns}`, distance);
    if (round >= 0 && requestMilliseconds !== undefined) request.push(requestMilliseconds);
  }
}

function measurementOf({ roundTripMilliseconds, runs }: Distance): DistanceMeasurement {
  const of = (id: Contestant['id']): number =>
    median(runs.find(({ contestant }) => contestant.id === id)?.request ?? []);
  return { roundTripMilliseconds, limitMilliseconds: of('limit'), actionMilliseconds: of('action') };
}

/** The table of the network, in Markdown. */
export function networkTable({ measurements }: NetworkResult): string {
  return tableOf(
    ['round trip', 'limit: hand-signed on `node:https`', 'this action', '× limit'],
    measurements.map(({ roundTripMilliseconds, limitMilliseconds, actionMilliseconds }) => [
      `${roundTripMilliseconds} ms`,
      milliseconds(limitMilliseconds),
      milliseconds(actionMilliseconds),
      times(actionMilliseconds / limitMilliseconds),
    ]),
    0,
  );
}

/** The targets of the network. On loopback, where nothing is waited for, there is none. */
export function networkTargets({ measurements }: NetworkResult): readonly Target[] {
  return measurements
    .filter(({ roundTripMilliseconds }) => roundTripMilliseconds > 0)
    .map(({ roundTripMilliseconds, limitMilliseconds, actionMilliseconds }) =>
      atMost(
        `request over TLS at ${roundTripMilliseconds} ms, to the limit`,
        actionMilliseconds / limitMilliseconds,
        1,
        times,
      ),
    );
}
