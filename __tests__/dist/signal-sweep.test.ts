import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { type RunningStep, type StepResult, startStep } from '../../runner/run-step.ts';
import { GitHubServer } from '../host/github-server.ts';
import { emulate } from './emulated-step.ts';

const github = new GitHubServer();

beforeAll(() => github.start());
afterAll(() => github.stop());

const kinds = ['service-name', 'stack-name'] as const;
/** A step's whole life here: its start, a slow request, a wait of some reads, a comment, the end. In milliseconds. */
const moments = Array.from({ length: 16 }, (_nothing, at) => at * 110);

/** Slow enough for a signal to fall between any two things that a step does. */
async function begin(
  kind: (typeof kinds)[number],
): Promise<{ readonly emulator: Emulator; readonly running: RunningStep }> {
  const emulator = await emulate({ latencyMilliseconds: 120, cancelMilliseconds: 700, cleanupMilliseconds: 100 });
  if (kind === 'stack-name') emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  else emulator.proton.addService('shop', { deployment: 'in-progress' });
  const { accessKeyId, secretAccessKey } = emulator.credentials;
  const running = await startStep({
    inputs: { [kind]: 'shop', 'comment-on-pull-request': 'true', 'github-token': 'a-token-of-github' },
    environment: {
      AWS_ENDPOINT_URL: emulator.url,
      AWS_REGION: emulator.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      GITHUB_API_URL: github.apiUrl,
    },
    event: { pull_request: { number: 7 }, repository: { name: 'shop', owner: { login: 'acme' } } },
  });
  return { emulator, running };
}

function expectWholeReport({ exitCode, outputs, summary, log }: StepResult): void {
  expect(['interrupted', 'cancelled']).toContain(outputs['outcome']);
  expect(exitCode).toBe(outputs['outcome'] === 'cancelled' ? 0 : 1);
  expect(JSON.parse(outputs['results'] ?? 'null')).toHaveLength(1);
  expect(outputs['failed']).toBe(outputs['outcome'] === 'cancelled' ? '[]' : '["shop"]');
  expect(summary).toContain('`shop`');
  expect(log.at(-1)).toBe(outputs['message']);
}

// Windows has no signals: the runner ends the process there.
const describeWithSignals = process.platform === 'win32' ? describe.skip : describe.concurrent;

describeWithSignals.each(kinds)('a step with %s that is stopped', (kind) => {
  test.each(moments)('after %d ms is gone within 2 s, with all reports and the truth', async (milliseconds) => {
    const { emulator, running } = await begin(kind);
    await sleep(milliseconds);
    const signalledAt = performance.now();
    running.process.kill(milliseconds % 220 === 0 ? 'SIGINT' : 'SIGTERM');
    const result = await running.result;
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    if (result.exitCode === null) {
      // Node itself had not begun with the script: nothing was done, and nothing can be written.
      expect([emulator.requests, result.stdout]).toEqual([[], '']);
      return;
    }
    expectWholeReport(result);
    if (emulator.requests.length === 0) expect(result.outputs['message']).toContain('before it sent a cancel request');
  });
});
