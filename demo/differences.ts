import type { StepResult } from '../runner/run-step.ts';
import type { StepVerdict, Story } from './story.ts';

/** How the runner reads an exit code. */
export function verdictOn({ exitCode }: StepResult): StepVerdict {
  return exitCode === 0 ? 'passed' : 'failed';
}

/** How the step differs from its story: sentences, none if the story ended as expected. */
export function differences({ expected }: Story, step: StepResult): readonly string[] {
  const outcomes = outcomesIn(step.outputs['results'] ?? '');
  const names = new Set([...Object.keys(expected.outcomes), ...outcomes.keys()]);
  return [
    ...difference('The step', expected.step, verdictOn(step)),
    ...[...names].flatMap((name) =>
      difference(`The outcome of ${name}`, expected.outcomes[name] ?? 'none', outcomes.get(name) ?? 'none'),
    ),
    ...(step.summary === '' ? ['The step wrote no summary.'] : []),
  ];
}

function difference(what: string, expected: string, actual: string): readonly string[] {
  return expected === actual ? [] : [`${what}: expected "${expected}", but it was "${actual}".`];
}

/** The outcome of each target in the output `results`, by name; empty if it can't be read. */
function outcomesIn(results: string): ReadonlyMap<string, string> {
  const list = parsed(results);
  const pairs = Array.isArray(list) ? list.flatMap(outcomeIn) : [];
  return new Map(pairs);
}

function outcomeIn(result: unknown): readonly (readonly [string, string])[] {
  if (typeof result !== 'object' || result === null || !('outcome' in result)) return [];
  const name = 'serviceName' in result ? result.serviceName : 'stackName' in result ? result.stackName : undefined;
  return typeof name === 'string' && typeof result.outcome === 'string' ? [[name, result.outcome]] : [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
