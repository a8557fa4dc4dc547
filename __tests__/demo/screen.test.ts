import { describe, expect, test } from 'vitest';
import { createScreen, wrapped } from '../../demo/screen.ts';
import { shownLines } from '../../demo/step-log.ts';

function write(sink: { readonly isTTY?: boolean; readonly columns?: number }, environment: NodeJS.ProcessEnv): string {
  let written = '';
  const screen = createScreen({ ...sink, write: (text) => (written += text) }, environment);
  screen.write(screen.paint('Error: no', 'bad'));
  return written;
}

describe('a screen', () => {
  test('has colours on a terminal, unless NO_COLOR is set', () => {
    expect(write({ isTTY: true }, {})).toBe('\u001B[31mError: no\u001B[0m\n');
    expect(write({ isTTY: true }, { NO_COLOR: '' })).toBe('\u001B[31mError: no\u001B[0m\n');
    expect(write({ isTTY: true }, { NO_COLOR: '1' })).toBe('Error: no\n');
    expect(write({}, {})).toBe('Error: no\n');
  });

  test.each([
    [undefined, 100],
    [20, 60],
    [80, 80],
    [400, 110],
  ])('with %s columns is %i wide', (columns, width) => {
    const sink = { ...(columns === undefined ? {} : { columns }), write: () => true };
    expect(createScreen(sink, {}).width).toBe(width);
  });
});

describe('wrapping', () => {
  test.each([
    ['short', 10, 0, ['short']],
    ['', 10, 0, ['']],
    ['one two three', 8, 0, ['one two', 'three']],
    ['one two three', 8, 2, ['one two', '  three']],
    ['0123456789abc', 10, 0, ['0123456789', 'abc']],
    ['0123456789abcdefghi', 10, 2, ['0123456789', '  abcdefgh', '  i']],
    ['  indented text', 10, 0, ['  indented', 'text']],
  ])('%j to %i columns, hanging %i', (text, width, hanging, lines) => {
    expect(wrapped(text, width, hanging)).toEqual(lines);
  });
});

describe("the step's log", () => {
  test('shows annotations as the runner does, and no other command', () => {
    expect(shownLines('plain ::text::')).toEqual([{ text: 'plain ::text::', tone: 'plain' }]);
    expect(shownLines('::error title=Bad::one%0Atwo')).toEqual([
      { text: 'Error: one', tone: 'bad' },
      { text: 'two', tone: 'bad' },
    ]);
    expect(shownLines('::warning::look')).toEqual([{ text: 'Warning: look', tone: 'caution' }]);
    expect(shownLines('::notice::so it is')).toEqual([{ text: 'Notice: so it is', tone: 'good' }]);
    expect(shownLines('::add-mask::secret')).toEqual([]);
  });
});
