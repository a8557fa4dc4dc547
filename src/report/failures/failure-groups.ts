import type { Failure } from '../../cancellation/model/failure.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { groupBy } from '../sentences/grouping.ts';
import { vocabulary } from '../sentences/vocabulary.ts';
import { isEndOfProton, protonEnded, wayOnAfterProton } from './end-of-proton.ts';
import { checkTarget, failureWords } from './failure-words.ts';

/** A target that met a failure. */
export type FailedTarget = Pick<TargetResult, 'target' | 'reason' | 'failure'>;

/** The targets that met the same failure. Never empty. */
export interface FailureGroup<Failed extends FailedTarget = TargetResult> {
  /** The failure of the first; of several targets with a resource that holds for all of them. */
  readonly failure: Failure | undefined;
  readonly results: readonly Failed[];
}

/** Targets that met a failure, together where one fix helps all of them: the same thing failed in the same call. */
export function byFailure<Failed extends FailedTarget>(
  results: readonly Failed[],
  facts: ReportFacts,
): readonly FailureGroup<Failed>[] {
  const groups = groupBy(results, ({ failure, reason }) =>
    JSON.stringify([reason.kind, failure?.kind, failure?.name, failure?.call, failure?.host, failure?.isEndOfService]),
  );
  return [...groups.values()].map((group) => ({ failure: sharedFailure(group, facts), results: group }));
}

/**
 * One failure for all the results, with a resource that holds for all of them: the one that AWS's error names, or
 * the target's own; of several targets a pattern with `NAME` in place of the names.
 */
function sharedFailure(results: readonly FailedTarget[], facts: ReportFacts): Failure | undefined {
  const [first] = results;
  if (first?.failure === undefined) return undefined;
  const resources = new Set(results.map((result) => deniedResourceOf(result, facts)));
  const [only] = resources;
  const deniedResource = resources.size > 1 ? resourceOf(first.failure, undefined, facts) : only;
  return { ...first.failure, deniedResource };
}

function deniedResourceOf({ failure, target }: FailedTarget, facts: ReportFacts): string | undefined {
  if (failure?.kind !== 'access-denied') return undefined;
  return failure.deniedResource ?? resourceOf(failure, target.name, facts);
}

/** By the service authorization reference; the account as the error's own ARN has it. */
function resourceOf(failure: Failure, name: string | undefined, { targetKind, region }: ReportFacts): string {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d+):/.exec(failure.deniedResource ?? '')?.[1];
  return vocabulary[targetKind].resource(failure.call, { region: failure.region ?? region, account, name });
}

/** Said where the guard had keys before the deployment, and has none at the end of the job. */
const keysGone =
  'The AWS keys that were set before the deployment are gone. aws-actions/configure-aws-credentials must come before the guard, and not again after it: post steps run in reverse order, and its post step removes the keys.';

function haveKeysGone({ kind }: Failure, { guard }: ReportFacts): boolean {
  return guard?.moment === 'after' && guard.hasLostKeys && kind.startsWith('credentials-');
}

/**
 * What to do about a failure: one or more sentences for the author of the workflow.
 *
 * @param targetName where the failure is one target's alone
 */
export function remedyOf(failure: Failure, facts: ReportFacts, medium: Medium, targetName?: string): string {
  if (isEndOfProton(failure, facts)) return `${protonEnded}. ${wayOnAfterProton(targetName)}`;
  if (haveKeysGone(failure, facts)) return keysGone;
  return failureWords[failure.kind].remedy({ failure, facts, medium, words: vocabulary[facts.targetKind], targetName });
}

/** What to do about the failure that a group of targets shares, or about the reason they share; undefined if neither says. */
export function remedyOfGroup(
  group: FailureGroup<FailedTarget>,
  facts: ReportFacts,
  medium: Medium,
): string | undefined {
  const { failure, results } = group;
  const [first, another] = results;
  const targetName = another === undefined ? first?.target.name : undefined;
  return (first && remedyByReason(first.reason, facts)) ?? (failure && remedyOf(failure, facts, medium, targetName));
}

/** What some reasons ask for, regardless of the failure; undefined if that is left to the failure. */
function remedyByReason(reason: Reason, facts: ReportFacts): string | undefined {
  const { target } = vocabulary[facts.targetKind];
  switch (reason.kind) {
    case 'id-unknown':
      return checkTarget(vocabulary[facts.targetKind]);
    case 'unknown-status':
      return `Check the ${target} in AWS, and update this action if there is a newer version.`;
    default:
      return undefined;
  }
}
