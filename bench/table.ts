/**
 * A Markdown table. Every row has a cell for every head.
 *
 * @param texts how many of the first columns are text, to the left; all others are numbers, to the right
 */
export function tableOf(heads: readonly string[], rows: readonly (readonly string[])[], texts = 1): string {
  const widths = heads.map((head, at) => [head, ...rows.map((row) => row[at] ?? '')].reduce(longer, '---').length);
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, at) => {
      const cell = cells[at] ?? '';
      return at < texts ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, at) => (at < texts ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

function longer(longest: string, cell: string): string {
  return cell.length > longest.length ? cell : longest;
}
