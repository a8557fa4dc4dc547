import type { InputProblem } from '../inputs.ts';
import { bounded, forLog, forMarkdown, forMarkdownCode } from '../text/escape.ts';
import type { Annotation } from './ports.ts';

/** Problems beyond this many are counted only: an annotation has 4,096 characters. */
const problemsShown = 12;
const valueLimit = 120;

/** The same for the job summary. */
const summaryLimits = { problems: 50, value: 300 };

/** What to do about bad input, after the problems. */
const badInputRemedy = 'Nothing was sent to AWS. Correct the inputs of this step.';

/** The one annotation for bad input: each input, its value in quotes, the rule and a hint. */
export function badInputAnnotation(problems: readonly InputProblem[]): Annotation {
  return { severity: 'error', title: 'Bad input', message: [...plainLines(problems), badInputRemedy].join('\n') };
}

/** The outputs for bad input. */
export function badInputOutputs(problems: readonly InputProblem[]): Readonly<Record<string, string>> {
  const message = forLog(`Bad input: ${plainLines(problems).join(' ')} ${badInputRemedy}`);
  return { outcome: 'error', message, failed: '[]', results: '[]' };
}

/** The problems as lines. A hint may quote the value: the line as a whole is made harmless. */
function plainLines(problems: readonly InputProblem[]): readonly string[] {
  const lines = problems.slice(0, problemsShown).map(({ input, value, rule, hint }) => {
    const shown = value === undefined || value === '' ? '' : ` "${forLog(value, valueLimit)}"`;
    return forLog(`${input}${shown} ${rule}.${hint === undefined ? '' : ` ${hint}.`}`);
  });
  const left = problems.length - lines.length;
  return left > 0 ? [...lines, `And ${left} more.`] : lines;
}

/** The job summary for bad input: each input, its value in quotes, the rule and a hint. */
export function badInputSummary(problems: readonly InputProblem[]): string {
  const items = problems.slice(0, summaryLimits.problems).map(itemOf);
  const left = problems.length - items.length;
  const list = [...items, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n');
  return `${['### ❌ Not cancelled: bad input', list, badInputRemedy].join('\n\n')}\n`;
}

function itemOf({ input, value, rule, hint }: InputProblem): string {
  const { value: limit } = summaryLimits;
  const quoted = value === undefined ? [] : [forMarkdownCode(`"${bounded(value, limit)}"`, limit + 2)];
  const problem = [`- **${input}**`, ...quoted, `${plain(rule)}.`].join(' ');
  return hint === undefined ? problem : `${problem}  \n  ${plain(hint)}.`;
}

/** Our own sentence, which may quote what was given. Its backticks are for the log. */
function plain(sentence: string): string {
  return forMarkdown(sentence.replaceAll('`', '')).replace(/\.$/, '');
}
