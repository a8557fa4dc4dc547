/**
 * Outside text, made harmless for the place where it is shown. Outside text is whatever this action did not write
 * itself: service names, messages from AWS, ids, template names.
 */

/** Makes outside text fit for one kind of place. */
export type Show = (outsideText: string) => string;

/** A place that takes sentences. The wording of the reports is the same everywhere; how it shows outside text is not. */
export interface Medium {
  /** For names and ids. */
  readonly name: Show;
  /** For messages and other sentences. */
  readonly prose: Show;
}

const logLimit = 2_000;
const proseLimit = 1_000;
const mermaidLimit = 60;
/** A service's name has at most 100 characters, a template's likewise (API reference). */
const nameLimit = 100;

/** Terminal sequences go as a whole: of `ESC[31m`, dropping the ESC alone would leave `[31m` in the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for.
const terminalSequences = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]/g;
const whitespace = /[\s\u0085]+/gu;
/**
 * What is not seen, or turns the direction of what is: controls, format characters (bidi overrides, zero-width joiners,
 * tags), lone surrogates, private use, unassigned, and the letters that are blank by definition. Beyond misleading an
 * eye, the runner's search for commands compares by culture, which skips such characters.
 */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * Text for a line of the log: one line, visible characters only, and no workflow command wherever it stands. The runner
 * obeys `::name::` at a line's start, after trimming, and `##[name]` anywhere (actions/runner, ActionCommand.cs).
 */
export function forLog(text: string, limit: number = logLimit): string {
  const inert = visible(text)
    .replaceAll('##[', '## [')
    .replace(/^:(?=:)/, ': ');
  return bounded(inert, limit);
}

/**
 * Text for a place inside a line or a table cell of GitHub Flavored Markdown. Plain words stay as they are; words with
 * a character that Markdown or GitHub could act on are set as code, where neither does. No backslash or entity would do
 * for mentions, issue references, emoji and mail addresses: GitHub looks for those in the text that is left when the
 * escapes are resolved, but not in code.
 *
 * Inside code nothing can be escaped, so a backtick becomes `'` and a table's pipe `¦`.
 */
export function forMarkdown(text: string, limit: number = proseLimit): string {
  const pieces: string[] = [];
  let code: string[] = [];
  const closeCode = (): void => {
    if (code.length > 0) pieces.push(markPeeled(code.join(' ')));
    code = [];
  };
  for (const word of bounded(visible(text), limit).split(' ')) {
    if (word === '') continue;
    if (isPlainWord(word) && !(pieces.length === 0 && beginsBlock(word))) {
      closeCode();
      pieces.push(word);
    } else {
      code.push(word);
    }
  }
  closeCode();
  return pieces.join(' ');
}

/** The whole text as Markdown code, for names and ids. An empty text is a dash. */
export function forMarkdownCode(text: string, limit: number = nameLimit): string {
  const shown = bounded(visible(text), limit);
  return shown === '' ? '–' : asCode(shown);
}

/**
 * Text for a label in a Mermaid diagram. Mermaid has no escape that holds in each kind of diagram, so that only letters,
 * digits, spaces and `.`, `_`, `-` stay; anything else becomes a space.
 */
export function forMermaid(text: string, limit: number = mermaidLimit): string {
  const label = visible(text)
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/-{2,}/g, '-')
    .trim();
  return label === '' ? 'unnamed' : bounded(label, limit);
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

function visible(text: string): string {
  return text.replace(terminalSequences, '').replace(whitespace, ' ').replace(unseen, '').replace(/ +/g, ' ').trim();
}

/**
 * Whether neither Markdown nor GitHub sees anything in a word. A colon may end it, as in `Error:`; inside, it could be a
 * URL's or an emoji's. Domains with `www.`, `GH-1` and commit hashes become links without any punctuation of note.
 */
function isPlainWord(word: string): boolean {
  return !/[#$&*<>@[\\\]^_`{|}~]|:./.test(word) && !/www\.|GH-\d|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/i.test(word);
}

/** Whether a first word could begin a list or be a rule, wherever our own words leave it at a line's start. */
function beginsBlock(word: string): boolean {
  return /^(?:[^\p{L}\p{N}]+|\d+[.)])$/u.test(word);
}

/** Sets words as code, but not the brackets and the punctuation around them. */
function markPeeled(words: string): string {
  const [, lead = '', core = '', trail = ''] = /^([("']*)(.*?)([)"'.,;:!?]*)$/.exec(words) ?? [];
  return core === '' ? asCode(words) : `${lead}${asCode(core)}${trail}`;
}

function asCode(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '¦')}\``;
}
