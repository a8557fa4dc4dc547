import { Marked } from 'marked';

const folded = /<details>\s*<summary>(.*?)<\/summary>.*?<\/details>/gs;

const reader = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens }) {
      return `${this.parser.parseInline(tokens, this.parser.textRenderer)}\n`;
    },
    paragraph({ tokens }) {
      return `${this.parser.parseInline(tokens, this.parser.textRenderer)}\n`;
    },
    list({ items }) {
      return items.map((item) => this.listitem(item)).join('');
    },
    listitem({ tokens }) {
      const text = this.parser.parse(tokens).trim();
      return `- ${text.replace(/\s*\n\s*/g, ' ')}\n`;
    },
    text(token) {
      return 'tokens' in token && token.tokens !== undefined
        ? this.parser.parseInline(token.tokens, this.parser.textRenderer)
        : token.text;
    },
    table({ rows }) {
      return `(a table of ${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`;
    },
    code: () => '',
    html: () => '',
    space: () => '',
  },
});

/**
 * Markdown of a report as short plain text, one line a paragraph or list item: tables are counted, what is folded is
 * named, code blocks are left out.
 */
export function shortTextOf(markdown: string): readonly string[] {
  const text = reader.parse(markdown.replace(folded, '\n\n(folded: $1)\n\n'), { async: false });
  return text.split('\n').filter((line) => line.trim() !== '');
}
