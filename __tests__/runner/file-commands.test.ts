import { describe, expect, test } from 'vitest';
import { readFileCommands, readPathFile } from '../../runner/file-commands.ts';
import { createLineReader } from '../../runner/line-reader.ts';

describe('a file of names and values', () => {
  test.each([
    ['a=b\n', [['a', 'b']]],
    ['a=b', [['a', 'b']]],
    ['\ufeffa=b\n', [['a', 'b']]],
    ['a=\n\nb=c=d\n', [['a', ''], ['b', 'c=d']]], // biome-ignore format: a row is a line
    ['a=b<<c\n', [['a', 'b<<c']]],
    ['a<<END\nEND\n', [['a', '']]],
    ['a<<END\n1\n\n2\nEND\nb=c\n', [['a', '1\n\n2'], ['b', 'c']]], // biome-ignore format: a row is a line
    ['a<<END\n1\nEND', [['a', '1']]],
    ['a<<E=F\n1\nE=F\n', [['a', '1']]],
  ])('is read: %j', (content, pairs) => {
    expect(readFileCommands(content, 'linux')).toEqual({ pairs, fault: undefined });
  });

  test.each([
    ['a', "Invalid format 'a'"],
    ['=b\n', "Invalid format '=b'. Name must not be empty"],
    ['<<END\n1\nEND\n', "Invalid format '<<END'. Name must not be empty and delimiter must not be empty"],
    ['a<<\n1\n\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<END\n1\n', "Invalid value. Matching delimiter not found 'END'"],
    ['a<<END\n1', 'Invalid value. EOF marker missing new line.'],
  ])('is faulty where a line has neither form, and counts up to there: %j', (content, fault) => {
    expect(readFileCommands(`ok=1\n${content}`, 'linux')).toEqual({ pairs: [['ok', '1']], fault });
  });

  test('has Windows line breaks on Windows only', () => {
    const content = 'a<<END\r\n1\r\n2\r\nEND\r\nb=c\r\n';
    expect(readFileCommands(content, 'win32').pairs).toEqual([
      ['a', '1\r\n2'],
      ['b', 'c'],
    ]);
    expect(readFileCommands('b=c\r\n', 'linux').pairs).toEqual([['b', 'c\r']]);
  });
});

test('the last folder of a path file comes first, and each counts once', () => {
  expect(readPathFile('\ufeff/a\n\n/b\r\n/a\n')).toEqual(['/a', '/b']);
});

describe('the reader of a stream', () => {
  function linesOf(...pieces: readonly string[]): readonly string[] {
    const lines: string[] = [];
    const reader = createLineReader((line) => lines.push(line));
    for (const piece of pieces) reader.read(piece);
    reader.end();
    return lines;
  }

  test('ends a line at each kind of line break, wherever the pieces are cut', () => {
    expect(linesOf('a\r', '\nb\rc\n', 'd', 'e\r\n', 'f\r')).toEqual(['a', 'b', 'c', 'de', 'f']);
  });

  test('keeps other separators in the line', () => {
    expect(linesOf('a\u0085b\u2028c\u000bd')).toEqual(['a\u0085b\u2028c\u000bd']);
  });

  test('drops a byte order mark at the start of the stream, and keeps later ones', () => {
    expect(linesOf('\ufeffa\n\ufeffb')).toEqual(['a', '\ufeffb']);
  });
});
