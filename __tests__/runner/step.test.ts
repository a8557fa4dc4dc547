import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import type { StopBy } from '../../runner/cancellation.ts';
import { runStep, startStep } from '../../runner/run-step.ts';
import type { StepResult } from '../../runner/step-result.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'scripts-'));
let scripts = 0;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A script with `fs` and the names of its files at hand. */
async function scriptOf(source: string): Promise<string> {
  scripts += 1;
  const file = path.join(folder, `${scripts}.cjs`);
  const prelude = `const fs = require('node:fs'); const { env } = process;
    const write = (name, text) => fs.appendFileSync(env[name], text);`;
  await writeFile(file, `${prelude}\n${source}`);
  return file;
}

async function run(source: string, step: Omit<Partial<Parameters<typeof runStep>[0]>, 'entry'> = {}) {
  return runStep({ inputs: {}, ...step, entry: await scriptOf(source) });
}

async function environmentIn(step: Omit<Partial<Parameters<typeof runStep>[0]>, 'entry'>): Promise<unknown> {
  const { stdout } = await run('process.stdout.write(JSON.stringify(env))', step);
  const environment: unknown = JSON.parse(stdout);
  return environment;
}

function messagesOf({ annotations }: StepResult): readonly string[] {
  return annotations.map(({ level, message }) => `${level}: ${message}`);
}

describe.concurrent('a step', () => {
  test('gives commands and text of both streams', async () => {
    const result = await run(`console.log('one'); console.log('::notice::a'); console.error('  ::warning::b');
      console.error('two ##[error]c'); console.log('::other::d')`);
    expect(result.log).toEqual(expect.arrayContaining(['one', '::other::d']));
    expect(messagesOf(result).toSorted()).toEqual(['error: c', 'notice: a', 'warning: b']);
    expect(result.conclusion).toBe('success');
  });

  test('shows ten annotations of a level, and 4,096 characters of each', async () => {
    const result = await run(`for (let i = 0; i < 12; i++) console.log('::error::' + 'x'.repeat(5000));
      console.log('::notice::y')`);
    expect(messagesOf(result)).toEqual([...Array(10).fill(`error: ${'x'.repeat(4096)}`), 'notice: y']);
    expect(result.commands).toHaveLength(13);
  });

  test('sets outputs, state, variables and path through its files', async () => {
    const result = await run(`write('GITHUB_OUTPUT', 'a=1\\na=2\\n'); write('GITHUB_STATE', 'b=3\\n');
      write('GITHUB_ENV', 'C=4\\nNode_Options=--require x\\n'); write('GITHUB_PATH', '/x\\n/y\\n');
      write('GITHUB_STEP_SUMMARY', '# d')`);
    expect(result).toMatchObject({
      conclusion: 'success',
      outputs: { a: '2' },
      outputsAsSet: [['a', '1'], ['a', '2']], // biome-ignore format: a list of pairs
      state: { b: '3' },
      environment: { C: '4' },
      path: ['/y', '/x'],
      summary: '# d',
    });
    expect(messagesOf(result)).toEqual([expect.stringContaining("Can't store Node_Options")]);
  });

  test('fails by a file that can not be read, and keeps what came before', async () => {
    const result = await run(`write('GITHUB_OUTPUT', 'a=1\\nb<<END\\nc')`);
    expect(result).toMatchObject({ exitCode: 0, conclusion: 'failure', outputs: { a: '1' } });
    expect(messagesOf(result)).toEqual([
      "error: Unable to process file command 'output' successfully.",
      'error: Invalid value. EOF marker missing new line.',
    ]);
  });

  test('fails by a command that the runner no longer obeys', async () => {
    const result = await run(`console.log('::set-env name=a::b'); console.log('::set-output name=c::d')`);
    expect(result).toMatchObject({ exitCode: 0, conclusion: 'failure', outputs: { c: 'd' } });
  });

  test('has no summary where it wrote more than a mebibyte', async () => {
    const most = await run(`write('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024))`);
    expect(most.summary).toHaveLength(1024 * 1024);
    const more = await run(`write('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))`);
    expect(more).toMatchObject({ summary: '', conclusion: 'success' });
    expect(messagesOf(more)).toEqual([expect.stringContaining('GITHUB_STEP_SUMMARY upload aborted')]);
  });

  test('works in an empty workspace, with a closed standard input', async () => {
    const result = await run(`const { output } = process; let text = '';
      process.stdin.on('data', (data) => { text += data; }).on('end', () => {
        write('GITHUB_OUTPUT', 'same=' + (process.cwd() === fs.realpathSync(env.GITHUB_WORKSPACE)) + '\\n');
        write('GITHUB_OUTPUT', 'files=' + fs.readdirSync('.').length + '\\ninput=' + text.length + '\\n');
      })`);
    expect(result.outputs).toEqual({ same: 'true', files: '0', input: '0' });
  });

  test('finds its inputs and the variables of the runner, whatever env: says', async () => {
    const environment = await environmentIn({
      inputs: { 'service-name': 'shop', 'two words': '', githuB_x: 'y' },
      env: { 'INPUT_SERVICE-NAME': 'other', GITHUB_REPOSITORY: 'other', RUNNER_OS: 'other', GITHUB_TOKEN: 'kept' },
    });
    expect(environment).toMatchObject({
      'INPUT_SERVICE-NAME': 'shop',
      INPUT_TWO_WORDS: '',
      INPUT_GITHUB_X: 'y',
      GITHUB_REPOSITORY: 'octo-org/octo-repo',
      GITHUB_ACTIONS: 'true',
      GITHUB_TOKEN: 'kept',
      CI: 'true',
    });
    expect(environment).toHaveProperty('RUNNER_TEMP');
    expect(environment).not.toMatchObject({ RUNNER_OS: 'other' });
    expect(environment).not.toHaveProperty('GITHUB_ACTION_PATH');
  });

  test('has another runner where a test says so', async () => {
    const environment = await environmentIn({ environment: { GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: undefined } });
    expect(environment).toMatchObject({ GITHUB_REPOSITORY: 'a/b' });
    expect(environment).not.toHaveProperty('GITHUB_SHA');
  });

  test('is over five seconds after its process where another one holds its streams', async () => {
    const result = await run(`const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30000)'], { stdio: 'inherit', detached: true }).unref()`);
    expect(result.exitCode).toBe(0);
    expect(result.milliseconds).toBeGreaterThan(4_900);
    expect(result.milliseconds).toBeLessThan(30_000);
  });
});

