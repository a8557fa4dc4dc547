import { describe, expect, test } from 'vitest';
import { createPen } from '../../demo/pen.ts';
import { createPaper } from './paper.ts';

describe('a pen', () => {
  test('writes nothing of what a terminal obeys', () => {
    const { screen, text } = createPaper(40);
    const pen = createPen(screen);
    pen.quote('a\u001B[31mred\u0007\u202Eb');
    pen.table([['name', 'a\u001B]0;title\u0007\rb']], 2);
    expect(text().replaceAll('\n', '')).not.toMatch(/\p{C}/u);
    expect(text()).toContain('red');
  });

  test('cuts a long value, and shows that it did', () => {
    const { screen, text } = createPaper(21);
    const pen = createPen(screen);
    pen.table([['n', 'one two three four five six seven eight']], 2);
    pen.quote('one two three four five six seven eight', 'plain', 1);
    expect(text()).toBe('  n  one two three\n     four five six …\n  one two three …\n');
  });

  test('shows a value that fits in full', () => {
    const { screen, text } = createPaper(21);
    createPen(screen).table(
      [
        ['n', 'one two three four'],
        ['longer', ' x '],
      ],
      2,
    );
    expect(text()).toBe('  n       one two\n          three four\n  longer   x\n');
  });

  test('fills the line of a heading', () => {
    const { screen, text } = createPaper(21);
    createPen(screen).heading('Log');
    expect(text()).toBe(`\n── Log ${'─'.repeat(14)}\n`);
  });
});
