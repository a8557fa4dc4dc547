/**
 * Outside text, made harmless for the place where it is shown, and otherwise shown as it was sent. Outside text is
 * everything that this action did not write itself: names, statuses, messages from AWS, ids. Every function here takes time in
 * proportion to the length of the text.
 */
import { markdownCode, markdownProse } from './markdown.ts';

/** A place that takes sentences. The wording of the reports is the same everywhere; how it shows outside text is not. */
export interface Medium {
  /** For names and ids. */
  readonly name: (outsideText: string) => string;
  /** For messages and other sentences. */
  readonly prose: (outsideText: string) => string;
}

/** UTF-16 units. */
const logLimit = 2_000;
const proseLimit = 1_000;
/** The longest name that AWS allows is a stack's, with 128 characters (API reference of CloudFormation). */
const nameLimit = 128;

/**
 * Terminal sequences go as a whole: of `ESC[31m`, dropping the ESC alone would leave `[31m` in the text. CSI sequences,
 * and OSC sequences up to their end (ECMA-48).
 */
const terminalSequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for.
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B\]|\u009D)[^\u0007\u001B\u009C\u009D]*(?:\u0007|\u001B\\|\u009C)/g;
const whitespace = /\p{White_Space}+/gu;
/**
 * What can't be seen, or reverses what can: controls, format characters (bidi overrides, zero-width joiners,
 * tags), lone surrogates, private use, unassigned, and the letters that are blank by definition. They mislead the
 * eye, and the runner's search for commands, which compares by culture, skips them.
 */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** A combining mark at the start would change the character before the text, which is ours, or hide it from a search. */
const leadingMarks = /^[\p{M} ]+/u;

/**
 * The runner compares by the culture of its machine: under a Japanese one, full-width characters equal the narrow ones,
 * and every culture skips some marks (`IndexOf` and `StartsWith` in ActionCommand.cs; the characters: Unicode Collation).
 */
const sharp = '[#\\uFF03\\uFE5F]';
const bracket = '[[\\uFF3B\\uFE47]';
const colon = '[:\\uFF1A\\uFE55\\uFE13]';
const skipped = '[\\p{M}\\u0640\\u07FA\\u180A\\u1CD3\\uFE73]*';
/** Without a match, a line has neither kind of command. */
const maybeCommand = /[^ -~]|##\[|^::/;
const newCommand = new RegExp(`(${sharp}${skipped}${sharp}${skipped})(?=${bracket})`, 'gu');
const oldCommand = new RegExp(`^(${skipped}${colon})(?=${skipped}${colon})`, 'u');

/**
 * Text for a line of the log: one line, visible characters only, and no workflow command wherever it stands. The runner
 * obeys `::name::` at a line's start, after trimming, and `##[name]` anywhere (actions/runner, ActionCommand.cs): a space
 * within it is enough to stop it.
 */
export function forLog(text: string, limit: number = logLimit): string {
  const line = shown(text, limit);
  if (!maybeCommand.test(line)) return line;
  return bounded(line.replace(newCommand, '$1 ').replace(oldCommand, '$1 '), limit);
}

/**
 * Text for a place inside a line or a table cell of GitHub Flavored Markdown. Sentences stay sentences; words with
 * something that Markdown or GitHub could act on are set as code, where neither does.
 */
export function forMarkdown(text: string, limit: number = proseLimit): string {
  return markdownProse(shown(text, limit));
}

/** The whole text as Markdown code, for names and ids. An empty text is a dash. */
export function forMarkdownCode(text: string, limit: number = nameLimit): string {
  return markdownCode(shown(text, limit)) || '–';
}

/** Sentences in the log and in annotations. */
export const logMedium: Medium = {
  name: (text) => forLog(text, nameLimit),
  prose: (text) => forLog(text, proseLimit),
};

/** Sentences in the job summary and in the pull request comment. */
export const markdownMedium: Medium = {
  name: (text) => forMarkdownCode(text, nameLimit),
  prose: (text) => forMarkdown(text, proseLimit),
};

/** Cuts a text to at most `limit` UTF-16 units, the ellipsis included, and never through a character. */
export function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, Math.max(0, limit - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The visible text within the limit. Looks at the rest of a long text only if its beginning is mostly invisible. */
function shown(text: string, limit: number): string {
  const beginning = visible(text.slice(0, 2 * limit));
  const isEnough = beginning.length > limit || text.length <= 2 * limit;
  return bounded(isEnough ? beginning : visible(text), limit);
}

/** One line without invisible characters. */
export function visible(text: string): string {
  // Most texts are plain ASCII. Compiling the patterns takes longer than using them, so they are used only where needed.
  if (/^[ -~]*$/.test(text)) return text.trim().replace(/ +/g, ' ');
  return text
    .replace(terminalSequences, '')
    .replace(whitespace, ' ')
    .replace(unseen, '')
    .replace(/ +/g, ' ')
    .replace(leadingMarks, '')
    .trimEnd();
}
