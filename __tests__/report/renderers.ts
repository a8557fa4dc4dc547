import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { marked } from 'marked';

/** A Gantt diagram as Mermaid understands it. */
export interface Gantt {
  readonly sections: readonly string[];
  /** The words of the bars and marks, in order. */
  readonly tasks: readonly string[];
}

/** The part of Mermaid that reads a diagram without drawing it. */
interface Mermaid {
  /** Also makes Mermaid learn its kinds of diagram. */
  parse(text: string): Promise<unknown>;
  readonly mermaidAPI: {
    getDiagramFromText(text: string): Promise<{
      readonly type: string;
      readonly db: { getSections(): string[]; getTasks(): { readonly task: string; readonly endTime: Date }[] };
    }>;
  };
}

/** Markdown as a renderer of GitHub Flavored Markdown shows it. */
export function htmlOf(markdown: string): string {
  return marked.parse(markdown, { async: false, gfm: true });
}

/** Reads a diagram with Mermaid itself. Rejects where Mermaid does not understand it, or not as a Gantt diagram. */
export async function ganttIn(text: string): Promise<Gantt> {
  const mermaid = await loadedMermaid();
  await mermaid.parse(text);
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  if (type !== 'gantt') throw new TypeError(`A diagram of the type ${type}.`);
  const tasks = db.getTasks();
  for (const { task, endTime } of tasks)
    if (Number.isNaN(endTime.getTime())) throw new RangeError(`${task} has no end.`);
  return { sections: db.getSections(), tasks: tasks.map(({ task }) => task.trim()) };
}

/** Mermaid's build for browsers leaves its interface in a global variable. */
async function loadedMermaid(): Promise<Mermaid> {
  const scope: object = globalThis;
  if (!isLoaded(scope)) {
    runInThisContext(await readFile(fileURLToPath(import.meta.resolve('@mermaid-js/tiny')), 'utf8'));
  }
  if (!isLoaded(scope)) throw new Error('Mermaid did not load.');
  return scope.mermaid;
}

function isLoaded(scope: object): scope is { readonly mermaid: Mermaid } {
  return 'mermaid' in scope;
}
