import type { ActionDefinition } from './action-definition.ts';

/**
 * The README with its tables of inputs and outputs made anew from action.yml. Each stands between two comments,
 * `<!-- inputs -->` and `<!-- /inputs -->` for one.
 *
 * @throws if the README lacks such a place
 */
export function withTables(readme: string, { inputs, outputs }: ActionDefinition): string {
  const inputRows = inputs.map((input) => [
    `\`${input.name}\``,
    input.required ? '**required**' : input.default === undefined ? '' : `\`${input.default}\``,
    input.description,
  ]);
  const outputRows = outputs.map(({ name, description }) => [`\`${name}\``, description]);
  const withInputs = replaced(readme, 'inputs', table(['Input', 'Default', 'Meaning'], inputRows));
  return replaced(withInputs, 'outputs', table(['Output', 'Meaning'], outputRows));
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => ':--'), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

function replaced(readme: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The README has no place for its ${name}: ${begin} and ${end}.`);
  return `${readme.slice(0, from)}${begin}\n${content}\n${readme.slice(to)}`;
}
