import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundledPackages } from './licenses.ts';

/** The folders that the build makes, from the repository's root: what workflows run. */
export const bundles = ['dist', 'emulator/dist'] as const;

/** The names of the packages whose code is in a bundle, of a copy of the repository in the given folder. */
export function packagesOfBundles(root: string): ReadonlySet<string> {
  const licenses = bundles.map((bundle) => path.join(root, bundle, 'licenses.txt')).filter((file) => existsSync(file));
  return new Set(licenses.flatMap((file) => [...bundledPackages(readFileSync(file, 'utf8')).keys()]));
}
