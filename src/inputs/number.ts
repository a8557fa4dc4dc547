import { type InputSource, inputDefaults } from './name.ts';
import { hintOnQuotes, problemWith, type Report } from './problem.ts';

/** A number; NaN if it isn't one, which is then reported. */
export function readNumber(
  name: 'wait-first-minutes' | 'wait-for-minutes' | 'max-poll-interval-seconds',
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit: string },
  source: InputSource,
  report: Report,
): number {
  const text = source(name) || inputDefaults[name];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= from && value <= to)) {
    report(
      problemWith(name, text, `must be a number from ${from} to ${to}, such as 1 or 2.5`, hintOnNumber(text, unit)),
    );
  }
  return value;
}

function hintOnNumber(text: string, unit: string): string | undefined {
  if (/^\d+,\d+$/.test(text)) return `Write ${text.replace(',', '.')}`;
  if (/^\d+(\.\d+)? ?[a-z]+$/i.test(text)) return `Give only the number of ${unit}`;
  return hintOnQuotes(text);
}
