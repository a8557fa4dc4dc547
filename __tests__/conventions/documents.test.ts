import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mapping } from '../../scripts/yaml-file.ts';
import { anchorsIn, documents } from './markdown.ts';
import { files, read, root } from './repository.ts';

function exists(file: string): boolean {
  return existsSync(path.join(root, file));
}

describe.each(documents())('the document $file', ({ file, source }) => {
  const folder = path.posix.dirname(file);

  test('links to files and headings that exist', () => {
    const links = [...source.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [target = '', anchor] = link.split('#');
      const linked = target === '' ? file : path.posix.join(folder, target);
      return !exists(linked) || (anchor !== undefined && !anchorsIn(read(linked)).has(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const folders = 'src|emulator|runner|demo|bench|scripts|examples|docs|dist|__tests__|\\.github';
    const named = [...source.matchAll(new RegExp(`\`((?:${folders})/[^\`\\s*]*)\``, 'g'))].map(([, name = '']) => name);
    expect(named.filter((name) => !exists(name))).toEqual([]);
  });
});

describe('the npm scripts', () => {
  const { scripts } = mapping(JSON.parse(read('package.json')));
  const known = Object.keys(mapping(scripts));

  test('exist, wherever they are named', () => {
    const places = files('*.md', '*.yml', 'emulator', 'demo', 'runner', 'scripts', 'package.json');
    const named = places.flatMap((file) =>
      [...read(file).matchAll(/\bnpm (?:run )?(start|test|(?<=run )[a-z][\w:-]*)/g)].map(([, script = '']) => ({
        file,
        script,
      })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ script }) => !known.includes(script))).toEqual([]);
  });

  test('are explained in CONTRIBUTING.md, each of them', () => {
    const explained = read('CONTRIBUTING.md');
    const silent = known.filter((script) => !new RegExp(`npm (run )?${script}\\b`).test(explained));
    expect(silent).toEqual([]);
  });
});
