/** Puts the pieces of a stream together to lines. */
export interface LineReader {
  /** Takes a piece of the stream. */
  read(piece: string): void;
  /** The stream has ended: what is left is a line, too. */
  end(): void;
}

/**
 * Makes a reader that calls the listener with each line, without its line break. A line ends with `\r\n`, `\n` or `\r`,
 * and a byte order mark at the stream's start is dropped, as .NET's StreamReader has it.
 */
export function createLineReader(onLine: (line: string) => void): LineReader {
  let unfinished = '';
  let begun = false;
  return {
    read: (piece) => {
      if (piece === '') return;
      const text = begun ? piece : piece.replace(/^\ufeff/, '');
      begun = true;
      // A carriage return at the end may be half a line break.
      const lines = `${unfinished}${text}`.split(/\r\n|\n|\r(?!$)/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (unfinished !== '') onLine(unfinished.replace(/\r$/, ''));
      unfinished = '';
    },
  };
}
