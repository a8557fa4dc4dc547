import { type InputName, type InputProblem, type Inputs, type LoadedInputs, loadInputs } from '../../src/inputs.ts';

/** Inputs by name; one service is given unless the test says otherwise. */
type Values = Partial<Record<InputName, string>>;

export function load(values: Values, environment: NodeJS.ProcessEnv = {}): LoadedInputs {
  const all: Values = { 'service-name': 'checkout-api', ...values };
  return loadInputs((name) => all[name] ?? '', environment);
}

export function valid(values: Values, environment: NodeJS.ProcessEnv = {}): Inputs {
  const loaded = load(values, environment);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.inputs;
}

export function problems(values: Values, environment: NodeJS.ProcessEnv = {}): readonly InputProblem[] {
  const loaded = load(values, environment);
  return loaded.ok ? [] : loaded.problems;
}
