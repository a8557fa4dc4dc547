import process from 'node:process';

/** A name and its value, as a step wrote them. */
export type Pair = readonly [name: string, value: string];

/** What a file such as `GITHUB_OUTPUT` says. */
export interface FileCommands {
  /** Oldest first; those before a fault count. */
  readonly pairs: readonly Pair[];
  /** Why the rest could not be read. It fails the step. */
  readonly fault: string | undefined;
}

/**
 * Reads `GITHUB_OUTPUT`, `GITHUB_STATE` or `GITHUB_ENV` as the runner does: `name=value`, or `name<<DELIMITER`, lines,
 * `DELIMITER` (actions/runner 2.336.0, FileCommandManager.cs).
 *
 * @param platform the runner's: on Windows alone `\r\n` ends a line
 */
export function readFileCommands(content: string, platform: NodeJS.Platform = process.platform): FileCommands {
  const lines = linesOf(content.replace(/^\ufeff/, ''), platform === 'win32');
  const pairs: Pair[] = [];
  try {
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      if (line.text !== '') pairs.push(pairIn(line.text, lines));
    }
    return { pairs, fault: undefined };
  } catch (error) {
    return { pairs, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads `GITHUB_PATH`: a folder a line, the last of them first on the path. */
export function readPathFile(content: string): readonly string[] {
  const folders = content
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '');
  return [...new Set(folders.toReversed())];
}

interface Line {
  readonly text: string;
  /** Undefined for a last line that nothing ends. */
  readonly lineBreak: string | undefined;
}

interface Lines {
  next(): Line | undefined;
}

function linesOf(content: string, windows: boolean): Lines {
  let at = 0;
  return {
    next: () => {
      if (at >= content.length) return undefined;
      const start = at;
      const end = content.indexOf('\n', at);
      if (end < 0) {
        at = content.length;
        return { text: content.slice(start), lineBreak: undefined };
      }
      at = end + 1;
      const text = content.slice(start, end);
      return windows && text.endsWith('\r')
        ? { text: text.slice(0, -1), lineBreak: '\r\n' }
        : { text, lineBreak: '\n' };
    },
  };
}

/** @throws for a line of neither form */
function pairIn(line: string, lines: Lines): Pair {
  const equals = line.indexOf('=');
  const heredoc = line.indexOf('<<');
  if (heredoc >= 0 && (equals < 0 || heredoc < equals)) return heredocIn(line, heredoc, lines);
  if (equals < 0) throw new Error(`Invalid format '${line}'`);
  if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
  return [line.slice(0, equals), line.slice(equals + 1)];
}

/** @throws for a heredoc without name, delimiter or end */
function heredocIn(line: string, at: number, lines: Lines): Pair {
  const [name, delimiter] = [line.slice(0, at), line.slice(at + 2)];
  if (name === '' || delimiter === '') {
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
  }
  let value = '';
  let lineBreak = '';
  for (let next = lines.next(); next?.text !== delimiter; next = lines.next()) {
    if (next === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    if (next.lineBreak === undefined) throw new Error('Invalid value. EOF marker missing new line.');
    value += `${lineBreak}${next.text}`;
    lineBreak = next.lineBreak;
  }
  return [name, value];
}
