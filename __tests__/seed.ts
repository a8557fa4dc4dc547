import process from 'node:process';

/** What all that is random in tests comes from: the same in each run, so that a red one is about the change. `TEST_SEED=7` takes another. */
export const testSeed = Number(process.env['TEST_SEED'] ?? 2026);
