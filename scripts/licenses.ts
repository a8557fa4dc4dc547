import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package whose code is in the bundle. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/**
 * The licenses of all packages that the bundled modules come from, as one text, sorted by name, so that it is the same in
 * every build.
 *
 * @param modules paths of the bundled modules
 * @throws if a package names no license: it must not be handed on then
 */
export function licensesOf(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((module) => packageFolderOf(module) ?? []));
  const packages = [...folders].map(readPackage);
  packages.sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
  return packages.map((each) => entryOf(each, packages)).join('\n');
}

/** The packages that a licenses.txt names, with their versions. */
export function bundledPackages(licenses: string): ReadonlyMap<string, string> {
  const headings = licenses.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*)$/gm);
  return new Map([...headings].map(([, name = '', version = '']) => [name, version]));
}

/**
 * Many packages share one text to the letter: it is given once, and the others refer to it. Some packages name their license
 * and bring no text of it; another one with the same license does.
 */
function entryOf({ name, version, license, text }: BundledPackage, all: readonly BundledPackage[]): string {
  const first = all.find((each) => (text === '' ? each.license === license && each.text !== '' : each.text === text));
  const shown =
    first === undefined || first.name === name ? text : `The text is that of ${first.name}, above or below.`;
  return `${name} ${version}\n${license}\n\n${shown}\n`;
}

function packageFolderOf(module: string): string | undefined {
  return /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module.replace(/^[\0]+/, ''))?.[0];
}

function readPackage(folder: string): BundledPackage {
  const description: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const name = textOf(description, 'name');
  const license = textOf(description, 'license');
  if (name === undefined || license === undefined) throw new Error(`${folder} names no license.`);
  return { name, version: textOf(description, 'version') ?? '', license, text: licenseText(folder) };
}

function licenseText(folder: string): string {
  const file = readdirSync(folder)
    .filter((name) => /^licen[cs]e/i.test(name))
    .sort(compare)[0];
  return file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

function textOf(value: unknown, name: string): string | undefined {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === 'string' ? text : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
