import { readNumber } from '../inputs/values.ts';
import {
  guardInputNames,
  type InputName,
  type InputProblem,
  type InputSource,
  type Inputs,
  loadInputs,
} from '../inputs.ts';

/** The guard's inputs, or every problem that they have. */
export type LoadedGuardInputs =
  | { readonly ok: true; readonly inputs: Inputs; readonly waitFirstMilliseconds: number }
  | { readonly ok: false; readonly problems: readonly InputProblem[]; readonly jobSummary: boolean };

const names: ReadonlySet<InputName> = new Set(guardInputNames);

/**
 * Reads and checks the inputs of the guard: those of the action, less two, and `wait-first-minutes`. Never throws.
 *
 * @param found problems that were found before
 */
export function loadGuardInputs(
  source: InputSource,
  environment: NodeJS.ProcessEnv,
  found: readonly InputProblem[],
): LoadedGuardInputs {
  const own: InputProblem[] = [];
  const range = { from: 0, to: 360, unit: 'minutes' };
  const minutes = readNumber('wait-first-minutes', range, source, (input, value, rule, hint) =>
    own.push({ input, value, rule, hint }),
  );
  const loaded = loadInputs((name) => (names.has(name) ? source(name) : ''), environment, found);
  const problems = [...(loaded.ok ? [] : loaded.problems), ...own];
  if (loaded.ok && own.length === 0) return { ...loaded, waitFirstMilliseconds: minutes * 60_000 };
  return { ok: false, problems, jobSummary: loaded.ok ? loaded.inputs.jobSummary : loaded.jobSummary };
}
