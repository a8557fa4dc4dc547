/**
 * The name and value pairs of a file such as `GITHUB_OUTPUT`, oldest first, read as the runner does: `name=value`, or
 * `name<<DELIMITER`, lines, `DELIMITER` (actions/runner, FileCommandManager.cs).
 *
 * @throws if the file is not of that form
 */
export function readOutputFile(text: string): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
      if (end < 0) throw new Error(`The value of "${line}" has no end.`);
      pairs.push([line.slice(0, heredoc), lines.slice(at + 1, end).join('\n')]);
      at = end;
    } else if (equals >= 0) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else {
      throw new Error(`The line "${line}" is no output.`);
    }
  }
  return pairs;
}
