import type { Stage } from '../stage.ts';
import { cancelled } from './cancelled.ts';
import { direct } from './direct.ts';
import { failedByItself } from './failed-by-itself.ts';
import { finishedFirst } from './finished-first.ts';
import { guarded } from './guarded.ts';
import { bucketStackOf, nested } from './nested.ts';
import { permissionDenied } from './permission-denied.ts';
import { rollbackJoined } from './rollback-joined.ts';

/** All scenarios, by the words that their stacks are named with. */
export const scenarios = {
  cancelled,
  direct,
  finished: finishedFirst,
  failed: failedByItself,
  guarded,
  joined: rollbackJoined,
  nested,
  denied: permissionDenied,
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** The names of all scenarios, in the order that they are told in. */
export const scenarioNames = Object.keys(scenarios).filter((name): name is ScenarioName => name in scenarios);

/** The name of the stack that a scenario plays with. */
export function stackNameOf(prefix: string, scenario: ScenarioName): string {
  return `${prefix}-${scenario}`;
}

/** The names of all stacks that scenarios make; a nested one goes with its root. */
export function stackNames(prefix: string): readonly string[] {
  const names = scenarioNames.map((scenario) => stackNameOf(prefix, scenario));
  return [...names, bucketStackOf(stackNameOf(prefix, 'nested'))];
}
