import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../conventions/repository.ts';

/** The emulator's bundle, built from the sources as they are, in an empty folder outside the project. */
export interface BuiltEmulator {
  readonly folder: string;
  remove(): void;
}

/** Builds it. */
export function buildEmulator(): BuiltEmulator {
  const folder = mkdtempSync(path.join(tmpdir(), 'emulator-'));
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build-emulator.ts'), folder], { stdio: 'pipe' });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
