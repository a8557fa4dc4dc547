import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EmulatorChild } from '../emulator/child.ts';
import { type MeasuredRun, peakMemoryOf, runToEnd } from '../measure/measured-run.ts';
import type { Contestant } from './contestants.ts';

/** How long a contestant took to cancel one deployment, in milliseconds. */
export interface TimedRun {
  /** From the start of the process to the cancel request's arrival; undefined for the floor, which sends none. */
  readonly requestMilliseconds: number | undefined;
  readonly wholeMilliseconds: number;
}

/** Where a run takes place. */
export interface RunPlace {
  readonly emulator: EmulatorChild;
  /** For the runner's files. */
  readonly folder: string;
}

/** Times one run. Throws when it fails or cancels nothing. */
export async function timeRun(contestant: Contestant, serviceName: string, place: RunPlace): Promise<TimedRun> {
  await prepare(serviceName, place);
  const run = await runToEnd(contestant.command(serviceName, place.folder));
  if (run.exitCode !== 0) throw new Error(`${contestant.name} ended with ${run.exitCode}:\n${run.output}`);
  const requestMilliseconds = await requestTime(contestant, serviceName, run, place.emulator);
  return { requestMilliseconds, wholeMilliseconds: run.wholeMilliseconds };
}

/** The peak memory of one run, in bytes; undefined where the platform can't tell. */
export async function weighRun(
  contestant: Contestant,
  serviceName: string,
  place: RunPlace,
): Promise<number | undefined> {
  await prepare(serviceName, place);
  return peakMemoryOf(contestant.command(serviceName, place.folder));
}

/** Puts a deployment in progress in place, and the runner's files. */
async function prepare(serviceName: string, { emulator, folder }: RunPlace): Promise<void> {
  await emulator.place([{ kind: 'service', name: serviceName, options: { deployment: 'in-progress' } }]);
  await Promise.all(['output', 'summary.md'].map((name) => writeFile(path.join(folder, name), '')));
}

async function requestTime(
  { id, name }: Contestant,
  service: string,
  { startedAtMilliseconds }: MeasuredRun,
  emulator: EmulatorChild,
): Promise<number | undefined> {
  if (id === 'floor') return undefined;
  const { calls, truths } = await emulator.report();
  const arrived = calls.find(({ targetName, answer }) => targetName === service && answer === 'ok');
  const status = truths.find((truth) => truth.name === service)?.deployment?.status;
  if (arrived === undefined || status !== 'CANCELLED') throw new Error(`${name} cancelled nothing.`);
  return arrived.atMilliseconds - startedAtMilliseconds;
}
