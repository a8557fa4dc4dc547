import { isOutcome, type Outcome, outcomes } from '../cancellation/model/outcome.ts';
import { reportJsonArray, splitList } from './list.ts';
import { type InputSource, inputDefaults } from './name.ts';
import { hintOnQuotes, problemWith, type Report } from './problem.ts';

/** The outcomes that fail the step. */
export function readFailOn(source: InputSource, report: Report): ReadonlySet<Outcome> {
  const text = source('fail-on') || inputDefaults['fail-on'];
  const failOn = new Set<Outcome>();
  if (reportJsonArray('fail-on', text, report)) return failOn;
  const words = splitList(text);
  const rule = `must be \`none\`, or any of: ${outcomes.join(', ')}`;
  for (const word of words) {
    if (isOutcome(word)) failOn.add(word);
    else if (word !== 'none') report(problemWith('fail-on', word, rule, hintOnOutcome(word)));
  }
  if (words.length === 0) report(problemWith('fail-on', text, rule, 'To fail on no outcome, write none'));
  if (words.includes('none') && words.length > 1) {
    report(problemWith('fail-on', words.join(', '), "can't combine `none` with other values"));
  }
  return failOn;
}

function hintOnOutcome(word: string): string | undefined {
  const likely = word
    .toLowerCase()
    .replace(/[_ ]+/g, '-')
    .replace(/["'`]/g, '')
    .replace('canceled', 'cancelled')
    .replace('timeout', 'timed-out');
  if (isOutcome(likely) || likely === 'none') return `Write ${likely}`;
  return /\s/.test(word) ? 'Separate outcomes with newlines or commas' : hintOnQuotes(word);
}
