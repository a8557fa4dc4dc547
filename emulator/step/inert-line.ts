/**
 * A line that the runner takes as plain text. The runner obeys `::name::` at the start of a line and `##[name]`
 * anywhere in it, and compares by the culture of its machine, so that only plain characters are let through
 * (actions/runner, ActionCommand.cs).
 */
export function inertLine(line: string): string {
  return line
    .replace(/[^\x20-\x7e]/g, '?')
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/, '$1: ');
}
