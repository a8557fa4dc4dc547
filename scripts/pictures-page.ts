import { marked } from 'marked';

/** How a page is looked at. */
export interface View {
  readonly name: string;
  /** Pixels. A telephone has 390; the column of summaries on a run's page about 980. */
  readonly width: number;
  readonly theme: keyof typeof colours;
  /** Whether what is folded is shown. */
  readonly isOpen: boolean;
}

/** GitHub's colours (github.com/primer/primitives). */
const colours = {
  light: { text: '#1f2328', page: '#ffffff', border: '#d1d9e0', muted: '#f6f8fa', code: '#818b981f', link: '#0969da' },
  dark: { text: '#f0f6fc', page: '#0d1117', border: '#3d444d', muted: '#151b23', code: '#656c7633', link: '#4493f8' },
} as const;

/** What GitHub's style sheet does to summaries (github.com/primer/css, `markdown-body`). */
function styleOf({ width, theme }: View): string {
  const { text, page, border, muted, code, link } = colours[theme];
  return `
  html { width: ${width}px; background: ${page}; }
  body { margin: 0; padding: 16px; font: 14px/1.5 "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; color: ${text}; }
  header { padding: 12px 16px; font-weight: 600; border: 1px solid ${border}; border-bottom: 0; border-radius: 6px 6px 0 0; background: ${muted}; }
  main { padding: 16px; border: 1px solid ${border}; border-radius: 0 0 6px 6px; overflow-wrap: break-word; }
  main > :first-child { margin-top: 0; }
  main > :last-child { margin-bottom: 0; }
  h1, h2, h3, h4 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600; }
  h3 { font-size: 1.25em; }
  h4 { font-size: 1em; }
  p, ul, ol, table, blockquote, details, pre { margin: 0 0 16px; }
  ul, ol { padding-left: 2em; }
  li + li { margin-top: 0.25em; }
  a { color: ${link}; }
  summary { cursor: pointer; }
  details > summary + * { margin-top: 16px; }
  code { padding: 0.2em 0.4em; border-radius: 6px; background: ${code}; font: 85% "Liberation Mono", monospace; white-space: break-spaces; }
  pre { padding: 16px; overflow: auto; border-radius: 6px; background: ${muted}; font-size: 85%; line-height: 1.45; }
  pre code { padding: 0; background: none; font-size: 100%; white-space: pre; }
  table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid ${border}; }
  th { font-weight: 600; }
  tr:nth-child(2n) td { background: ${muted}; }
`;
}

/** A page in HTML that shows a job summary as the page of a run does. Its root element says how high it is. */
export function summaryPage(markdown: string, view: View): string {
  const body = marked.parse(view.isOpen ? markdown.replaceAll('<details>', '<details open>') : markdown, {
    gfm: true,
    async: false,
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Job summary</title>
<style>${styleOf(view)}</style>
<header>stop-deployment summary</header>
<main>${body}</main>
<script>
  const root = document.documentElement;
  root.dataset.height = String(Math.ceil(root.getBoundingClientRect().height));
</script>
</html>
`;
}
