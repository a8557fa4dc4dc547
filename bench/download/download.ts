import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { bytes } from '../report/units.ts';
import { unreachableChunks } from './chunks.ts';

/** What `dist/` weighs, in bytes, and what is in it that should not be. */
export interface Download {
  readonly all: Weight;
  readonly withoutLicences: Weight;
  readonly needless: readonly string[];
}

/** In bytes: the files' own lengths, and a gzipped tar of them. */
interface Weight {
  readonly onDisk: number;
  readonly gzipped: number;
}

const dist = path.resolve(import.meta.dirname, '..', '..', 'dist');
const licences = 'licenses.txt';

/** Weighs `dist/`. */
export function measureDownload(): Download {
  const names = readdirSync(dist).toSorted();
  const scripts = new Map(
    names.filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(path.join(dist, name), 'utf8')]),
  );
  return {
    all: weigh(names),
    withoutLicences: weigh(names.filter((name) => name !== licences)),
    needless: [...names.filter((name) => name.endsWith('.map')), ...unreachableChunks('index.js', scripts)],
  };
}

function weigh(names: readonly string[]): Weight {
  const tar = execFileSync('tar', ['-cf', '-', ...names], { cwd: dist, maxBuffer: 2 ** 26 });
  return {
    onDisk: names.reduce((sum, name) => sum + statSync(path.join(dist, name)).size, 0),
    gzipped: gzipSync(tar).length,
  };
}

/** The table of the download, in Markdown. */
export function downloadTable({ all, withoutLicences }: Download): string {
  return tableOf(
    ['`dist/`', 'on disk', 'as downloaded (tar.gz)'],
    [
      ['without licences', bytes(withoutLicences.onDisk), bytes(withoutLicences.gzipped)],
      ['with licences', bytes(all.onDisk), bytes(all.gzipped)],
    ],
  );
}

/** The targets of the download. */
export function downloadTargets({ withoutLicences, needless }: Download): readonly Target[] {
  return [
    atMost('`dist/` on disk without licences', withoutLicences.onDisk, 999_999, bytes),
    {
      what: 'source maps and unreachable chunks in `dist/`',
      wanted: 'none',
      measured: needless.length === 0 ? 'none' : needless.join(', '),
      met: needless.length === 0,
    },
  ];
}
