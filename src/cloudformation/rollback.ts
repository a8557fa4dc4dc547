import type { RollbackOrigin } from '../cancellation/model/deployment.ts';

/**
 * Who began a rollback, by the reason that CloudFormation gives for it: "User Initiated" after CancelUpdateStack, "Initiated by
 * parent" on a nested stack, else what failed. ContinueUpdateRollback and RollbackStack leave "User Initiated", too: what came before
 * the rollback has to tell those.
 *
 * @returns undefined if no reason was given, or if it isn't one of a rollback
 */
export function rollbackOrigin(reason: string | undefined): Exclude<RollbackOrigin, 'repair'> | undefined {
  if (reason === undefined || isAboutLeftovers(reason)) return undefined;
  if (/^\s*user initiated\b/i.test(reason)) return 'user';
  return /^\s*initiated by parent\b/i.test(reason) ? 'parent' : 'itself';
}

/** "Update successful. One or more resources could not be deleted.": the end of the cleanup, not a cause of a rollback. */
export function isAboutLeftovers(reason: string | undefined): boolean {
  return reason !== undefined && /resources could not be deleted/i.test(reason);
}

/** Whether a resource failed only because something else did or was cancelled: "Resource update cancelled". */
export function isConsequence(reason: string | undefined): boolean {
  return reason !== undefined && /^\s*resource (creation|update|deletion) cancelled\b/i.test(reason);
}
