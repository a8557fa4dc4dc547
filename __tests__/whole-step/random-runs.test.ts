import { describe, expect, test } from 'vitest';
import { testSeed } from '../seed.ts';
import { problemsOfFaultyStep } from './fault-lottery.ts';
import { problemsOfWildStep } from './wild-step.ts';

// More of them, and of other seeds: npm run fuzz:steps.

describe('a step among faults of all kinds', () => {
  test.each([
    ['answered wildly ends in time, with the truth or an honest error, and shows no secret', 20, problemsOfWildStep],
    ['with faults in any order ends with the truth or an honest error', 15, problemsOfFaultyStep],
  ] as const)('%s: %d runs', async (_title, runs, problemsOf) => {
    for (let number = 0; number < runs; number += 1) {
      expect(await problemsOf(number, testSeed), `run ${number}`).toEqual([]);
    }
  });
});
