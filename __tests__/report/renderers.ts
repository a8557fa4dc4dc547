import { marked } from 'marked';

/** Markdown as a renderer of GitHub Flavored Markdown shows it. */
export function htmlOf(markdown: string): string {
  return marked.parse(markdown, { async: false, gfm: true });
}

/** What somebody reads of a piece of HTML: its text without the tags. */
export function textOf(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => entities[name] ?? '');
}
