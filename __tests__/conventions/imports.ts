import path from 'node:path';
import { read } from './repository.ts';

/** What a file imports, for its types too: files from the repository's root, and packages. */
export function importsOf(file: string): readonly string[] {
  const statements = /^(?:import|export)\s[^;'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...read(file).matchAll(statements)].map(([, from, effect, loaded]) => {
    const imported = from ?? effect ?? loaded ?? '';
    return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : imported;
  });
}

/** The files that a file loads when it is loaded itself: not for types alone, and not later. */
export function loadedBy(file: string): readonly string[] {
  const statements = /^(?:import|export)(?! type)\s[^;'"]*?from '(\.[^']+)'/gm;
  return [...read(file).matchAll(statements)].map(([, from = '']) => path.posix.join(path.posix.dirname(file), from));
}
