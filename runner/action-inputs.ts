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
 * @param resolve puts in what the expressions of a text stand for at this moment
 */
export function inputsOf(
  declared: readonly ActionInput[],
  given: Readonly<Record<string, string>>,
  resolve: (text: string) => string,
): GivenInputs {
  const isGiven = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const defaults = declared
    .filter(({ name }) => !isGiven.has(name.toLowerCase()))
    .map((input): readonly [string, string] => [input.name, input.default ?? '']);
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  return {
    inputs: Object.fromEntries([...Object.entries(given), ...defaults].map(([name, value]) => [name, resolve(value)])),
    unexpected: Object.keys(given).filter((name) => !known.has(name.toLowerCase())),
  };
}
