import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, test } from 'vitest';
import { helpText } from '../../emulator/cli/help.ts';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { copyBuiltEmulator } from './built.ts';

describe('emulator/dist/', () => {
  const built = copyBuiltEmulator();
  const names = readdirSync(built.folder).toSorted();

  afterAll(() => built.remove());

  test('has fewer than 350 kB', () => {
    const bytes = names.reduce((sum, name) => sum + statSync(path.join(built.folder, name)).size, 0);
    expect(bytes).toBeLessThan(350_000);
  });

  test('loads nothing but itself and what comes with Node', () => {
    for (const name of names.filter((each) => each.endsWith('.js'))) {
      const source = readFileSync(path.join(built.folder, name), 'utf8');
      const loaded = [...source.matchAll(/\b(?:require|import)\([`'"]([^`'"]+)[`'"]\)/g)].map(([, module]) => module);
      const strange = loaded.filter((module = '') => !isBuiltin(module) && !names.includes(module.replace('./', '')));
      expect(strange).toEqual([]);
    }
  });

  test('runs in an empty folder, as a command', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['index.js', '--help'], {
      cwd: built.folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(helpText());
  });

  test('has the scripts that emulator/action.yml starts, for the Node that it names', () => {
    const { main, post, using } = readActionDefinition('emulator/action.yml');
    expect(names.map((name) => `dist/${name}`)).toEqual(expect.arrayContaining([main, post]));
    expect(using).toBe('node24');
  });
});
