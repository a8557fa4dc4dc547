import { type Screen, type Tone, wrapped } from './screen.ts';

/** Writes headings, sentences and quotations to a screen, wrapped to its width. */
export interface Pen {
  /** Begins a part. */
  heading(text: string): void;
  /** Sentences of the demo itself. */
  prose(text: string, tone?: Tone): void;
  /** What the step wrote, indented; at most so many lines of it, where `mostLines` is given. */
  quote(text: string, tone?: Tone, mostLines?: number): void;
  /** A name and its value, with the values of all rows aligned. Each takes at most `mostLines` lines. */
  table(rows: readonly (readonly [name: string, value: string])[], mostLines: number): void;
  blank(): void;
}

const indent = '  ';
const gap = '  ';
/** What a terminal obeys or does not show. */
const unprintable = /\p{C}/gu;

/** Makes a pen for a screen. */
export function createPen(screen: Screen): Pen {
  // One column is spare for the sign that a report begins with: an emoji is one character, and two columns wide.
  const quotedWidth = screen.width - indent.length - 1;
  return {
    heading: (text) => {
      screen.write('');
      screen.write(screen.paint(`── ${text} ${'─'.repeat(Math.max(0, screen.width - text.length - 4))}`, 'heading'));
    },
    prose: (text, tone = 'plain') => {
      for (const line of wrapped(text, screen.width)) screen.write(screen.paint(line, tone));
    },
    quote: (text, tone = 'plain', mostLines = Number.POSITIVE_INFINITY) => {
      const lines = cut(wrapped(printable(text), quotedWidth, indent.length), mostLines, quotedWidth);
      for (const line of lines) screen.write(line === '' ? '' : `${indent}${screen.paint(line, tone)}`);
    },
    table: (rows, mostLines) => {
      const longest = Math.max(0, ...rows.map(([name]) => name.length));
      const room = quotedWidth - longest - gap.length;
      for (const [name, value] of rows) {
        const [first = '', ...others] = cut(wrapped(printable(value), room), mostLines, room);
        screen.write(`${indent}${screen.paint(name.padEnd(longest), 'heading')}${gap}${first.trimEnd()}`);
        for (const line of others) screen.write(`${indent}${' '.repeat(longest)}${gap}${line}`);
      }
    },
    blank: () => screen.write(''),
  };
}

function printable(text: string): string {
  return text.replace(unprintable, ' ');
}

/** The first lines, with an ellipsis at the end of the last one if there were more. */
function cut(lines: readonly string[], most: number, width: number): readonly string[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const [last = ''] = wrapped(kept.pop() ?? '', width - ' …'.length);
  return [...kept, `${last} …`];
}
