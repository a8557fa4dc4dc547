import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { files, root } from './repository.ts';

// That the bundles are what the build makes, .ci/run and CI's job `dist` prove.
describe('dist/', () => {
  test('is shown in diffs, and so is the bundle of the emulator', () => {
    const words = ['check-attr', 'diff', '--', 'dist/index.js', 'emulator/dist/index.js'];
    const attributes = execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim().split('\n');
    expect(attributes.map((line) => line.split(': ').at(-1))).toEqual(['unspecified', 'unspecified']);
  });

  test.each(['action.yml', 'guard/action.yml'])('has what %s starts, for the Node that it names', (file) => {
    const { main, post = main, using } = readActionDefinition(file);
    const scripts = [main, post].map((script) => path.posix.join(path.posix.dirname(file), script));
    expect(files('dist')).toEqual(expect.arrayContaining(scripts));
    expect(using).toBe('node24');
  });
});
