import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mapping, text } from '../../scripts/yaml-file.ts';

/** The repository's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Where the repository is published, as package.json says: `OWNER/name`, until it has a real owner. */
export const slug = publishedAt();

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

function publishedAt(): string {
  const repository = mapping(mapping(JSON.parse(read('package.json')))['repository']);
  const found = /github\.com\/(.+)\.git$/.exec(text(repository['url']) ?? '')?.[1];
  if (found === undefined) throw new Error('package.json does not say where the repository is.');
  return found;
}
