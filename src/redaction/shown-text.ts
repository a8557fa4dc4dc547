/** A text reduced to what a reader sees of it, with the way back to the original. Places are in UTF-16 units. */
export interface ShownText {
  readonly text: string;
  /** The part of the original that the part of `text` from `start` up to, not including, `end` comes from. */
  originOf(start: number, end: number): Range;
}

/** A part of a text, from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What replaces a match; the match itself stays if this returns it. */
interface Reduction {
  readonly pattern: RegExp;
  readonly replace: (match: string) => string;
}

/** Without a match, all is printable ASCII with single blanks: most texts are spared the large pattern. */
const maybeUnseen = /[^ -~]| {2}/;
/**
 * Printable ASCII, line breaks, no-break spaces, dashes, quotation marks, arrows and dingbats, all of them visible. Nearly every
 * summary is made of these alone, and compiling the large pattern takes as long as building one.
 */
const surelySeen = /^[\n -~\u00A0\u2010-\u2027\u2190-\u21FF\u2700-\u27BF]*$/;
/** Without a match, there is nothing to unescape. */
const maybeEscaped = /[\\`&]/;

/**
 * Without what is not seen (controls, format characters, terminal sequences), and with single blanks: a zero-width
 * character or a line break inside a secret hides it from a search, not from a reader.
 */
const visible: Reduction = {
  pattern:
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for.
    /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?: (?=\s)|[^\S ])\s*|(?!\s)[\p{C}\p{Default_Ignorable_Code_Point}\u2800]+/gu,
  replace: (match) => (/^\s/.test(match) ? ' ' : ''),
};

/** The same for a text that is visible as a whole: only its blanks and line breaks are left to reduce. */
const onOneLine: Reduction = { pattern: /(?: (?=\s)|[^\S ])\s*/g, replace: () => ' ' };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** As Markdown or HTML is read: without backslashes and backticks, entities as the characters that they stand for. */
const unescaped: Reduction = {
  pattern: /[\\`]+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,4});/giu,
  replace: (match) => {
    if (!match.startsWith('&')) return '';
    const name = match.slice(1, -1).toLowerCase();
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (!name.startsWith('#')) return entities[name] ?? match;
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : match;
  },
};

/** The ways to read a text: as it is, as it is seen, and as it is read where Markdown or HTML is rendered. */
export const readings: readonly ((original: string) => ShownText)[] = [asItIs, asSeen, asRead];

function asItIs(original: string): ShownText {
  return { text: original, originOf: (start, end) => ({ start, end }) };
}

function asSeen(original: string): ShownText {
  if (!maybeUnseen.test(original)) return asItIs(original);
  return reduced(asItIs(original), surelySeen.test(original) ? onOneLine : visible);
}

function asRead(original: string): ShownText {
  const seen = asSeen(original);
  return maybeEscaped.test(seen.text) ? reduced(seen, unescaped) : seen;
}

/** Returns the same object if there is nothing to reduce. */
function reduced(shown: ShownText, { pattern, replace }: Reduction): ShownText {
  const pieces: string[] = [];
  // The parts that are kept: where each begins in the reduced text, and where it begins and ends in the one before.
  const places: number[] = [0];
  const starts: number[] = [0];
  const ends: number[] = [];
  let length = 0;
  let done = 0;
  for (const match of shown.text.matchAll(pattern)) {
    const replacement = replace(match[0]);
    if (replacement === match[0]) continue;
    pieces.push(shown.text.slice(done, match.index), replacement);
    length += match.index - done + replacement.length;
    ends.push(match.index);
    done = match.index + match[0].length;
    places.push(length);
    starts.push(done);
  }
  if (done === 0) return shown;
  pieces.push(shown.text.slice(done));
  ends.push(shown.text.length);

  const startBefore = (place: number): number => {
    const part = lastAtMost(places, place);
    return Math.min((starts[part] ?? 0) + place - (places[part] ?? 0), ends[part] ?? 0);
  };
  const endBefore = (place: number): number => {
    const part = lastAtMost(places, place - 1);
    const end = (starts[part] ?? 0) + place - (places[part] ?? 0);
    // Behind the part is what was replaced: it goes as a whole.
    return end > (ends[part] ?? 0) ? (starts[part + 1] ?? 0) : end;
  };
  return { text: pieces.join(''), originOf: (start, end) => shown.originOf(startBefore(start), endBefore(end)) };
}

/** The index of the last number that is not greater than `limit`, in ascending numbers; 0 if there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
