import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkTo } from '../../src/text/markdown.ts';
import { hostileText } from '../report/hostile.ts';
import { htmlOf } from '../report/renderers.ts';

describe('a link', () => {
  test('goes to an address of the web', () => {
    expect(linkTo('`a`', 'https://x.example/a?b=c#d')).toBe('[`a`](https://x.example/a?b=c#d)');
  });

  test.each([undefined, '', 'no address', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])(
    'is the bare label with %j',
    (address) => {
      expect(linkTo('label', address)).toBe('label');
    },
  );

  test('ends where the address ends, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = htmlOf(`| a |\n| - |\n| ${linkTo('label', `https://x.example/${text}`)} |\n\nend`);
        expect(html).toMatch(/<td><a href="https:\/\/x\.example\/[^"<>\s]*">label<\/a><\/td>/);
      }),
      { numRuns: 200 },
    );
  });
});
