import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../emulator/server.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { createJob } from '../../runner/job.ts';
import { root } from './repository.ts';

/** What the runner downloads of the last commit, less what is excluded, as a tar file. */
function archive(...excluded: readonly string[]): Buffer {
  const paths = ['.', ...excluded.map((each) => `:(exclude)${each}`)];
  const words = ['archive', '--worktree-attributes', '--format=tar', 'HEAD', '--', ...paths];
  return execFileSync('git', words, { cwd: root, maxBuffer: 2 ** 26 });
}

// The runner downloads the archive of a tag: what .gitattributes keeps out of it must not be needed.
describe('the archive that the runner downloads', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
  const emulatorStep = path.join(folder, 'emulator');
  const hasEmulatorStep = (): boolean => existsSync(path.join(emulatorStep, 'dist'));

  beforeAll(() => {
    execFileSync('tar', ['-xf', '-', '-C', folder], { input: archive() });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('holds what a run and the licences need, and nothing else', () => {
    expect(readdirSync(folder).toSorted()).toEqual(['LICENSE', 'action.yml', 'dist', 'emulator', 'guard']);
    expect(readdirSync(path.join(folder, 'guard'))).toEqual(['action.yml']);
    const needed = hasEmulatorStep() ? ['action.yml', 'dist'] : ['action.yml'];
    expect(readdirSync(emulatorStep).toSorted()).toEqual(needed);
    expect(existsSync(path.join(folder, 'dist', 'licenses.txt'))).toBe(true);
  });

  test("has at most 345 kB without the emulator's step", () => {
    expect(gzipSync(archive('emulator')).length).toBeLessThanOrEqual(345_000);
  });

  test('runs the action', async () => {
    const emulator = await startEmulator({ cancelMilliseconds: 100 });
    emulator.proton.addService('shop', { deployment: 'in-progress' });
    const job = await createJob({ env: environmentFor(emulator) });
    try {
      const result = await job.run({ uses: folder, with: { 'service-name': 'shop' } });
      expect(result).toMatchObject({ conclusion: 'success', outputs: { outcome: 'cancelled' } });
    } finally {
      await job.finish();
      await emulator.close();
    }
  });

  test('runs the guard', async () => {
    const emulator = await startEmulator({ cancelMilliseconds: 100 });
    emulator.cloudformation.addStack('shop');
    const job = await createJob({ env: environmentFor(emulator) });
    try {
      await job.run({ uses: path.join(folder, 'guard'), with: { 'stack-name': 'shop' } });
      emulator.cloudformation.setStatus('shop', 'UPDATE_IN_PROGRESS');
      await job.run({ run: 'false' });
      const [post] = await job.finish();
      expect(post?.log.at(-1)).toMatch(/^Cancelled: the stack update of shop/);
    } finally {
      await emulator.close();
    }
  });

  test("runs the emulator's step, and the action against it", async ({ skip }) => {
    skip(!hasEmulatorStep(), 'its bundle is not committed yet');
    const job = await createJob();
    const started = await job.run({
      uses: emulatorStep,
      with: { services: 'shop', port: '0', 'cancel-seconds': '1' },
    });
    const result = await job.run({ uses: folder, with: { 'service-name': 'shop' } });
    const [ended] = await job.finish();
    expect(started).toMatchObject({ conclusion: 'success' });
    expect(result).toMatchObject({ conclusion: 'success', outputs: { outcome: 'cancelled' } });
    expect(ended).toMatchObject({ conclusion: 'success' });
    expect(ended?.log.join('\n')).toContain('CancelServicePipelineDeployment');
  });
});
