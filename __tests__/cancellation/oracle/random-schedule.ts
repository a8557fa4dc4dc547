import { type CallFaultName, callFaultNames } from './call-faults.ts';

/** Picks one of several values. `random`: a number from 0 up to, not including, 1. */
export function pickBy(random: () => number): <Value>(values: readonly [Value, ...Value[]]) => Value {
  return (values) => values[Math.floor(random() * values.length)] ?? values[0];
}

/** A random schedule of faults, in which few or many calls go wrong. */
export function randomSchedule(random: () => number): readonly CallFaultName[] {
  const share = pickBy(random)([0, 0, 0.1, 0.5]) * 2 * random();
  const faults = callFaultNames.filter((name) => name !== 'none');
  return Array.from({ length: 40 }, (): CallFaultName => {
    return random() < share ? (faults[Math.floor(random() * faults.length)] ?? 'none') : 'none';
  });
}
