import type { ActionInput } from '../scripts/action-definition.ts';

/** What the runner makes of the `with:` of a step. */
export interface GivenInputs {
  /** Every input of the action, and what was given beside them. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Names that action.yml does not have, about which the runner warns. */
  readonly unexpected: readonly string[];
}

/**
 * The inputs of a step: a default of action.yml counts only where `with:` does not have the name, in whatever case, and an
 * input without either is empty. `required` is not enforced (actions/runner 2.336.0, ActionRunner.cs).
 *
 * @param declared the inputs of action.yml
 * @param token what `${{ github.token }}` is, the only expression that a default may have here
 * @throws for a default with another expression
 */
export function inputsOf(
  declared: readonly ActionInput[],
  given: Readonly<Record<string, string>>,
  token: string,
): GivenInputs {
  const isGiven = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const defaults = declared
    .filter(({ name }) => !isGiven.has(name.toLowerCase()))
    .map((input) => [input.name, resolved(input.default ?? '', token)]);
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  return {
    inputs: { ...given, ...Object.fromEntries(defaults) },
    unexpected: Object.keys(given).filter((name) => !known.has(name.toLowerCase())),
  };
}

function resolved(text: string, token: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (whole, expression: string) => {
    if (expression !== 'github.token') throw new Error(`The default ${whole} can't be resolved here.`);
    return token;
  });
}
