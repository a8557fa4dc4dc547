import { expect, test } from 'vitest';
import { testSeed } from '../seed.ts';
import { players } from './oracle/kinds.ts';

const count = 200;

test.each(Object.entries(players))(
  `${count} random schedules of %s with TEST_SEED=${testSeed} end with the truth`,
  async (kind, play) => {
    const said = new Map<string, number>();
    for (let schedule = 1; schedule <= count; schedule += 1) {
      const { result, untruths } = await play(testSeed, schedule);
      said.set(result.outcome, (said.get(result.outcome) ?? 0) + 1);
      expect(untruths, `npm run fuzz -- --kind ${kind} --seed ${testSeed} --only ${schedule}`).toEqual([]);
    }
    // If most of them were errors, the truth would be too cheap.
    expect(said.get('error') ?? 0).toBeLessThan(count / 5);
    expect(said.size).toBeGreaterThanOrEqual(8);
  },
);
