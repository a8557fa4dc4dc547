/** What the expressions of a workflow can name: `github`, `inputs`, `matrix`, `steps`, and what is under them. */
export interface Context {
  readonly [name: string]: string | number | boolean | Context;
}

/**
 * A text of a workflow with its expressions resolved. It knows names with dots, such as `inputs.service`, which is all
 * that the examples use.
 *
 * @throws for an expression that the context does not answer: GitHub would take it for an empty text
 */
export function resolveExpressions(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_whole, expression: string) => namedValue(expression.trim(), context));
}

function namedValue(expression: string, context: Context): string {
  let value: Context[string] = context;
  for (const name of expression.split('.')) {
    const next: Context[string] | undefined = typeof value === 'object' ? value[name] : undefined;
    if (next === undefined) throw new Error(`The context has no "${expression}".`);
    value = next;
  }
  if (typeof value === 'object') throw new Error(`"${expression}" is no text, number or boolean.`);
  return String(value);
}
