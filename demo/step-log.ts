import { commandIn } from '../runner/commands.ts';
import type { Tone } from './screen.ts';

/** A line of a step's log, as GitHub shows it. */
export interface ShownLine {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * A line of a step's output as it stands in the log on GitHub: annotations with their severity before them, other
 * workflow commands not at all.
 */
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

/** Puts pieces of output together to lines. */
export interface LineReader {
  /** Takes a piece, and calls the listener for each line that it completes. */
  read(piece: string): void;
  /** Calls the listener for a last line without a line break. */
  end(): void;
}

/** Makes a line reader that tells each line, without its line break, to the listener. */
export function createLineReader(onLine: (line: string) => void): LineReader {
  let unfinished = '';
  return {
    read: (piece) => {
      const lines = `${unfinished}${piece}`.split(/\r?\n/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (unfinished !== '') onLine(unfinished);
      unfinished = '';
    },
  };
}
