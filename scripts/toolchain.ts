/**
 * Says what the working copy's package-lock.json changes against a branch, as a step output: `change=none`, `bundled` or
 * `tools`. CI builds once more with the branch's tools where it is `tools`. Exits with 1 for both in one change: then no
 * build could say which of them has changed the bundles. It runs without any package installed.
 *
 * Usage: node scripts/toolchain.ts BRANCH
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bundles } from './bundles.ts';
import { bundledPackages } from './licenses.ts';
import { lockfileChange } from './lockfile-change.ts';

const root = path.resolve(import.meta.dirname, '..');
const branch = process.argv[2] ?? 'origin/main';

// The branch's own list: this change could have forged its own.
const licenses = bundles.map((bundle) => `${bundle}/licenses.txt`).filter((file) => listed(file) !== '');
const bundled = new Set(licenses.flatMap((file) => [...bundledPackages(git('show', `${branch}:${file}`)).keys()]));
const before: unknown = JSON.parse(git('show', `${branch}:package-lock.json`));
const after: unknown = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

const change = lockfileChange(before, after, bundled);
console.log(`change=${change}`);
if (change === 'both') {
  console.error('Tools and bundled packages must be updated one after the other, each in a pull request of its own.');
  process.exitCode = 1;
}

function listed(file: string): string {
  return git('ls-tree', '--name-only', branch, '--', file).trim();
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
