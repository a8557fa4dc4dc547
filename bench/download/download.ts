import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { bytes } from '../report/units.ts';
import { unreachableChunks } from './chunks.ts';

/** What a run downloads and what `dist/` weighs, in bytes, and what is in it that should not be. */
export interface Download {
  /** The archive of the last commit, which the runner downloads, gzipped; undefined outside a git repository. */
  readonly archive: number | undefined;
  /** Likewise without the emulator's bundle, which the action itself never runs. */
  readonly archiveWithoutEmulator: number | undefined;
  readonly all: Weight;
  readonly withoutLicenses: Weight;
  readonly needless: readonly string[];
}

/** In bytes: the files' own lengths, and a gzipped tar of them. */
interface Weight {
  readonly onDisk: number;
  readonly gzipped: number;
}

const root = path.resolve(import.meta.dirname, '..', '..');
const dist = path.join(root, 'dist');
const licenses = 'licenses.txt';

/** Weighs the archive of the last commit, and `dist/` as it lies here. */
export function measureDownload(): Download {
  const names = readdirSync(dist).toSorted();
  const scripts = new Map(
    names.filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(path.join(dist, name), 'utf8')]),
  );
  return {
    archive: archiveWeight('.'),
    archiveWithoutEmulator: archiveWeight('.', ':(exclude)emulator/dist'),
    all: weigh(names),
    withoutLicenses: weigh(names.filter((name) => name !== licenses)),
    needless: [...names.filter((name) => name.endsWith('.map')), ...unreachableChunks('index.js', scripts)],
  };
}

/** GitHub's archives follow `export-ignore` of .gitattributes, as `git archive` does. */
function archiveWeight(...paths: readonly string[]): number | undefined {
  const words = ['archive', '--format=tar', 'HEAD', '--', ...paths];
  const { status, stdout } = spawnSync('git', words, { cwd: root, maxBuffer: 2 ** 28 });
  return status === 0 ? gzipSync(stdout).length : undefined;
}

function weigh(names: readonly string[]): Weight {
  const tar = execFileSync('tar', ['-cf', '-', ...names], { cwd: dist, maxBuffer: 2 ** 26 });
  return {
    onDisk: names.reduce((sum, name) => sum + statSync(path.join(dist, name)).size, 0),
    gzipped: gzipSync(tar).length,
  };
}

/** The table of the download, in Markdown. */
export function downloadTable({ archive, archiveWithoutEmulator, all, withoutLicenses }: Download): string {
  return tableOf(
    ['', 'on disk', 'tar.gz'],
    [
      ['the repository, as the runner downloads it', '–', bytes(archive)],
      ["without the emulator's bundle", '–', bytes(archiveWithoutEmulator)],
      ['`dist/` without licenses', bytes(withoutLicenses.onDisk), bytes(withoutLicenses.gzipped)],
      ['`dist/` with licenses', bytes(all.onDisk), bytes(all.gzipped)],
    ],
  );
}

/** The targets of the download. */
export function downloadTargets({ archiveWithoutEmulator, withoutLicenses, needless }: Download): readonly Target[] {
  return [
    atMost("download without the emulator's bundle", archiveWithoutEmulator, 320_000, bytes),
    atMost('`dist/` on disk without licenses', withoutLicenses.onDisk, 999_999, bytes),
    {
      what: 'source maps and unreachable chunks in `dist/`',
      wanted: 'none',
      measured: needless.length === 0 ? 'none' : needless.join(', '),
      met: needless.length === 0,
    },
  ];
}
