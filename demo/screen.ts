/** How a piece of text is meant; a screen with colours shows it. */
export type Tone = 'plain' | 'heading' | 'quiet' | 'good' | 'bad' | 'caution';

/** How text is written for one place. */
export interface Screen {
  /** Columns of text. */
  readonly width: number;
  /** Colours a text, where the screen has colours. */
  paint(text: string, tone: Tone): string;
  /** Writes one line, or several. */
  write(text: string): void;
}

/** Where a screen writes to: a terminal, a file, or a pipe. */
export interface Sink {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const narrowest = 60;
const widest = 110;
const widthWithoutTerminal = 100;

/** The screen for a sink. It has colours on a terminal, unless `NO_COLOR` is set (no-color.org). */
export function createScreen(sink: Sink, environment: NodeJS.ProcessEnv): Screen {
  const hasColours = sink.isTTY === true && !environment['NO_COLOR'];
  return {
    width: Math.min(Math.max(sink.columns ?? widthWithoutTerminal, narrowest), widest),
    paint: (text, tone) => (hasColours ? painted(text, tone) : text),
    write: (text) => {
      sink.write(`${text}\n`);
    },
  };
}

function painted(text: string, tone: Tone): string {
  const code = codeOf(tone);
  return code === undefined ? text : `\u001B[${code}m${text}\u001B[0m`;
}

/** The number of a "select graphic rendition" sequence (ECMA-48). */
function codeOf(tone: Tone): string | undefined {
  switch (tone) {
    case 'plain':
      return undefined;
    case 'heading':
      return '1';
    case 'quiet':
      return '2';
    case 'good':
      return '32';
    case 'bad':
      return '31';
    case 'caution':
      return '33';
  }
}

/**
 * A text in lines of at most `width` columns, broken at blanks; what has no blank is broken where the line is full.
 * Every line but the first begins with `hanging` blanks.
 */
export function wrapped(text: string, width: number, hanging = 0): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width);
    const isInside = blank > hanging && rest.slice(0, blank).trim() !== '';
    const at = isInside ? blank : width;
    lines.push(rest.slice(0, at));
    rest = `${' '.repeat(hanging)}${rest.slice(isInside ? at + 1 : at)}`;
  }
  return [...lines, rest];
}
