import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { groupBy, type NonEmpty } from '../sentences/grouping.ts';
import { vocabulary } from '../sentences/vocabulary.ts';
import { isEndOfProton, protonEnded, wayOnAfterProton } from './end-of-proton.ts';
import { checkTarget, remedies } from './remedies.ts';

/** A target that met a failure. */
export type FailedTarget = Pick<TargetResult, 'target' | 'reason' | 'failure'>;

/** Targets that met a failure, together where one fix helps all of them: the same thing failed in the same call. */
export function byFailure<Failed extends FailedTarget>(results: readonly Failed[]): readonly NonEmpty<Failed>[] {
  const groups = groupBy(results, ({ failure, reason }) =>
    JSON.stringify([reason.kind, failure?.kind, failure?.name, failure?.call, failure?.host, failure?.isEndOfService]),
  );
  return [...groups.values()];
}

/** Said where the guard had keys before the deployment, and has none at the end of the job. */
const keysGone =
  'The AWS keys that were set before the deployment are gone. aws-actions/configure-aws-credentials must come before the guard, and not again after it: post steps run in reverse order, and its post step removes the keys.';

/** What to do about the failure, or the reason, that some targets share: sentences for the author of the workflow. */
export function remedyOf(results: NonEmpty<FailedTarget>, facts: ReportFacts, medium: Medium): string {
  const [{ failure, reason, target }, another] = results;
  const words = vocabulary[facts.targetKind];
  if (reason.kind === 'id-unknown') return checkTarget(words);
  if (reason.kind === 'unknown-status') {
    return `Check the ${words.target} in AWS, and update this action if there is a newer version.`;
  }
  if (failure === undefined) return 'See the log of this step.';
  if (isEndOfProton(failure, facts)) {
    return `${protonEnded}. ${wayOnAfterProton(another === undefined ? target.name : undefined)}`;
  }
  const { guard } = facts;
  if (guard?.moment === 'after' && guard.hasLostKeys && failure.kind.startsWith('credentials-')) return keysGone;
  return remedies[failure.kind]({ failure, results, facts, medium, words });
}
