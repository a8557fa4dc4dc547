import { forLog, forMarkdown, type Show } from '../text/escape.ts';
import type { Annotation } from './annotations.ts';

/** What is wrong with one input. `value` is undefined where it must not be shown. */
export interface BadInput {
  readonly input: string;
  readonly value: string | undefined;
  readonly rule: string;
}

/** Problems beyond this many are counted, not told: an annotation has 4,096 characters. */
const problemsTold = 12;
const valueLimit = 120;
const remedy = 'Nothing was sent to AWS. Correct the inputs of this step and run it again.';

/** The one annotation for inputs that can't be worked with: each input, its value and the rule. */
export function badInputAnnotation(problems: readonly BadInput[]): Annotation {
  const lines = linesOf(problems, (value) => `"${forLog(value, valueLimit)}"`);
  return { severity: 'error', title: 'Bad input', message: [...lines, remedy].join('\n') };
}

/** The job summary for inputs that can't be worked with. */
export function badInputSummary(problems: readonly BadInput[]): string {
  const lines = linesOf(problems, (value) => forMarkdown(value, valueLimit));
  return `### ❌ Not stopped: bad input\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n${remedy}\n`;
}

function linesOf(problems: readonly BadInput[], show: Show): readonly string[] {
  const lines = problems.slice(0, problemsTold).map(({ input, value, rule }) => {
    const shown = value === undefined || value === '' ? '' : ` ${show(value)}`;
    return `${input}${shown} ${rule}.`;
  });
  const left = problems.length - lines.length;
  return left > 0 ? [...lines, `And ${left} more problems.`] : lines;
}
