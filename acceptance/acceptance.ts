import type { Account } from './account.ts';
import { anonymiser } from './anonymous.ts';
import { type ScenarioName, scenarioNames, scenarios, stackNameOf, stackNames } from './scenarios/index.ts';
import { Stacks } from './stacks.ts';
import { type ScenarioReport, Stage } from './stage.ts';

/** What came of an acceptance. */
export interface AcceptanceReport {
  readonly scenarios: readonly ScenarioReport[];
  /** The stacks that could not be deleted, with the reason. */
  readonly leftBehind: readonly { readonly stackName: string; readonly reason: string }[];
}

/**
 * Plays scenarios with stacks of their own, side by side, and deletes what they made. Never rejects: what goes wrong is
 * in the report.
 *
 * @param prefix what the names of the stacks begin with
 */
export async function runAcceptance(
  account: Account,
  prefix: string,
  names: readonly ScenarioName[] = scenarioNames,
): Promise<AcceptanceReport> {
  const stacks = new Stacks(account);
  const anonymise = anonymiser(prefix);
  const reports = await Promise.all(
    names.map(async (name) => {
      const stage = new Stage(name, stackNameOf(prefix, name), account, stacks, anonymise);
      return scenarios[name](stage).then(
        () => stage.report(),
        (error: unknown) => stage.report(error),
      );
    }),
  );
  return { scenarios: reports, leftBehind: await cleanUp(account, prefix) };
}

/** Deletes all stacks that a run has made, and gives those that it could not delete. */
export async function cleanUp(account: Account, prefix: string): Promise<AcceptanceReport['leftBehind']> {
  const stacks = new Stacks(account);
  const left = await Promise.all(
    stackNames(prefix).map((stackName) =>
      stacks.remove(stackName).then(
        () => [],
        (error: unknown) => [{ stackName, reason: error instanceof Error ? error.message : String(error) }],
      ),
    ),
  );
  return left.flat();
}

/** Tells whether all is as it should be. */
export function isGreen({ scenarios: reports, leftBehind }: AcceptanceReport): boolean {
  return leftBehind.length === 0 && reports.every(({ checks }) => checks.every(({ isRight }) => isRight));
}
