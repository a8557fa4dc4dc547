import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    setupFiles: ['__tests__/setup.ts'],
    testTimeout: 20_000,
    // Most of the time is spent waiting for child processes and real timeouts, not on the processor.
    maxWorkers: 4,
  },
});
