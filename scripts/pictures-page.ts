import { marked } from 'marked';
import { coloursOf, githubStyle, type Theme } from './github-style.ts';

/** How a page is looked at. */
export interface View {
  readonly name: string;
  /** Pixels. A telephone has 390; the column of summaries on a run's page about 980. */
  readonly width: number;
  readonly theme: Theme;
  /** Whether what is folded is shown. */
  readonly isOpen: boolean;
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
<style>${coloursOf(view.theme)} html { width: ${view.width}px; } ${githubStyle}</style>
<header>stop-deployment summary</header>
<main>${body}</main>
<script>
  const root = document.documentElement;
  root.dataset.height = String(Math.ceil(root.getBoundingClientRect().height));
</script>
</html>
`;
}
