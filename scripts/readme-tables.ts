import type { ActionDefinition } from './action-definition.ts';

/**
 * A document with its tables of inputs and outputs made anew from an action.yml; of outputs only if it has some. Each stands
 * between two comments, `<!-- inputs -->` and `<!-- /inputs -->` for one.
 *
 * @throws if the document lacks such a place
 */
export function withTables(document: string, { inputs, outputs }: ActionDefinition): string {
  const inputRows = inputs.map((input) => [
    `\`${input.name}\``,
    input.required ? '**required**' : input.default === undefined ? '' : `\`${input.default}\``,
    input.description,
  ]);
  const outputRows = outputs.map(({ name, description }) => [`\`${name}\``, description]);
  const withInputs = replaced(document, 'inputs', table(['Input', 'Default', 'Meaning'], inputRows));
  return outputs.length === 0 ? withInputs : replaced(withInputs, 'outputs', table(['Output', 'Meaning'], outputRows));
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => ':--'), ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

function replaced(document: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The document has no place for the ${name}: ${begin} and ${end}.`);
  return `${document.slice(0, from)}${begin}\n${content}\n${document.slice(to)}`;
}
