import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounded, forLog, forMarkdown, forMarkdownCode } from '../../src/text/escape.ts';
import { hostileText } from '../report/hostile.ts';
import { htmlOf, textOf } from '../report/renderers.ts';

const numRuns = 400;

/** What no one sees and no place of ours needs. */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;

/** Every printable character of ASCII, and some others that are seen. */
const visibleText = fc
  .array(fc.oneof(fc.constantFrom(' ', '`', '``', '|', '\\', '&lt;', 'word', 'ü', '日本', '😀'), fc.string()), {
    maxLength: 20,
  })
  .map((parts) => parts.join(''));

const bothShows = Object.entries({ forMarkdown, forMarkdownCode });

function collapsed(text: string): string {
  return text.replace(/ +/g, ' ').trim();
}

describe('text for the log', () => {
  test('leaves an ordinary message as it is', () => {
    const message = 'User: arn:aws:iam::123456789012:role/x is not authorized (Größe 1 / ü, `a|b`, 5:30).';
    expect(forLog(message)).toBe(message);
  });

  test('has single blanks between its words, and none around them', () => {
    expect(forLog('  two   words ')).toBe('two words');
    expect(forLog('  zwei   Wörter ')).toBe('zwei Wörter');
  });

  test.each([
    ['##[error]x', '## [error]x'],
    ['a ###[group]b', 'a ### [group]b'],
    ['##[##[x]', '## [## [x]'],
    ['#\u200B#\u00AD[x]', '## [x]'],
    ['\uFF03\uFF03\uFF3Bx]', '\uFF03\uFF03 \uFF3Bx]'],
    ['#\uFE5F\uFE47x]', '#\uFE5F \uFE47x]'],
    ['#\u0488#\u0640[x]', '#\u0488#\u0640 [x]'],
    ['::error::x', ': :error::x'],
    ['  \u200B::error::x', ': :error::x'],
    ['\uFF1A\uFF1Aerror::x', '\uFF1A \uFF1Aerror::x'],
    ['\u0640:\u0488:error::x', '\u0640: \u0488:error::x'],
    ['a\r\n::error::x', 'a ::error::x'],
    ['\u0301 \u0301::error::x', ': :error::x'],
    ['\u001B[31mred\u001B[0m', 'red'],
    ['\u001B]8;;https://evil.example\u0007link', 'link'],
    ['a\u202Eb\u2066c', 'abc'],
    ['a\uFEFFb\u00A0\u3000c', 'ab c'],
    ['a\u0000\u0007\u009Bmb', 'ab'],
  ])('stops a command and leaves out what is not seen (case %#)', (text, shown) => {
    expect(forLog(text)).toBe(shown);
  });

  test('keeps one visible line in which no workflow command can act, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = forLog(text);
        expect(shown).not.toMatch(unseen);
        expect(shown).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
        expect(shown).not.toMatch(/^\p{M}/u);
        expect(shown.normalize('NFKC')).not.toContain('##[');
        // One character that NFKC makes `::=` of (U+2A74); no culture takes it for that, as the next test has it.
        expect(shown.trimStart().replace('\u2A74', '').normalize('NFKC').startsWith('::')).toBe(false);
      }),
      { numRuns },
    );
  });

  test.each(['en-US', 'ja-JP', 'de-DE', 'tr-TR'])(
    'holds nothing that equals a command by the culture %s',
    (culture) => {
      const { compare } = new Intl.Collator(culture, { sensitivity: 'variant' });
      const piece = fc.constantFrom(
        '#',
        '[',
        ':',
        '\uFF03',
        '\uFF3B',
        '\uFF1A',
        '\uFE5F',
        '\u0488',
        '\u0640',
        '\u0301',
        '\u2A74',
        'a',
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
          const characters = [...forLog(pieces.join(''))];
          for (let from = 0; from < characters.length; from += 1) {
            for (let to = from + 1; to <= characters.length; to += 1) {
              const part = characters.slice(from, to).join('');
              expect(compare(part, '##['), part).not.toBe(0);
              if (from === 0) expect(compare(part, '::'), part).not.toBe(0);
            }
          }
        }),
        { numRuns },
      );
    },
  );

  test('is bounded', () => {
    expect(forLog('x'.repeat(100_000)).length).toBe(2_000);
    expect(forLog('##['.repeat(10_000), 50)).toHaveLength(50);
  });
});

