import { describe, expect, test } from 'vitest';
import { shortTextOf } from '../../demo/markdown-text.ts';
import { type PageReports, reportPage } from '../../demo/report-page.ts';
import { elementsOf } from './html.ts';

function reports(summary: string, change: Partial<PageReports> = {}): PageReports {
  return { annotations: [], summary, comment: undefined, ...change };
}

const folded = '<details><summary>2 more</summary>\n\n| A | B |\n| :-- | :-- |\n| 1 | 2 |\n\n</details>';

describe('the page of a story', () => {
  test('shows Markdown as GitHub does, folded parts included', () => {
    const page = reportPage('a story', reports(`### Cancelled: \`web\`\n\n**Deployed now:** 1.0\n\n${folded}`));
    expect(page).toContain('<h3>Cancelled: <code>web</code></h3>');
    expect(page).toContain('<strong>Deployed now:</strong> 1.0');
    expect(elementsOf(page).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['details', 'summary', 'table', 'h3', 'code']),
    );
  });

  test('breaks lines in the cells of a table', () => {
    const page = reportPage('a story', reports('| A |\n| :-- |\n| one<br>two |'));
    expect(page).toContain('one<br>two');
  });

  test('shows annotations as plain text', () => {
    const annotations = [{ level: 'error', properties: { title: '<b>Bad' }, message: 'a & b\n<script>' }] as const;
    const page = reportPage('a story', reports('', { annotations }));
    expect(page).toContain('error: &lt;b&gt;Bad');
    expect(page).toContain('a &amp; b\n&lt;script&gt;');
    expect(() => elementsOf(page)).not.toThrow();
  });

  test('shows a comment only if there is one', () => {
    expect(reportPage('a story', reports('x'))).not.toContain('Comment');
    expect(reportPage('a story', reports('x', { comment: 'the comment' }))).toContain('<p>the comment</p>');
  });

  test.each([
    ['a script', '<script>alert(1)</script>', 'script'],
    ['a script inside a line', 'so <script>alert(1)</script>', 'script'],
    ['a script behind a comment', '<!-- x --><script>alert(1)</script>', 'script'],
    ['an image', '![x](https://example.com/x.png)', 'img'],
    ['an image in HTML', 'an <img src=x onerror=alert(1)>', 'img'],
    ['an attribute', '<details onclick="alert(1)">', 'details'],
    ['a link to a script', '[x](javascript:alert(1))', 'a'],
  ])('makes nothing of %s', (_what, markdown, element) => {
    const page = reportPage('a story', reports(markdown));
    expect(elementsOf(page).map(({ name }) => name)).not.toContain(element);
  });

  test('lets no script run and loads nothing', () => {
    const policy = elementsOf(reportPage('x', reports(''))).find(({ attributes }) => attributes.includes('Security'));
    expect(policy?.attributes).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});

describe('a report in short', () => {
  test('has a line for each paragraph and item, and counts tables', () => {
    const table = '| A | B |\n| :-- | :-- |\n| 1 | 2 |\n| 3 | 4 |';
    expect(
      shortTextOf(
        `<!-- marker -->\n\n### Not \`done\` \\| yet\n\n- **one**\n  more\n- [two](https://example.com)\n\n${table}`,
      ),
    ).toEqual(['Not done | yet', '- one more', '- two', '(a table of 2 rows)']);
  });

  test('names what is folded, and leaves out code blocks', () => {
    expect(shortTextOf(`All cancelled.\n\n${folded}\n\n\`\`\`\nlanes\n\`\`\`\n\nThe end.`)).toEqual([
      'All cancelled.',
      '(folded: 2 more)',
      'The end.',
    ]);
  });
});
