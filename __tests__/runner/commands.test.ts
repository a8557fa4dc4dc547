import { describe, expect, test } from 'vitest';
import { createCommandReader } from '../../runner/command-reader.ts';
import { commandIn } from '../../runner/commands.ts';

describe('a command in the current form, name and data between double colons', () => {
  test.each([
    ['alone', '::error::x', {}, 'x'],
    ['after white space of every kind', ' \t\u00a0\u0085\u2003::error::x', {}, 'x'],
    ['in capitals', '::ERROR::x', {}, 'x'],
    ['without data', '::error::', {}, ''],
    ['with colons in its data', '::error::a::b', {}, 'a::b'],
    ['with properties', '::error file=a.ts,line=1::x', { file: 'a.ts', line: '1' }, 'x'],
    ['with a property in capitals, and escapes', '::error TITLE=a%3Ab%2Cc%25::x%0Ay', { title: 'a:b,c%' }, 'x\ny'],
    ['without its empty properties', '::error title=,file=,=x,,line==2::x', { line: '2' }, 'x'],
    ['with the last value of a property', '::error title=a,title=b::x', { title: 'b' }, 'x'],
    ['with an escaped escape', '::error::%250A', {}, '%0A'],
  ])('is read %s', (_how, line, properties, data) => {
    expect(commandIn(line)).toEqual({ name: 'error', properties, data });
  });

  test.each([
    ['after other text', 'x ::error::x'],
    ['after a byte order mark, which is no white space', '\ufeff::error::x'],
    ['after a zero-width space', '\u200b::error::x'],
    ['with a single colon at its end', '::error:x'],
    ['with an unknown name', '::unknown::x'],
    ['with a blank before its name', ':: error::x'],
    ['with another blank than the usual one after its name', '::error\u00a0::x'],
    ['with a name that only the runner itself may use', '::internal-set-repo-path::x'],
    ['without a name', '::'],
    ['on an empty line', ''],
  ])('is text %s', (_how, line) => {
    expect(commandIn(line)).toBeUndefined();
  });
});

describe('a command in the old form, its name in a bracket', () => {
  test.each([
    ['alone', '##[error]x', {}, 'x'],
    ['after other text', 'before ##[Error]x', {}, 'x'],
    ['with properties', '##[error title=a%3Bb;file=c]x%5D%0A', { title: 'a;b', file: 'c' }, 'x]\n'],
    ['after an unknown one in the current form', '::unknown::##[error]x', {}, 'x'],
    ['once in a line', '##[error]##[warning]x', {}, '##[warning]x'],
  ])('is read %s', (_how, line, properties, data) => {
    expect(commandIn(line)).toEqual({ name: 'error', properties, data });
  });

  test.each([
    ['after an unknown one', '##[unknown]##[error]x'],
    ['without an end', '##[error'],
    ['with a blank before its bracket', '## [error]x'],
    ['with a blank before its name', '##[ error]x'],
    ['with its end before it', '] ##[error'],
    ['with a zero-width space inside', '#\u200b#[error]x'],
  ])('is text %s', (_how, line) => {
    expect(commandIn(line)).toBeUndefined();
  });
});

describe('the reader of a step', () => {
  function kindsOf(...lines: readonly string[]): readonly string[] {
    const reader = createCommandReader();
    return lines.map((line) => reader.read(line).kind);
  }

  test('obeys nothing between stop-commands and its token', () => {
    expect(kindsOf('::stop-commands::Token', '::error::x', '##[error]x', '::token::', '::error::x')).toEqual([
      'command',
      'text',
      'text',
      'command',
      'command',
    ]);
  });

  test('takes the token for text after it was used', () => {
    expect(kindsOf('::stop-commands::token', '::token::', '::token::')).toEqual(['command', 'command', 'text']);
  });

  test.each(['', 'error', 'pause-logging'])('refuses a token that would stop nothing: "%s"', (token) => {
    expect(kindsOf(`::stop-commands::${token}`, '::error::x')).toEqual(['refused', 'command']);
  });

  test('refuses what the runner no longer does, and what lacks its field', () => {
    const kinds = kindsOf('::set-env name=a::b', '::add-path::/bin', '::set-output::x', '::echo::maybe');
    expect(kinds).toEqual(['refused', 'refused', 'refused', 'refused']);
  });
});