describe('text for Markdown', () => {
  test.each([
    ['User initiated cancellation.', 'User initiated cancellation.'],
    ['Error: stack AWSProton-a failed (again), 50% done.', 'Error: stack AWSProton-a failed (again), 50% done.'],
    ['see https://x.y, please', 'see `https://x.y`, please'],
    ['grant proton:GetService on arn:aws:x/y.', 'grant `proton:GetService` on `arn:aws:x/y`.'],
    [
      'deployment 11111111-2222-4333-8444-555555555555 ended',
      'deployment `11111111-2222-4333-8444-555555555555` ended',
    ],
    ['ask @team about #1 now', 'ask `@team` about `#1` now'],
    ['one of a|b', 'one of a\\|b'],
    ['run `make x` first', 'run \\`make x\\` first'],
    ['ask `@team|x` first', 'ask \\``@team`\\|`x`\\` first'],
    ['failed to update: [Listener].', 'failed to update: \\[Listener\\].'],
    ['role [arn:aws:x].', 'role \\[`arn:aws:x`\\].'],
    ['[x](https://y) ![x](y)', '\\[`x](https://y) ![x](y`)'],
    ['```mermaid', '\\`\\`\\`mermaid'],
    ['was :x: and GH-12 and www.evil.example', 'was `:x`: and `GH-12` and `www.evil.example`'],
    ['fixes CVE-2026-12345 in GHSA-abcd-efgh-ijkl', 'fixes `CVE-2026-12345` in `GHSA-abcd-efgh-ijkl`'],
    [
      'commit 1a2b3c4 or da39a3ee5e6b4b0d3255bfef95601890afd80709',
      'commit `1a2b3c4` or `da39a3ee5e6b4b0d3255bfef95601890afd80709`',
    ],
    ['at www.', 'at `www`.'],
    ['[Errno 111] Connection refused & gone', '\\[Errno 111\\] Connection refused & gone'],
    ['{"code": 1}', '{"code": 1}'],
    ['- 1. a - b', '`-` 1. a - b'],
    ['2. b', '`2`. b'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(forMarkdown(text)).toBe(shown);
  });

  test.each(bothShows)('is read as it was sent, in a paragraph and in a table: %s', (_name, show) => {
    fc.assert(
      fc.property(visibleText, (text) => {
        const shown = show(text);
        const sent = collapsed(text) === '' && show === forMarkdownCode ? '–' : collapsed(text);
        expect(collapsed(textOf(htmlOf(`x ${shown} x`)))).toBe(collapsed(`x ${sent} x`));
        const cells = /<td>(.*)<\/td>\n<td>end<\/td>/.exec(htmlOf(`| a | b |\n| - | - |\n| ${shown} | end |`));
        expect(collapsed(textOf(cells?.[1] ?? 'no cell'))).toBe(sent);
      }),
      { numRuns },
    );
  });

  test('leaves nothing outside code that Markdown or GitHub acts on, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = textOf(htmlOf(`x ${forMarkdown(text)}`).replace(/<code>.*?<\/code>/gs, ' '));
        expect(plain).not.toMatch(/[#$*<>@\\^_~]/);
        expect(plain).not.toMatch(/&\S/);
        expect(plain).not.toMatch(/:[^\s)"'.,;:!?]|www|https?:|GH-\d|CVE-|GHSA-|\b[0-9a-f]{7,40}\b/i);
        expect(forMarkdown(text)).not.toMatch(/^(?:[-+=]+|\d+[.)])(?:\s|$)/);
        expect(forMarkdown(text)).not.toMatch(unseen);
      }),
      { numRuns },
    );
  });

  test.each(bothShows)('is nothing but words and code, whatever the text: %s', (_name, show) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = htmlOf(
          `${show(text)}\n\n- ${show(text)}\n\n| a | b |\n| - | - |\n| ${show(text)} | end |\n\n**What to do:** ${show(text)}`,
        );
        expect(html).toMatch(/<td>end<\/td>\n<\/tr>\n<\/tbody><\/table>\n<p><strong>What to do:<\/strong>.*<\/p>\n$/);
        expect(html.match(/<li>/g)?.length).toBe(1);
        expect(html.replace(/<\/?(?:table|thead|tbody|tr|th|td|p|strong|code|ul|li)>/g, '')).not.toMatch(/[<>]/);
      }),
      { numRuns },
    );
  });

  test('sets names as code', () => {
    expect(forMarkdownCode('my_service')).toBe('`my_service`');
    expect(forMarkdownCode('a`b')).toBe('`a`\\``b`');
    expect(forMarkdownCode('a|b | c')).toBe('`a`\\|`b` \\| `c`');
    expect(forMarkdownCode('')).toBe('–');
  });

  test('is bounded', () => {
    expect(forMarkdown('_a '.repeat(10_000)).length).toBeLessThan(1_010);
    expect(forMarkdown('a _a '.repeat(10_000)).length).toBeLessThan(3_000);
  });
});

describe('a bounded text', () => {
  test('is found behind any number of invisible characters', () => {
    expect(forLog(`${'\u200B'.repeat(50_000)}text`, 10)).toBe('text');
    expect(forMarkdown(`${'\u001B[31m'.repeat(50_000)}${'x'.repeat(20)}`, 10)).toBe('xxxxxxxxx…');
  });

  test('ends before a character that does not fit, not within it', () => {
    expect(bounded('ab😀', 4)).toBe('ab😀');
    expect(bounded('ab😀c', 4)).toBe('ab…');
  });
});
