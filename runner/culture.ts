/** How the runner's machine compares text. An English one is the default; `ja` is what ja-JP sorts by. */
export type Culture = 'en' | 'ja';

/** Text as .NET searches it by a culture (`StartsWith` and `IndexOf` without `StringComparison`, which go to ICU). */
export interface CultureSearch {
  /** The index of the first match at or after `from`, or -1. */
  indexOf(text: string, pattern: string, from?: number): number;
  /** Whether the text begins with the pattern, as the culture sees it. */
  startsWith(text: string, pattern: string): boolean;
}

/** Searches by one culture. */
export function searchBy(culture: Culture): CultureSearch {
  // Made for the first text that needs one, which few texts do.
  let weights: Weights | undefined;

  function matchesAt(text: string, pattern: string, start: number): boolean {
    weights ??= weightsOf(culture);
    let at = start;
    for (const wanted of pattern) {
      at = weights.skipIgnored(text, at);
      if (at >= text.length || !weights.areEqual(text.charAt(at), wanted)) return false;
      at += 1;
    }
    return !weights.isCombining(text.charAt(weights.skipIgnored(text, at)));
  }

  function indexOf(text: string, pattern: string, from = 0): number {
    if (isPlainAscii(text)) return text.indexOf(pattern, from);
    for (let at = from; at < text.length; at += 1) {
      // A match begins at a character that counts, not at an ignored one before it.
      if (matchesAt(text, pattern, at) && !weights?.isIgnored(text.charAt(at))) return at;
    }
    return -1;
  }

  return {
    indexOf,
    startsWith: (text, pattern) => (isPlainAscii(text) ? text.startsWith(pattern) : matchesAt(text, pattern, 0)),
  };
}

/** How a culture weighs single characters. */
interface Weights {
  areEqual(one: string, other: string): boolean;
  /** Control characters and zero-width ones count for nothing. */
  isIgnored(character: string): boolean;
  /** A mark that only changes the character before it: with it, that character is another one. */
  isCombining(character: string): boolean;
  /** The index of the first character at or after `from` that is not ignored. */
  skipIgnored(text: string, from: number): number;
}

function weightsOf(culture: Culture): Weights {
  const exact = new Intl.Collator(culture);
  const base = new Intl.Collator(culture, { sensitivity: 'base' });
  const isIgnored = (character: string): boolean => exact.compare(character, '') === 0;
  return {
    areEqual: (one, other) => exact.compare(one, other) === 0,
    isIgnored,
    isCombining: (character) => !isIgnored(character) && base.compare(character, '') === 0,
    skipIgnored: (text, from) => {
      let at = from;
      while (at < text.length && isIgnored(text.charAt(at))) at += 1;
      return at;
    },
  };
}

/** Printable ASCII and tabs: every culture here compares them as they are. */
function isPlainAscii(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}
