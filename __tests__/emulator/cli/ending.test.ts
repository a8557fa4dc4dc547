import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { isRunning } from '../../../emulator/cli/processes.ts';
import { send } from '../http/requests.ts';
import { type Child, exported, startProgram } from './child.ts';

const words = ['run', 'emulator', '--', '--port', '0'];
let child: Child | undefined;

afterEach(() => {
  // The whole group, should the server have outlived npm.
  try {
    if (child?.process.pid !== undefined) process.kill(-child.process.pid, 'SIGKILL');
  } catch {
    // It is gone, as it should be.
  }
});

/** Starts the emulator by npm, at the head of a process group of its own. */
async function startedByNpm(): Promise<{ readonly npm: Child; readonly url: string }> {
  child = startProgram('npm', words, { detached: true });
  await expect.poll(child.output).toContain('Requests:');
  return { npm: child, url: exported(child.output(), 'AWS_ENDPOINT_URL') };
}

const answers = (url: string) =>
  send(url, { method: 'GET', path: '/health' }).then(
    ({ status }) => status,
    () => 'nobody',
  );

// Windows has no signals that npm could hand on: there it ends its children itself.
describe.skipIf(process.platform === 'win32')('the server that npm has started', () => {
  test('ends with npm, though that is killed', async () => {
    const started = await startedByNpm();
    expect(await answers(started.url)).toBe(200);
    started.npm.process.kill('SIGKILL');
    await expect.poll(() => answers(started.url)).toBe('nobody');
  });

  test('ends on Ctrl-C, which reaches npm, its shell and the server', async () => {
    const started = await startedByNpm();
    process.kill(-(started.npm.process.pid ?? Number.NaN), 'SIGINT');
    await expect.poll(() => answers(started.url)).toBe('nobody');
    await started.npm.ended;
  });
});

test.skipIf(process.platform === 'win32')('a process that has ended and is not yet fetched does not run', async () => {
  // The shell starts a child, and becomes a program that never waits for children.
  const shell = startProgram('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30']);
  try {
    await expect.poll(shell.output).toMatch(/\d+\n/);
    const ended = Number(shell.output());
    await expect.poll(() => isRunning(ended)).toBe(false);
    expect(isRunning(shell.process.pid ?? 0)).toBe(true);
  } finally {
    shell.process.kill('SIGKILL');
    await shell.ended;
  }
});
