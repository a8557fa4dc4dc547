import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded, forLog, forMarkdown, forMarkdownCode, forMermaid } from '../../../src/report/text/escape.ts';
import { everythingHostile, hostileText } from '../hostile.ts';
import { htmlOf } from '../renderers.ts';

const numRuns = 2_000;

/** What no one sees and no place of ours needs. */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;

/** The parts of a Markdown text outside and inside code, which is fenced by single backticks. */
function partsOf(markdown: string): { readonly plain: string; readonly codes: readonly string[] } {
  const parts = markdown.split('`');
  expect(parts.length % 2, `unbalanced code in ${markdown}`).toBe(1);
  return {
    plain: parts.filter((_, index) => index % 2 === 0).join(' code '),
    codes: parts.filter((_, index) => index % 2 === 1),
  };
}

describe('text for the log', () => {
  it('leaves an ordinary message as it is', () => {
    const message = 'User: arn:aws:iam::123456789012:role/x is not authorized (Größe 1 / ü).';
    expect(forLog(message)).toBe(message);
  });

  it.each([
    ['##[error]x', '## [error]x'],
    ['a ###[group]b', 'a ### [group]b'],
    ['#\u200B#\u00AD[x]', '## [x]'],
    ['::error::x', ': :error::x'],
    ['  \u200B::error::x', ': :error::x'],
    ['a\r\n::error::x', 'a ::error::x'],
    ['\u001B[31mred\u001B[0m', 'red'],
    ['a\u202Eb\u2066c', 'abc'],
    ['a\u0000\u0007\u009Bmb', 'ab'],
  ])('makes hostile text %# inert', (text, shown) => {
    expect(forLog(text)).toBe(shown);
  });

  it('keeps one visible line in which no workflow command can act, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = forLog(text);
        expect(shown).not.toMatch(unseen);
        expect(shown).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
        expect(shown).not.toContain('##[');
        expect(shown.trimStart().startsWith('::')).toBe(false);
      }),
      { numRuns },
    );
  });

  it('is bounded', () => {
    expect(forLog('x'.repeat(100_000)).length).toBe(2_000);
    expect(forLog('##['.repeat(10_000), 50)).toHaveLength(50);
  });
});

describe('text for Markdown', () => {
  it.each([
    ['User initiated cancellation.', 'User initiated cancellation.'],
    ['Error: stack AWSProton-a failed (again), 50% done.', 'Error: stack AWSProton-a failed (again), 50% done.'],
    ['see https://x.y, please', 'see `https://x.y`, please'],
    ['grant proton:GetService on arn:aws:x/y.', 'grant `proton:GetService` on `arn:aws:x/y`.'],
    ['ask @team about #1 now', 'ask `@team` about `#1` now'],
    ['a|b `c`', "`a¦b 'c'`"],
    ['was :x: and GH-12 and www.evil.example', 'was `:x`: and `GH-12` and `www.evil.example`'],
    ['- 1. a - b', '`- 1`. a - b'],
    ['2. b', '`2`. b'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(forMarkdown(text)).toBe(shown);
  });

  it('leaves nothing outside code that Markdown or GitHub acts on, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { plain, codes } = partsOf(forMarkdown(text));
        expect(plain).not.toMatch(/[#$&*<>@[\\\]^_{|}~]/);
        expect(plain).not.toMatch(/:[^\s)"'.,;:!?]|www\.|https?:|GH-\d|\b[0-9a-f]{7,40}\b/i);
        expect(plain).not.toMatch(/^(?:[-+=]+|\d+[.)])(?:\s|$)/);
        for (const code of codes) expect(code).not.toMatch(/[|\r\n]/);
        expect(forMarkdown(text)).not.toMatch(unseen);
      }),
      { numRuns },
    );
  });

  it('is nothing but words and code to a renderer, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(forMarkdown, forMarkdownCode), (text, show) => {
        const html = htmlOf(`| a | b |\n| - | - |\n| ${show(text)} | end |\n\n**What to do:** ${show(text)}`);
        expect(html).toMatch(/<td>end<\/td>\n<\/tr>\n<\/tbody><\/table>\n<p><strong>What to do:<\/strong>.*<\/p>\n$/);
        expect(html.replace(/<\/?(?:table|thead|tbody|tr|th|td|p|strong|code)>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns },
    );
  });

  it('sets names as code that nothing in them can end', () => {
    expect(forMarkdownCode('my_service')).toBe('`my_service`');
    expect(forMarkdownCode('')).toBe('–');
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(forMarkdownCode(text)).toMatch(/^(?:–|`[^`|\r\n]+`)$/u);
      }),
    );
  });

  it('is bounded', () => {
    expect(forMarkdown('_a '.repeat(10_000)).length).toBeLessThan(1_010);
    expect(forMarkdown('a _a '.repeat(10_000)).length).toBeLessThan(3_000);
  });
});

describe('text for Mermaid', () => {
  it('keeps the name of a service', () => {
    expect(forMermaid('My_service-1')).toBe('My_service-1');
  });

  it('keeps letters, digits, spaces and . _ - alone, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(forMermaid(text)).toMatch(/^[\p{L}\p{N} ._-]+…?$/u);
        expect(forMermaid(text)).not.toContain('--');
        expect(forMermaid(text).length).toBeLessThanOrEqual(60);
      }),
      { numRuns },
    );
    expect(forMermaid(everythingHostile)).not.toMatch(/[%{}:;#"`]/);
  });
});

describe('a bounded text', () => {
  it('ends before a character that does not fit, not within it', () => {
    expect(bounded('ab😀', 4)).toBe('ab😀');
    expect(bounded('ab😀c', 4)).toBe('ab…');
  });
});
