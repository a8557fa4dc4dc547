import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** The text of a file, named from the repository's root. */
export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** All files that git knows, and new ones that it does not ignore: from the root, with slashes. */
export function files(...patterns: readonly string[]): readonly string[] {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...patterns],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return list.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
}
