/** A workflow command as the runner understands it. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * Reads one line of a step's output as GitHub's runner does: `::name properties::data` after blanks at the line's start,
 * or `##[name properties]data` anywhere in it (actions/runner, ActionCommand.cs).
 *
 * @returns the command, or undefined for a line that is only text
 */
export function commandIn(line: string): WorkflowCommand | undefined {
  const current = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s.exec(line);
  if (current !== null) return command(current, ',', { '%3A': ':', '%2C': ',' });
  const old = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/s.exec(line);
  return old === null ? undefined : command(old, ';', { '%3B': ';', '%5D': ']' });
}

type Escapes = Readonly<Record<string, string>>;

function command(
  [, name = '', properties = '', data = '']: RegExpExecArray,
  separator: string,
  escapes: Escapes,
): WorkflowCommand {
  const pairs = properties
    .split(separator)
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1), escapes)];
    });
  return { name, properties: Object.fromEntries(pairs), data: unescaped(data, {}) };
}

function unescaped(text: string, escapes: Escapes): string {
  const all = { ...escapes, '%0D': '\r', '%0A': '\n' };
  const plain = Object.entries(all).reduce((done, [escaped, meant]) => done.replaceAll(escaped, meant), text);
  return plain.replaceAll('%25', '%');
}
