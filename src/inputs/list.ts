import type { InputName } from './name.ts';
import { problemWith, type Report } from './problem.ts';

/** The parts of a list that is separated by newlines or commas, without spaces around them and without empty ones. */
export function splitList(text: string): readonly string[] {
  return text
    .split(/[\r\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reports a JSON array, whose pieces would each be a problem of their own. Returns whether the text is one. */
export function reportJsonArray(input: InputName, text: string, report: Report): boolean {
  if (!/^\[.*\]$/s.test(text)) return false;
  const hint = `This is a JSON array: give it as join(fromJSON(…), ',')`;
  report(problemWith(input, text, 'must be a list separated by newlines or commas', hint));
  return true;
}
