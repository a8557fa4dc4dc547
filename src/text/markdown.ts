/** One line of outside text in GitHub Flavored Markdown, shown as it was sent, in a paragraph or in a table cell. */

/**
 * Words that GitHub does nothing with stay words, their Markdown escaped. The others are set as code: no backslash or
 * entity would do for mentions, issue references, emoji, math and addresses, which GitHub looks for in the text that is
 * left when the escapes are resolved, but not in code (github.com/gjtorikian/html-pipeline).
 *
 * @param line visible characters with single spaces between words
 */
export function markdownProse(line: string): string {
  const pieces: string[] = [];
  let code: string[] = [];
  const closeCode = (): void => {
    if (code.length > 0) pieces.push(peeled(code.join(' ')));
    code = [];
  };
  for (const word of line.split(' ')) {
    if (word === '') continue;
    if (isPlain(word) && !(pieces.length + code.length === 0 && beginsBlock(word))) {
      closeCode();
      pieces.push(escaped(word));
    } else {
      code.push(word);
    }
  }
  closeCode();
  return pieces.join(' ');
}

/**
 * The whole line as code, except for what would end it: a backtick, and a pipe, which ends a table's cell even in code.
 * These stand between two codes, escaped.
 *
 * @param line visible characters with single spaces between words
 */
export function markdownCode(line: string): string {
  return line
    .split(/([`|])/)
    .map((part) => (/^[`|]$/.test(part) ? escaped(part) : spaced(part)))
    .join('');
}

/** A renderer strips one space from each side of a code span: the spaces go outside. */
function spaced(text: string): string {
  const core = text.trim();
  if (core === '') return text;
  return `${text.startsWith(' ') ? ' ' : ''}\`${core}\`${text.endsWith(' ') ? ' ' : ''}`;
}

/** Backslashes before what is only Markdown's, and not GitHub's. They hold in a table's cell and outside of it. */
function escaped(text: string): string {
  return text.replace(/[`|[\]]/g, '\\$&');
}

/** A colon may end a word, as in `Error:`; inside, it could be a URL's or an emoji's. A lone `&` can't begin an entity. */
function isPlain(word: string): boolean {
  if (word === '&') return true;
  return !/[#$&*<>@\\^_~]|\]\(|:./.test(word) && !isReference(word);
}

/**
 * What GitHub turns into a link without any special punctuation: `GH-1`, `CVE-2026-1` and what a repository's autolinks
 * name (`TICKET-7`), advisories, commit hashes, and a `www` that a full stop may follow.
 */
function isReference(word: string): boolean {
  // A cheap check first: few texts need the pattern below, and its class of all letters takes long to compile.
  if (!/www|-\d|GHSA-|[0-9a-f]{7}/iu.test(word)) return false;
  return /www|\p{L}-\d|GHSA-|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/iu.test(word);
}

/** Whether a first word could begin a list or be a rule, where our own words leave it at a line's start. */
function beginsBlock(word: string): boolean {
  return /^(?:[-+=]+|\d+[.)])$/.test(word);
}

/** Words as code, but not the brackets and the punctuation around them. */
function peeled(words: string): string {
  const lead = /^[("'[]*/.exec(words)?.[0] ?? '';
  const rest = words.slice(lead.length);
  let end = rest.length;
  while (end > 0 && ')]"\'.,;:!?'.includes(rest.charAt(end - 1))) end -= 1;
  if (end === 0) return markdownCode(words);
  return `${escaped(lead)}${markdownCode(rest.slice(0, end))}${escaped(rest.slice(end))}`;
}

/** A link in Markdown, or the bare label if the address isn't a web address. `label` is Markdown. */
export function linkTo(label: string, address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return label;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  return `[${label}](${url.href.replace(/[^\w\-.~:/?#&=%]/g, percentEncoded)})`;
}

/** `encodeURIComponent` leaves brackets as they are, of which one ends a link in Markdown. Takes ASCII, as URLs are. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
