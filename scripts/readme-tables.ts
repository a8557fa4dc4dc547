import { type ActionDefinition, readActionDefinition } from './action-definition.ts';

/** The documents with tables, each with what its tables list. What only a service has is on Proton's own page. */
export function documentsWithTables(): readonly (readonly [file: string, listed: Listed])[] {
  const { inputs, outputs } = readActionDefinition();
  const ofServices = outputs.filter(({ description }) => description.includes('Services only.'));
  return [
    ['README.md', { inputs, outputs: outputs.filter((output) => !ofServices.includes(output)) }],
    ['docs/proton.md', { inputs: [], outputs: ofServices }],
    ['docs/guard.md', readActionDefinition('guard/action.yml')],
  ];
}

type Listed = Pick<ActionDefinition, 'inputs' | 'outputs'>;

/**
 * A document with its tables of inputs and outputs made anew, each if there is something to list. A table stands between two
 * comments, `<!-- inputs -->` and `<!-- /inputs -->` for one.
 *
 * @throws if the document lacks such a place
 */
export function withTables(document: string, { inputs, outputs }: Listed): string {
  const inputRows = inputs.map((input) => [
    `\`${input.name}\``,
    input.required ? '**required**' : input.default === undefined ? '' : `\`${input.default}\``,
    input.description,
  ]);
  const outputRows = outputs.map(({ name, description }) => [`\`${name}\``, description]);
  const inputTable = table(['Input', 'Default', 'Meaning'], inputRows);
  const withInputs = inputs.length === 0 ? document : replaced(document, 'inputs', inputTable);
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
