import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { marked } from 'marked';

/** Pixels of the page, as wide as the column of summaries on a run's page. */
export const pageWidth = 980;

/** Mermaid in a file for browsers. */
const mermaid = pathToFileURL(createRequire(import.meta.url).resolve('@mermaid-js/tiny')).href;

/** What GitHub's style sheet does to summaries, in its light colours (github.com/primer/css, `markdown-body`). */
const style = `
  body { margin: 16px; font: 14px/1.5 "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; color: #1f2328; }
  header { padding: 12px 16px; font-weight: 600; border: 1px solid #d1d9e0; border-bottom: 0; border-radius: 6px 6px 0 0; background: #f6f8fa; }
  main { padding: 16px; border: 1px solid #d1d9e0; border-radius: 0 0 6px 6px; }
  main > :first-child { margin-top: 0; }
  main > :last-child { margin-bottom: 0; }
  h1, h2, h3, h4 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600; }
  h3 { font-size: 1.25em; }
  h4 { font-size: 1em; }
  p, ul, ol, table, blockquote, details { margin: 0 0 16px; }
  ul, ol { padding-left: 2em; }
  li + li { margin-top: 0.25em; }
  a { color: #0969da; }
  code { padding: 0.2em 0.4em; border-radius: 6px; background: #818b981f; font: 85% "Liberation Mono", monospace; }
  table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid #d1d9e0; }
  th { font-weight: 600; }
  tr:nth-child(2n) td { background: #f6f8fa; }
  .mermaid { margin-bottom: 16px; }
`;

/** Draws the pictures, then says how high the page is, or why it could not be drawn. */
const script = `
  const root = document.documentElement;
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  mermaid.run().then(
    () => { root.dataset.height = String(Math.ceil(root.getBoundingClientRect().height)); },
    (mistake) => { root.dataset.mistake = String(mistake.message ?? mistake); },
  );
`;

/** A page in HTML that shows a job summary as the page of a run does: its Markdown rendered, its diagrams drawn. */
export function summaryPage(markdown: string): string {
  const body = marked.parse(markdown, { gfm: true, async: false });
  const drawn = body.replaceAll(
    /<pre><code class="language-mermaid">(.*?)<\/code><\/pre>/gs,
    (_whole, diagram: string) => `<pre class="mermaid">${diagram}</pre>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Job summary</title>
<style>${style}</style>
<header>stop-deployment summary</header>
<main>${drawn}</main>
<script src="${mermaid}"></script>
<script>${script}</script>
</html>
`;
}
