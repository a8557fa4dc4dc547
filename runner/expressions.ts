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
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_whole, expression: string) => {
    const value = namedValue(expression.trim(), context) ?? otherwise;
    if (value === undefined) throw new Error(`The context has no "${expression.trim()}".`);
    if (typeof value === 'object') throw new Error(`"${expression.trim()}" isn't a text, number or boolean.`);
    return String(value);
  });
}

function namedValue(expression: string, context: Context): Context[string] | undefined {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(expression)) throw new Error(`"${expression}" can't be evaluated here.`);
  let value: Context[string] | undefined = context;
  for (const name of expression.split('.')) {
    value = typeof value === 'object' && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
