import { formsOf, shortestSecret } from './secret-forms.ts';
import { type Range, readings, type ShownText } from './shown-text.ts';

/** How much of a secret must stand before the ellipsis of a text that was cut, in UTF-16 units, to be taken for it. */
const shortestBeginning = 6;

/** What to look for in a text that is read in one way: the forms of all secrets, read in the same way. */
interface WantedForms {
  readonly read: (text: string) => ShownText;
  readonly forms: ReadonlySet<string>;
  /** Those that are not looked for in the way before. */
  readonly newForms: readonly string[];
}

/** What to look for, for each way to read a text. */
export type Wanted = readonly WantedForms[];

/** The forms of more secrets, beside those that are wanted already. */
export function wantedToo(wanted: Wanted, secrets: readonly string[]): Wanted {
  const forms = secrets.flatMap(formsOf);
  const all: WantedForms[] = [];
  for (const [at, read] of readings.entries()) {
    const shown = forms.map((form) => read(form).text).filter(({ length }) => length >= shortestSecret);
    const wantedForms = new Set([...(wanted[at]?.forms ?? []), ...shown]);
    const before = all.at(-1)?.forms;
    all.push({ read, forms: wantedForms, newForms: [...wantedForms].filter((form) => before?.has(form) !== true) });
  }
  return all;
}

/** Where secrets stand in a text: ranges in order, none touching another. Takes time in proportion to the text. */
export function findSecrets(text: string, wanted: Wanted): readonly Range[] {
  const found: Range[] = [];
  let last: string | undefined;
  for (const { read, forms, newForms } of wanted) {
    const shown = read(text);
    const add = (start: number, end: number): void => {
      found.push(withCodeMarks(text, shown.originOf(start, end)));
    };
    const ellipses = ellipsesIn(shown.text);
    // Every output and every log line passes through here, so nothing is allocated until something is found.
    for (const form of shown.text === last ? newForms : forms) {
      addWholes(shown.text, form, add);
      if (ellipses.length > 0) addBeginnings(shown.text, form, ellipses, add);
    }
    last = shown.text;
  }
  return found.length === 0 ? found : merged(found);
}

type Add = (start: number, end: number) => void;

const none: readonly number[] = [];

function ellipsesIn(text: string): readonly number[] {
  return text.includes('…') ? [...text.matchAll(/…/g)].map(({ index }) => index) : none;
}

function addWholes(text: string, form: string, add: Add): void {
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
    add(start, start + form.length);
  }
}

/** The beginnings of a secret right before an ellipsis, where a text was cut through it. */
function addBeginnings(text: string, form: string, ellipses: readonly number[], add: Add): void {
  const head = form.slice(0, shortestBeginning);
  if (head.length < shortestBeginning) return;
  for (const end of ellipses) {
    const from = Math.max(0, end - form.length);
    const window = text.slice(from, end);
    for (let at = window.indexOf(head); at >= 0; at = window.indexOf(head, at + 1)) {
      if (!form.startsWith(window.slice(at))) continue;
      add(from + at, end);
      break;
    }
  }
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