describe.concurrent.each<StopBy>(['signals', 'console events'])('a step that is cancelled by %s', (stopBy) => {
  const isPossible = stopBy === 'console events' || process.platform !== 'win32';
  const second = stopBy === 'signals' ? 'SIGTERM' : 'SIGBREAK';

  async function cancelled(source: string): Promise<StepResult> {
    let begun: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = await startStep({ inputs: {}, entry: await scriptOf(source), stopBy, onOutput: () => begun() });
    await ready;
    running.cancel();
    return running.result;
  }

  test.runIf(isPossible)('hears SIGINT first, and its files count', async () => {
    const result = await cancelled(`process.on('SIGINT', () => { write('GITHUB_OUTPUT', 'a=1\\n'); process.exit(3); });
      setInterval(() => {}, 1000); console.log('ready')`);
    expect(result).toMatchObject({ exitCode: 3, conclusion: 'cancelled', outputs: { a: '1' } });
  });

  test.runIf(isPossible)('is ended by SIGINT where it does not listen', async () => {
    const result = await cancelled(`setInterval(() => {}, 1000); console.log('ready')`);
    expect(result.conclusion).toBe('cancelled');
    expect(result.exitCode).not.toBe(0);
  });

  test.runIf(isPossible)(`hears ${second} after 7.5 seconds, and is ended 2.5 seconds later`, async () => {
    const result =
      await cancelled(`const from = Date.now(); let first = 'none'; process.on('SIGINT', () => { first = 'SIGINT'; });
      process.on('${second}', () => write('GITHUB_OUTPUT', 'a=' + (Date.now() - from) + '\\nfirst=' + first + '\\n'));
      setInterval(() => {}, 1000); console.log('ready')`);
    expect(result.conclusion).toBe('cancelled');
    expect(result.outputs['first']).toBe('SIGINT');
    expect(Number(result.outputs['a'])).toBeGreaterThan(7_400);
    expect(result.milliseconds).toBeGreaterThan(9_900);
  });

  test.runIf(isPossible)('ends by itself when it has nothing more to do', async () => {
    const result = await runStep({ inputs: {}, entry: await scriptOf(`console.log('over')`), stopBy });
    expect(result).toMatchObject({ exitCode: 0, conclusion: 'success', log: ['over'] });
  });
});
