import type { StepResult } from '../runner/run-step.ts';
import type { StepVerdict, Story } from './story.ts';

/** What the runner makes of an exit code. */
export function verdictOn({ exitCode }: StepResult): StepVerdict {
  return exitCode === 0 ? 'passed' : 'failed';
}

/** In what a step has ended otherwise than its story tells: sentences, none where it went as told. */
export function differences({ expected }: Story, step: StepResult): readonly string[] {
  const outcomes = outcomesIn(step.outputs['results'] ?? '');
  const names = new Set([...Object.keys(expected.outcomes), ...outcomes.keys()]);
  return [
    ...difference('The step', expected.step, verdictOn(step)),
    ...[...names].flatMap((name) =>
      difference(`The outcome of ${name}`, expected.outcomes[name] ?? 'none', outcomes.get(name) ?? 'none'),
    ),
    ...(step.summary === '' ? ['The step has written no summary.'] : []),
  ];
}

function difference(what: string, told: string, found: string): readonly string[] {
  return told === found ? [] : [`${what}: the story tells "${told}", but it was "${found}".`];
}

/** The outcome of each service in the output `results`, by name; empty where it can't be read. */
function outcomesIn(results: string): ReadonlyMap<string, string> {
  const list = parsed(results);
  const pairs = Array.isArray(list) ? list.flatMap(outcomeIn) : [];
  return new Map(pairs);
}

function outcomeIn(result: unknown): readonly (readonly [string, string])[] {
  if (typeof result !== 'object' || result === null || !('serviceName' in result) || !('outcome' in result)) return [];
  const { serviceName, outcome } = result;
  return typeof serviceName === 'string' && typeof outcome === 'string' ? [[serviceName, outcome]] : [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
