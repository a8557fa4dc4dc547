import { describe, expect, test } from 'vitest';
import { importsOf, loadedBy } from './imports.ts';
import { files, read } from './repository.ts';

interface Room {
  readonly name: string;
  readonly mayImport: readonly string[];
}

const rooms = readRooms(read('ARCHITECTURE.md'));
const sources = files('*.ts').filter((file) => file.includes('/') && !file.startsWith('__tests__/'));

/** The rooms of the table between the two comments: its first column, and the names in its last one. */
function readRooms(document: string): readonly Room[] {
  const table = /<!-- rooms -->\n(.*?)<!-- \/rooms -->/s.exec(document)?.[1] ?? '';
  return table.split('\n').flatMap((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    const name = /^`(.+)`$/.exec(cells[1] ?? '')?.[1];
    if (name === undefined) return [];
    return [{ name, mayImport: [...(cells[3] ?? '').matchAll(/`([^`]+)`/g)].map(([, allowed = '']) => allowed) }];
  });
}

/** The room of a file: of those that begin its path, the one with the longest name. */
function roomOf(file: string): Room | undefined {
  const candidates = rooms.filter(({ name }) => file === name || (name.endsWith('/') && file.startsWith(name)));
  return candidates.toSorted((a, b) => b.name.length - a.name.length)[0];
}

function isAllowed(imported: string, { name, mayImport }: Room): boolean {
  return [name, ...mayImport].some((allowed) => {
    if (allowed.endsWith('/')) return imported.startsWith(allowed);
    if (allowed.endsWith('*')) return imported.startsWith(allowed.slice(0, -1));
    return imported === allowed;
  });
}

describe('the architecture', () => {
  test('has a room for every file', () => {
    expect(rooms.length).toBeGreaterThan(10);
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test('has no room without files', () => {
    const inhabited = new Set(sources.map((file) => roomOf(file)?.name));
    expect(rooms.filter(({ name }) => !inhabited.has(name))).toEqual([]);
  });

  test.each(rooms)('$name imports only what it may', (room) => {
    const own = sources.filter((file) => roomOf(file) === room);
    const strangers = own.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isAllowed(imported, room))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(strangers).toEqual([]);
  });

  test('allows nothing that is not used', () => {
    const unused = rooms.flatMap((room) => {
      const imported = sources.filter((file) => roomOf(file) === room).flatMap(importsOf);
      return room.mayImport
        .filter((allowed) => !imported.some((each) => isAllowed(each, { name: '', mayImport: [allowed] })))
        .map((allowed) => `${room.name} does not import ${allowed}`);
    });
    expect(unused).toEqual([]);
  });

  test('loads the toolkit of the comment only when there is a comment to write', () => {
    const eager = sources.filter((file) => /^import(?! type)[^;]*'@actions\/github'/m.test(read(file)));
    expect(eager).toEqual([]);
  });

  test('has no file that loads itself by a detour', () => {
    const loadsItself = (file: string): boolean => {
      const seen = new Set<string>();
      const open = [...loadedBy(file)];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (!seen.has(next)) open.push(...loadedBy(next));
        seen.add(next);
      }
      return seen.has(file);
    };
    expect(sources.filter(loadsItself)).toEqual([]);
  });

  test('sees imports of every kind', () => {
    expect(importsOf('src/index.ts')).toEqual([
      'node:process',
      'src/connect-early.ts',
      'src/host/process-end.ts',
      'src/main.ts',
    ]);
    expect(importsOf('src/host/pull-request-comment.ts')).toContain('@actions/github');
    expect(importsOf('src/cancellation/model/reason.ts')).toEqual(['src/cancellation/model/deployment.ts']);
  });
});
