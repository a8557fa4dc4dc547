import process from 'node:process';
import { expect, test } from 'vitest';
import { players } from './oracle/kinds.ts';

const count = 500;
const chosenSeed = process.env['FAULT_SEED'];
const kinds = [
  { kind: 'services', seed: Number(chosenSeed ?? 2035), outcomes: 9 },
  { kind: 'guarded-services', seed: Number(chosenSeed ?? 2035), outcomes: 9 },
  { kind: 'stacks', seed: Number(chosenSeed ?? 2026), outcomes: 10 },
  { kind: 'guarded-stacks', seed: Number(chosenSeed ?? 2026), outcomes: 10 },
] as const;

test.each(kinds)(
  `${count} random schedules of $kind with FAULT_SEED=$seed end with the truth`,
  async ({ kind, seed, outcomes }) => {
    const said = new Map<string, number>();
    for (let schedule = 1; schedule <= count; schedule += 1) {
      const { result, untruths } = await players[kind](seed, schedule);
      said.set(result.outcome, (said.get(result.outcome) ?? 0) + 1);
      expect(untruths, `npm run fuzz -- --kind ${kind} --seed ${seed} --only ${schedule}`).toEqual([]);
    }
    // If most of them were errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(count / 5);
    expect(said.size).toBeGreaterThan(outcomes);
  },
);
