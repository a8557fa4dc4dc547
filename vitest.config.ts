import process from 'node:process';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    setupFiles: ['__tests__/setup.ts'],
    testTimeout: 20_000,
    // Failures and a summary, and in CI annotations of the failures.
    reporters: process.env['GITHUB_ACTIONS'] === 'true' ? ['minimal', 'github-actions'] : ['minimal'],
    // Most of the time is spent waiting for child processes and real timeouts, not on the processor.
    maxWorkers: 4,
  },
});
