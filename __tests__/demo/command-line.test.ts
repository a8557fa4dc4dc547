import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { stories, storyNames } from '../../demo/stories.ts';

interface Ending {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const demo = path.resolve(import.meta.dirname, '../../demo/index.ts');

/** Runs the demo as `npm start -- WORDS` does. */
function start(...words: readonly string[]): Promise<Ending> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [demo, ...words], (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, stdout, stderr }),
    );
  });
}

describe('the command line of the demo', () => {
  test('--help lists every story with what it shows, on one screen', async () => {
    const { exitCode, stdout } = await start('--help');
    expect(exitCode).toBe(0);
    for (const name of storyNames) expect(stdout).toContain(`  ${name} `);
    for (const { shows } of Object.values(stories)) expect(stdout).toContain(shows);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('a story that does not exist is refused, with the names of those that do', async () => {
    const { exitCode, stdout, stderr } = await start('too-early');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('There is no story "too-early".');
    for (const name of storyNames) expect(stderr).toContain(name);
  });

  test('control characters are not repeated', async () => {
    const { exitCode, stderr } = await start('\u001B[31mred');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"?[31mred"');
  });

  test('two stories at once are refused', async () => {
    const { exitCode, stderr } = await start('failed', 'timed-out');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Name one story: after "failed" there is "timed-out".');
  });

  test('a story is shown without colours if there is no terminal, and exits with 0 although its step fails', async () => {
    const { exitCode, stdout, stderr } = await start('not-found');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('The step failed (exit code 1)');
    expect(stdout).toContain('The story ended as expected: the step fails in this story.');
    expect(stdout).not.toContain('\u001B');
  });
});
