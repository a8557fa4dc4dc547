import { formsOf, shortestSecret } from './secret-forms.ts';
import { type Range, readings } from './shown-text.ts';

/** How much of a secret must stand before the ellipsis of a text that was cut, in UTF-16 units, to be taken for it. */
const shortestBeginning = 6;

/** What to look for: for each way to read a text, the forms of all secrets, read in the same way. */
export type Wanted = readonly ReadonlySet<string>[];

/** The forms of more secrets, beside those that are wanted already. */
export function wantedToo(wanted: Wanted, secrets: readonly string[]): Wanted {
  const forms = secrets.flatMap(formsOf);
  return readings.map((read, at) => {
    const all = new Set(wanted[at]);
    for (const form of forms) all.add(read(form).text);
    return all;
  });
}

/** Where secrets stand in a text: ranges in order, none touching another. Takes time in proportion to the text. */
export function findSecrets(text: string, wanted: Wanted): readonly Range[] {
  const found: Range[] = [];
  let last: { readonly text: string; readonly forms: ReadonlySet<string> } | undefined;
  for (const [at, read] of readings.entries()) {
    const shown = read(text);
    const forms = wanted[at] ?? new Set();
    const ellipses = [...shown.text.matchAll(/…/g)].map(({ index }) => index);
    for (const form of forms) {
      const isSearched = shown.text === last?.text && last.forms.has(form);
      if (isSearched || form.length < shortestSecret) continue;
      const ranges = [...wholesIn(shown.text, form), ...beginningsIn(shown.text, form, ellipses)];
      found.push(...ranges.map(({ start, end }) => withCodeMarks(text, shown.originOf(start, end))));
    }
    last = { text: shown.text, forms };
  }
  return merged(found);
}

function wholesIn(text: string, form: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
    ranges.push({ start, end: start + form.length });
  }
  return ranges;
}

/** The beginnings of a secret right before an ellipsis, where a text was cut through it. */
function beginningsIn(text: string, form: string, ellipses: readonly number[]): readonly Range[] {
  const head = form.slice(0, shortestBeginning);
  if (head.length < shortestBeginning) return [];
  return ellipses.flatMap((end) => {
    const from = Math.max(0, end - form.length);
    const window = text.slice(from, end);
    for (let at = window.indexOf(head); at >= 0; at = window.indexOf(head, at + 1)) {
      if (form.startsWith(window.slice(at))) return [{ start: from + at, end }];
    }
    return [];
  });
}

/** A range with a mark of Markdown's code in it takes those around it along: none may stay without its counterpart. */
function withCodeMarks(text: string, { start, end }: Range): Range {
  if (!text.slice(start, end).includes('`')) return { start, end };
  let [from, to] = [start, end];
  while (text[from - 1] === '`') from -= 1;
  while (text[to] === '`') to += 1;
  return { start: from, end: to };
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const inOrder = ranges.toSorted((a, b) => a.start - b.start);
  const result: Range[] = [];
  for (const range of inOrder) {
    const last = result.at(-1);
    if (last === undefined || range.start > last.end) result.push(range);
    else if (range.end > last.end) result[result.length - 1] = { start: last.start, end: range.end };
  }
  return result;
}
