/** A part of a text, from `start` up to, not including, `end`, in UTF-16 units. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** What to look for, and what stays as it is though a secret is part of it. */
export interface Wanted {
  readonly forms: ReadonlySet<string>;
  /** Names of targets, outcomes and statuses: a secret like `test` does not make `test-shop` one. */
  readonly words: ReadonlySet<string>;
}

/** How much of a secret at the end of a text that was cut is taken for it, in UTF-16 units. */
const shortestBeginning = 6;
/** A shorter text has not been cut, neither here nor by AWS: it ends as it was meant. In UTF-16 units. */
const shortestCut = 1_000;
/** What a word may have that is looked at around a hit, and how far to both sides. A stack's id has up to 250 characters. */
const inWord = /[\w:/.%-]/;
const farthest = 300;

/** A shorter secret, in UTF-16 units, may stand in an id or a status by chance; what AWS makes up is longer. */
const shortestStrong = 16;
/** A status, the id of a deployment or of a stack (API references of AWS Proton and AWS CloudFormation). */
const identifier =
  /^(?:[A-Z]+(?:_[A-Z]+)+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stack\/[a-zA-Z0-9-]+\/[a-zA-Z0-9-]+)$/;

/** The text with `***` for every secret. Takes time in proportion to the text. */
export function withoutSecrets(text: string, wanted: Wanted): string {
  const found: Range[] = [];
  // Every output and every log line passes through here, so nothing is allocated until something is found.
  for (const form of wanted.forms) {
    if (form.length > text.length) continue;
    for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
      const range = { start, end: start + form.length };
      if (!isPartOfWord(text, range, form, wanted.words)) found.push(range);
    }
  }
  return replaced(text, found);
}

/** The text without the beginning of a secret at its end, where it may have been cut. */
export function withoutCutSecret(text: string, { forms }: Wanted): string {
  if (text.length < shortestCut) return text;
  for (const form of forms) {
    const head = form.slice(0, shortestBeginning);
    if (head.length < shortestBeginning) continue;
    const from = Math.max(0, text.length - form.length + 1);
    for (let at = text.indexOf(head, from); at >= 0; at = text.indexOf(head, at + 1)) {
      if (form.startsWith(text.slice(at))) return `${text.slice(0, at)}***`;
    }
  }
  return text;
}

function isPartOfWord(text: string, { start, end }: Range, form: string, words: ReadonlySet<string>): boolean {
  let [from, to] = [start, end];
  while (from > 0 && start - from < farthest && inWord.test(text.charAt(from - 1))) from -= 1;
  while (to < text.length && to - end < farthest && inWord.test(text.charAt(to))) to += 1;
  // An id in a link is encoded; a full stop may end the sentence.
  const word = text.slice(from, to).replaceAll('%2F', '/').replaceAll('%3A', ':').replace(/[.:]$/, '');
  if (form.length < shortestStrong && identifier.test(word)) return true;
  return word.split(/[:/.]/).some((part) => part.includes(form) && (words.has(part) || words.has(part.toLowerCase())));
}

function replaced(text: string, ranges: Range[]): string {
  const pieces: string[] = [];
  let done = 0;
  let last = -1;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    // One that touches or overlaps the one before becomes part of it.
    if (start > last) pieces.push(text.slice(done, start), '***');
    last = Math.max(last, end);
    done = last;
  }
  return last < 0 ? text : pieces.join('') + text.slice(done);
}
