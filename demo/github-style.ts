/** How GitHub shows Markdown: enough of its style sheet for pages that look like a job summary. */

/** GitHub's colours (github.com/primer/primitives). */
const colours = {
  light: { text: '#1f2328', page: '#ffffff', border: '#d1d9e0', muted: '#f6f8fa', code: '#818b981f', link: '#0969da' },
  dark: { text: '#f0f6fc', page: '#0d1117', border: '#3d444d', muted: '#151b23', code: '#656c7633', link: '#4493f8' },
} as const;

/** A theme of GitHub's. */
export type Theme = keyof typeof colours;

/** The colours of a theme as CSS variables, for the style sheet below. */
export function coloursOf(theme: Theme): string {
  const variables = Object.entries(colours[theme]).map(([name, value]) => `--${name}: ${value};`);
  return `:root { color-scheme: ${theme}; ${variables.join(' ')} }`;
}

/** What GitHub's style sheet does to summaries (github.com/primer/css, `markdown-body`). */
export const githubStyle = `
  html { background: var(--page); }
  body { margin: 0; padding: 16px; font: 14px/1.5 "Noto Sans", "Liberation Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji"; color: var(--text); }
  header { padding: 12px 16px; font-weight: 600; border: 1px solid var(--border); border-bottom: 0; border-radius: 6px 6px 0 0; background: var(--muted); }
  main, .report { padding: 16px; border: 1px solid var(--border); border-radius: 0 0 6px 6px; overflow-wrap: break-word; }
  main > :first-child, .report > :first-child { margin-top: 0; }
  main > :last-child, .report > :last-child { margin-bottom: 0; }
  h1, h2, h3, h4 { margin: 24px 0 16px; line-height: 1.25; font-weight: 600; }
  h3 { font-size: 1.25em; }
  h4 { font-size: 1em; }
  p, ul, ol, table, blockquote, details, pre { margin: 0 0 16px; }
  ul, ol { padding-left: 2em; }
  li + li { margin-top: 0.25em; }
  a { color: var(--link); }
  summary { cursor: pointer; }
  details > summary + * { margin-top: 16px; }
  code { padding: 0.2em 0.4em; border-radius: 6px; background: var(--code); font: 85% "Liberation Mono", monospace; white-space: break-spaces; }
  pre { padding: 16px; overflow: auto; border-radius: 6px; background: var(--muted); font-size: 85%; line-height: 1.45; }
  pre code { padding: 0; background: none; font-size: 100%; white-space: pre; }
  table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse; }
  th, td { padding: 6px 13px; border: 1px solid var(--border); }
  th { font-weight: 600; }
  tr:nth-child(2n) td { background: var(--muted); }
`;
