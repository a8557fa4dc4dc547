import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../conventions/repository.ts';

/** The emulator's bundle in an empty folder outside the project, where it finds no package. */
export interface BuiltEmulator {
  readonly folder: string;
  remove(): void;
}

/** Copies `emulator/dist/` as it was built last. */
export function copyBuiltEmulator(): BuiltEmulator {
  const folder = mkdtempSync(path.join(tmpdir(), 'emulator-'));
  cpSync(path.join(root, 'emulator', 'dist'), folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
