import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import type { RunningStep, StepResult } from '../../runner/run-step.ts';
import { temporaryFolder } from '../after-file.ts';
import { listenOnLoopback } from '../loopback-port.ts';
import { annotationsOf, emulateService, operationsOf, service, startAgainst } from './emulated-step.ts';

const cancel = 'CancelServicePipelineDeployment';

/** Sends the signal when the emulator hears of an operation, and tells how long the step took from there. */
async function interruptAt(
  emulator: Emulator,
  operation: string,
  running: RunningStep,
  { signal = 'SIGINT', delay = 0 }: { readonly signal?: NodeJS.Signals; readonly delay?: number } = {},
): Promise<{ readonly result: StepResult; readonly milliseconds: number }> {
  const signalled = new Promise<number>((resolve) => {
    const stop = emulator.onRequest((request) => {
      if (request.operation !== operation) return;
      stop();
      setTimeout(() => {
        running.process.kill(signal);
        resolve(performance.now());
      }, delay);
    });
  });
  const result = await running.result;
  return { result, milliseconds: performance.now() - (await signalled) };
}

function expectInterrupted(result: StepResult, milliseconds: number): void {
  expect(milliseconds).toBeLessThan(2_000);
  expect(result.exitCode).toBe(1);
  expect(result.outputs['outcome']).toBe('interrupted');
  expect(result.summary).toContain(service);
  expect(annotationsOf(result)).toEqual([expect.stringMatching(/^error /)]);
}

// Windows has no signals: the runner ends the process there.
const describeWithSignals = process.platform === 'win32' ? describe.skip : describe.concurrent;

describeWithSignals('a step that the runner stops', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s while the request is on its way', async (signal) => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'stall', stage: 'before' });
    const running = await startAgainst(emulator);
    const { result, milliseconds } = await interruptAt(emulator, cancel, running, { signal });
    expectInterrupted(result, milliseconds);
    expect(operationsOf(emulator)).toEqual([cancel]);
  });

  test('between two reads', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startAgainst(emulator);
    const { result, milliseconds } = await interruptAt(emulator, 'GetService', running, { delay: 300 });
    expectInterrupted(result, milliseconds);
    expect(result.outputs).toMatchObject({ 'deployment-status': 'CANCELLING' });
    expect(result.outputs['deployment-id']).not.toBe('');
    expect(result.log.at(-1)).toContain('AWS');
  });

  test('in a read', async () => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    emulator.inject({ kind: 'stall', stage: 'before', operation: 'GetService' });
    const running = await startAgainst(emulator);
    const { result, milliseconds } = await interruptAt(emulator, 'GetService', running);
    expectInterrupted(result, milliseconds);
  });

  test('before the guarded request, which is then not sent', async () => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'delay', milliseconds: 500, operation: 'GetService' });
    const id = emulator.proton.deployments(service).at(-1)?.id ?? '';
    const running = await startAgainst(emulator, { inputs: { 'deployment-id': id } });
    const { result, milliseconds } = await interruptAt(emulator, 'GetService', running);
    expectInterrupted(result, milliseconds);
    expect(operationsOf(emulator)).toEqual(['GetService']);
    expect(emulator.proton.deployments(service).at(-1)?.status).toBe('IN_PROGRESS');
  });

  test('while credentials are looked for: no request is sent', async () => {
    const emulator = await emulateService();
    const folder = await temporaryFolder('credentials');
    const started = path.join(folder, 'started');
    const script = `require('fs').writeFileSync(${JSON.stringify(started)}, ''); setTimeout(() => {}, 10000)`;
    await writeFile(path.join(folder, 'slow.cjs'), script);
    await writeFile(
      path.join(folder, 'config'),
      `[default]\ncredential_process = "${process.execPath}" "${path.join(folder, 'slow.cjs')}"\n`,
    );
    const environment = {
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
    };
    const running = await startAgainst(emulator, { environment });
    await fileAppears(started);
    const signalledAt = performance.now();
    running.process.kill('SIGINT');
    const result = await running.result;
    expectInterrupted(result, performance.now() - signalledAt);
    expect(emulator.requests).toEqual([]);
  });

  test.each([0, 25, 35, 45, 55, 65, 75, 100])('%d ms after the start, while it loads or sends', async (delay) => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const running = await startAgainst(emulator);
    await new Promise((resolve) => setTimeout(resolve, delay));
    const signalledAt = performance.now();
    running.process.kill('SIGINT');
    const result = await running.result;
    if (result.exitCode === null) {
      // Node itself had not begun with the script: nothing was done, and nothing can be written.
      expect(emulator.requests).toEqual([]);
    } else {
      expectInterrupted(result, performance.now() - signalledAt);
      expect(emulator.requests.length).toBeLessThanOrEqual(1);
    }
  });

  test('while the comment is written: the outcome stays what it is', async () => {
    const emulator = await emulateService();
    const asked: { resolve: () => void } = { resolve: () => undefined };
    const reached = new Promise<void>((resolve) => {
      asked.resolve = resolve;
    });
    const github = createServer(() => asked.resolve());
    const port = await listenOnLoopback(github);
    const running = await startAgainst(emulator, {
      inputs: { 'comment-on-pull-request': 'true', 'github-token': 'a-token-of-github' },
      environment: { GITHUB_API_URL: `http://127.0.0.1:${port}` },
      event: {
        number: 7,
        pull_request: { number: 7 },
        repository: { name: 'octo-repo', owner: { login: 'octo-org' } },
      },
    });
    await reached;
    const signalledAt = performance.now();
    running.process.kill('SIGINT');
    const result = await running.result;
    github.closeAllConnections();
    github.close();
    expect(performance.now() - signalledAt).toBeLessThan(2_000);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.summary).toContain('Cancelled');
  });
});

async function fileAppears(file: string): Promise<void> {
  const { access } = await import('node:fs/promises');
  for (let look = 0; look < 500; look += 1) {
    try {
      await access(file);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`${file} never appeared.`);
}
