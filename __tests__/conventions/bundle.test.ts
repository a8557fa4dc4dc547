import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { files, root } from './repository.ts';

describe('dist/', () => {
  const target = mkdtempSync(path.join(tmpdir(), 'dist-'));

  beforeAll(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts', 'build.ts'), target], { stdio: 'pipe' });
  });

  afterAll(() => rmSync(target, { recursive: true, force: true }));

  test('has the files that the build makes, and no others', () => {
    expect(readdirSync(path.join(root, 'dist')).toSorted()).toEqual(readdirSync(target).toSorted());
  });

  test('is what the build makes of these sources: run "npm run build" where it is not', () => {
    const stale = readdirSync(target).filter(
      (name) => !readFileSync(path.join(root, 'dist', name)).equals(readFileSync(path.join(target, name))),
    );
    expect(stale).toEqual([]);
  });

  test('is shown in diffs, and so is the bundle of the emulator', () => {
    const words = ['check-attr', 'diff', '--', 'dist/index.js', 'emulator/dist/index.js'];
    const attributes = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim().split('\n');
    expect(attributes.map((line) => line.split(': ').at(-1))).toEqual(['unspecified', 'unspecified']);
  });

  test('is known to git whole', () => {
    const built = readdirSync(target).map((name) => `dist/${name}`);
    expect(files('dist').toSorted()).toEqual(built.toSorted());
  });

  test('has the script that action.yml starts, for the Node that action.yml names', () => {
    const { main, using } = readActionDefinition();
    expect(files('dist')).toContain(main);
    expect(using).toBe('node24');
  });
});
