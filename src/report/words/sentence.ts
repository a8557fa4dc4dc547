/** Whole sentences out of parts: undefined ones are left out, each ends with a full stop or what does for one. */
export function sentences(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => asSentence(String(part)))
    .join(' ');
}

/** Ends a text as a sentence ends, unless it does so already. A closing backtick, quote or bracket may follow the end. */
export function asSentence(text: string): string {
  return /[.!?…][`"')\]]?$/.test(text) ? text : `${text}.`;
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A blank and the text made from a value that may be missing: nothing without the value. */
export function after<Value>(value: Value | undefined, text: (value: Value) => string): string {
  return value === undefined || value === '' ? '' : ` ${text(value)}`;
}
