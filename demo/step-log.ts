import { commandIn } from '../runner/commands.ts';
import type { Tone } from './screen.ts';

/** A line of a step's log, as GitHub shows it. */
export interface ShownLine {
  readonly text: string;
  readonly tone: Tone;
}

/** A line of a step's output as GitHub's log shows it: annotations with their level, no other workflow command. */
export function shownLines(line: string): readonly ShownLine[] {
  const command = commandIn(line);
  if (command === undefined) return [{ text: line, tone: 'plain' }];
  const [label, tone] = labelOf(command.name);
  return label === undefined ? [] : `${label}: ${command.data}`.split(/\r?\n/).map((text) => ({ text, tone }));
}

function labelOf(command: string): readonly [label: string | undefined, tone: Tone] {
  switch (command) {
    case 'error':
      return ['Error', 'bad'];
    case 'warning':
      return ['Warning', 'caution'];
    case 'notice':
      return ['Notice', 'good'];
    default:
      return [undefined, 'plain'];
  }
}
