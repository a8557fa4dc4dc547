import path from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that wait for real time limits. */
const waitingLong = /\.waits\.test\.ts$/;
/** Those and the others that wait more than they compute, most of them for child processes. */
const waiting =
  /\.waits\.test\.ts$|\/dist\/(?:name-server|scenarios)\.|\/(?:guarded|stories|step-credentials|step-environment|sent-requests)\.|\/runner\/step\./;

/** Starts the longest waits first, and then files that wait and files that compute in turn: neither cores nor clock stand idle. */
class InTurn extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const { waits = [], computes = [] } = Object.groupBy(sorted, ({ moduleId }) =>
      waiting.test(moduleId) ? 'waits' : 'computes',
    );
    const { first = [], others = [] } = Object.groupBy(waits, ({ moduleId }) =>
      waitingLong.test(moduleId) ? 'first' : 'others',
    );
    return [
      ...first,
      ...others.flatMap((file, at) => [file, ...computes.slice(at, at + 1)]),
      ...computes.slice(others.length),
    ];
  }
}

/** Tests with the tools of others, which `npm test` leaves out. */
const clients = '__tests__/clients/**/*.test.ts';

export default defineConfig({
  test: {
    setupFiles: ['__tests__/setup.ts'],
    // What tests start from TypeScript is compiled once, and not by each process.
    env: { NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, 'node_modules/.cache/node') },
    // Only for what hangs: on a machine that is busy otherwise, everything takes long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Failures and a summary, and in CI annotations of the failures.
    reporters: process.env['GITHUB_ACTIONS'] === 'true' ? ['minimal', 'github-actions'] : ['minimal'],
    sequence: { sequencer: InTurn },
    // Files that share a process share what they load. Each undoes what it changes there (`onTestFinished`, `afterEach`).
    isolate: false,
    // Two for the cores of a small machine, and the others for what waits: for child processes and real time limits. Each loads and
    // compiles the same again, which takes seconds of a core.
    maxWorkers: 5,
    projects: [
      { extends: true, test: { name: 'suite', include: ['__tests__/**/*.test.ts'], exclude: [clients] } },
      { extends: true, test: { name: 'clients', include: [clients] } },
    ],
  },
});
