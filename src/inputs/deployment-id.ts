import type { InputSource } from './name.ts';
import { hintOnQuotes, problemWith, type Report } from './problem.ts';

/** The id of the one deployment to cancel, or undefined for whichever is in progress. */
export function readDeploymentId(source: InputSource, targetCount: number, report: Report): string | undefined {
  const id = source('deployment-id');
  if (id === '') return undefined;
  // DeploymentId in Proton's API model; an OperationId of CloudFormation has the same form.
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  if (!form.test(id)) {
    const hint = form.test(id.toLowerCase()) ? `Write ${id.toLowerCase()}` : hintOnQuotes(id);
    const rule = 'must be a lower-case UUID: a Proton deployment id, or the operation id of a stack update';
    report(problemWith('deployment-id', id, rule, hint));
  }
  if (targetCount > 1) report(problemWith('deployment-id', id, 'can only be given with a single target'));
  return id;
}
