import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { sharedFailure } from './denied-resource.ts';
import { remedyOfGroup } from './failures.ts';
import { fateOf } from './fate.ts';
import type { FailureGroup } from './grouping.ts';
import { wayOutOf } from './recovery.ts';
import { reRun } from './remedies.ts';
import { contextOf, type SentenceContext } from './subject.ts';

/** What to do now: one or more sentences; undefined if nothing is left to do. */
export function nextStepOf(result: TargetResult, facts: ReportFacts, medium: Medium): string | undefined {
  const context = contextOf(result, facts, medium);
  const { words } = context;
  switch (result.outcome) {
    case 'cancelled':
      return undefined;
    case 'nothing-to-cancel':
      return nextStepWithoutDeployment(context);
    case 'succeeded':
      return `If the new version must not stay, take the earlier one and ${words.deployAgain}.`;
    case 'failed':
      return wayOutOf(context) ?? `Check ${words.leftovers}, fix what failed, and ${words.deployAgain}.`;
    case 'deleted':
      return result.lastSeen?.status === 'DELETE_FAILED'
        ? `Check what the failed deletion left behind, and delete the ${words.target} again.`
        : undefined;
    case 'not-found':
      return `Check \`${words.input}\`, \`aws-region\` and the account of the credentials.`;
    case 'superseded':
      return `Find out who started the other ${words.short}. ${reRun} to cancel that one as well.`;
    case 'timed-out':
      return `${reRun} to join the ${isRollback(result) ? 'rollback' : 'cancellation'} that is going on. A longer \`wait-for-minutes\` gives it more time.`;
    case 'requested':
      return facts.waitMilliseconds === 0 ? 'To see how it ends, give a `wait-for-minutes` above 0.' : undefined;
    case 'would-cancel':
      return 'To cancel it, run this step without `dry-run`.';
    case 'interrupted':
      return result.reason.kind === 'pending' ? undefined : nextStepAfterInterruption(context);
    case 'error':
      return nextStepAfterError(context);
  }
}

function nextStepWithoutDeployment(context: SentenceContext): string | undefined {
  const { reason } = context.result;
  if (reason.kind === 'stuck') return wayOutOf(context);
  if (reason.kind !== 'another-deployment' || !reason.isInProgress) return undefined;
  const other =
    reason.current === undefined ? '' : ` or give ${context.medium.name(reason.current)} as \`deployment-id\``;
  return `If the other ${context.words.short} must be cancelled, leave out \`deployment-id\`${other}.`;
}

function nextStepAfterInterruption({ result, words }: SentenceContext): string {
  switch (fateOf(result)) {
    case 'nothing-sent':
    case 'refused':
      return `${reRun} to cancel the ${words.short}.`;
    case 'accepted':
    case 'ended':
    case 'in-doubt':
      return `${reRun} to learn how it ended: it joins a ${isRollback(result) ? 'rollback' : 'cancellation'} that is still going on.`;
  }
}

/** The same for targets that share outcome and failure: what holds for all of them. */
export function nextStepOfGroup(group: FailureGroup, facts: ReportFacts, medium: Medium): string | undefined {
  const [first] = group.results;
  return remedyOfGroup(group, facts, medium) ?? (first && nextStepOf(first, facts, medium));
}

function isRollback({ lastSeen }: TargetResult): boolean {
  return lastSeen?.stage === 'rolling-back';
}

function nextStepAfterError({ result, facts, medium }: SentenceContext): string {
  const group = { failure: sharedFailure([result], facts), results: [result] };
  return remedyOfGroup(group, facts, medium) ?? 'See the log of this step.';
}
