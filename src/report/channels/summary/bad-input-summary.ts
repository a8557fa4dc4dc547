import type { InputProblem } from '../../../inputs.ts';
import { bounded, forMarkdown, forMarkdownCode } from '../../../text/escape.ts';
import { badInputRemedy } from '../bad-input.ts';

/** Problems beyond this many are counted, not listed. */
const problemsShown = 50;
/** Characters of a value. */
const valueLimit = 300;

/** The job summary for inputs that can't be worked with: each input, its value in quotes, the rule, and a hint. */
export function badInputSummary(problems: readonly InputProblem[]): string {
  const items = problems.slice(0, problemsShown).map(itemOf);
  const left = problems.length - items.length;
  return [
    '### ❌ Not cancelled: bad input',
    [...items, ...(left > 0 ? [`- and ${left} more problems`] : [])].join('\n'),
    badInputRemedy,
  ]
    .join('\n\n')
    .concat('\n');
}

function itemOf({ input, value, rule, hint }: InputProblem): string {
  const quoted = value === undefined ? [] : [forMarkdownCode(`"${bounded(value, valueLimit)}"`, valueLimit + 2)];
  const problem = [`- **${input}**`, ...quoted, `${plain(rule)}.`].join(' ');
  return hint === undefined ? problem : `${problem}  \n  ${plain(hint)}.`;
}

/** Our own sentence, which may quote what was given. Its backticks are for the log. */
function plain(sentence: string): string {
  return forMarkdown(sentence.replaceAll('`', '')).replace(/\.$/, '');
}
