import { generator } from '../generator.ts';
import { type CallFaultName, callFaultNames, callFaults } from './call-faults.ts';

/** What happens to the calls, in their order. Calls after the last one named are without a fault. */
export type Schedule = readonly CallFaultName[];

/** Any single fault at any of the first `calls` calls. */
export function singleFaults(calls: number): Schedule[] {
  return callFaultNames.flatMap((fault) => atEachOf(calls, [fault]));
}

/** Any two faults in a row, from any of the first `calls` calls. */
export function pairsOfFaults(calls: number): Schedule[] {
  return callFaultNames.flatMap((first) => callFaultNames.flatMap((second) => atEachOf(calls, [first, second])));
}

/** The faults that pass in time for the step to try again. */
export const passingFaults: readonly CallFaultName[] = callFaultNames.filter(
  (fault) => fault !== 'refused-credentials' && callFaults[fault].milliseconds <= 20_000,
);

/** Plays `count` random schedules from a seed, and counts the outcomes. */
export async function playAtRandom(
  count: number,
  seed: number,
  play: (random: () => number, about: string) => Promise<string>,
): Promise<ReadonlyMap<string, number>> {
  const random = generator(seed);
  const outcomes = new Map<string, number>();
  for (let number = 1; number <= count; number += 1) {
    const outcome = await play(random, `schedule ${number} of FAULT_SEED=${seed}`);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

function atEachOf(calls: number, faults: Schedule): Schedule[] {
  return Array.from({ length: calls }, (_nothing, position) => [
    ...Array<CallFaultName>(position).fill('none'),
    ...faults,
  ]);
}
