import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Marked } from 'marked';
import type { Annotation } from '../runner/annotations.ts';
import { coloursOf, githubStyle } from './github-style.ts';

/** What a page shows. */
export interface PageReports {
  readonly annotations: readonly Annotation[];
  /** In Markdown. */
  readonly summary: string;
  /** In Markdown; undefined if there is none. */
  readonly comment: string | undefined;
}

/** Nothing is loaded and no script runs, whatever the reports say. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** The HTML that reports use; GitHub removes more dangerous elements, here everything else is shown as text. */
const allowedTags = /&lt;(\/?(?:details|summary)|br)&gt;/g;
const comments = /<!--.*?-->/gs;

const renderer = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escaped(text.replace(comments, '')).replace(allowedTags, '<$1>'),
    image: ({ text }) => escaped(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return /^https?:\/\//.test(href) ? `<a href="${escaped(href)}" rel="noreferrer">${text}</a>` : text;
    },
  },
});

/**
 * Writes what GitHub shows of a story (annotations, job summary, comment) as an HTML page, with GitHub's look.
 *
 * @returns the path of the file
 * @throws if it can't be written
 */
export async function writeReportPage(name: string, reports: PageReports, folder: string): Promise<string> {
  const file = path.join(folder, `${name}.html`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, reportPage(name, reports));
  return file;
}

/** The page of a story, a complete HTML document. */
export function reportPage(name: string, { annotations, summary, comment }: PageReports): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(name)}: what GitHub shows</title>
<style>
${coloursOf('light')}
@media (prefers-color-scheme: dark) { ${coloursOf('dark')} }
${githubStyle}
  body { max-width: 980px; margin: 0 auto; }
  section { margin-bottom: 32px; }
</style>
</head>
<body>
<h1>Story “${escaped(name)}”: what GitHub shows</h1>
${section('Annotations, on the page of the run', annotationList(annotations))}
${section('Job summary, on the page of the run', html(summary))}
${comment === undefined ? '' : section('Comment, on the pull request', html(comment))}
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return `<section>\n<header>${escaped(title)}</header>\n<div class="report">\n${content}\n</div>\n</section>`;
}

function annotationList(annotations: readonly Annotation[]): string {
  if (annotations.length === 0) return '<p>None.</p>';
  const items = annotations.map(({ level, properties, message }) => {
    const title = properties['title'] ?? level;
    return `<li><strong>${escaped(level)}: ${escaped(title)}</strong><br>${escaped(message)}</li>`;
  });
  return `<ul>\n${items.join('\n')}\n</ul>`;
}

function html(markdown: string): string {
  return renderer.parse(markdown, { async: false });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
