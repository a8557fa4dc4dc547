/** What the expressions of a workflow can name: `github`, `inputs`, `job`, `steps`, and what is under them. */
export interface Context {
  readonly [name: string]: string | number | boolean | Context;
}

/**
 * A text of a workflow with its expressions resolved. It knows names with dots, such as `inputs.service`.
 *
 * @param otherwise what a name stands for that the context doesn't have: GitHub takes it for an empty text. Without it,
 *   such a name throws.
 * @throws for any other expression
 */
export function resolveExpressions(text: string, context: Context, otherwise?: string): string {
  const [before = '', ...parts] = text.split('${{');
  const resolved = parts.map((part) => {
    const end = part.indexOf('}}');
    return end < 0 ? `\${{${part}` : resolve(part.slice(0, end).trim(), context, otherwise) + part.slice(end + 2);
  });
  return before + resolved.join('');
}

function resolve(expression: string, context: Context, otherwise: string | undefined): string {
  const value = namedValue(expression, context) ?? otherwise;
  if (value === undefined) throw new Error(`The context has no "${expression}".`);
  if (typeof value === 'object') throw new Error(`"${expression}" isn't a text, number or boolean.`);
  return String(value);
}

function namedValue(expression: string, context: Context): Context[string] | undefined {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(expression)) throw new Error(`"${expression}" can't be evaluated here.`);
  let value: Context[string] | undefined = context;
  for (const name of expression.split('.')) {
    value = typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
