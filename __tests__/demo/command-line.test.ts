import { execFile } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { helpText, parseCommandLine } from '../../demo/command-line.ts';
import { stories, storyNames } from '../../demo/stories.ts';

const demo = path.resolve(import.meta.dirname, '../../demo/index.ts');

/** Runs the demo as `npm start -- WORDS` does. */
function start(
  ...words: readonly string[]
): Promise<readonly [exitCode: number | null, stdout: string, stderr: string]> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [demo, ...words], (_error, stdout, stderr) =>
      resolve([child.exitCode, stdout, stderr]),
    );
  });
}

describe('the command line of the demo', () => {
  test('--help lists every story with what it shows, on one screen', () => {
    expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
    const text = helpText();
    for (const name of storyNames) expect(text).toContain(`  ${name} `);
    for (const { shows } of Object.values(stories)) expect(text).toContain(shows);
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test.each([
    ['two stories at once', ['failed', 'timed-out'], 'Name only one story, not also "timed-out".'],
    ['control characters, which are not repeated', ['\u001B[31mred'], 'There is no story "?[31mred".'],
  ])('%s are refused', (_what, words, message) => {
    expect(parseCommandLine(words)).toMatchObject({ kind: 'refuse', message: expect.stringContaining(message) });
  });

  test('a story that does not exist is refused, with the names of those that do', async () => {
    const [exitCode, stdout, stderr] = await start('too-early');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('There is no story "too-early".');
    for (const name of storyNames) expect(stderr).toContain(name);
  });

  test('a story is shown without colours if there is no terminal, and exits with 0 although its step fails', async () => {
    const [exitCode, stdout, stderr] = await start('not-found');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('The step failed (exit code 1)');
    expect(stdout).toContain('The story ended as expected: the step was meant to fail.');
    expect(stdout).not.toContain('\u001B');
  });
});
