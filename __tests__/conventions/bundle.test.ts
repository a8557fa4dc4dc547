import { execFileSync } from 'node:child_process';
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

  test('has the script that action.yml starts, for the Node that action.yml names', () => {
    const { main, using } = readActionDefinition();
    expect(files('dist')).toContain(main);
    expect(using).toBe('node24');
  });
});
