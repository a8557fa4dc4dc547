import { createHash } from 'node:crypto';
import type { TargetResult } from '../cancellation/model/result.ts';
import { linkTo } from '../text/markdown.ts';
import type { ReportFacts } from './facts.ts';
import { accountOf } from './sentences/where.ts';
import { sectionsOf } from './summary/sections.ts';

const markerName = 'aws-proton-cancel-pipeline-deployment';
/** A marker with more characters of names than this carries a hash of them. */
const longestNames = 500;
/** GitHub takes 65,536 characters; the verdict and the rest need less than the difference. */
const limits = { bytes: 40_000, rows: 100 };

/**
 * The hidden first line by which a comment is found again: the region, the account, the kind of target and the names, so jobs on
 * other targets, or on targets of the same name elsewhere, keep their own comments. Percent-encoding leaves no `>` that
 * could end it.
 */
export function markerOf(results: readonly TargetResult[], facts: ReportFacts): string {
  return markerFor(accountOf(results), results, facts);
}

/** The marker of a comment that was left before the account was known; undefined if it isn't known now either. */
export function markerWithoutAccount(results: readonly TargetResult[], facts: ReportFacts): string | undefined {
  return accountOf(results) === undefined ? undefined : markerFor(undefined, results, facts);
}

function markerFor(
  account: string | undefined,
  results: readonly TargetResult[],
  { guard, region, targetKind }: ReportFacts,
): string {
  // The guard's comment is found again though this time something else began.
  const targets = guard?.moment === 'after' ? guard.targets : results.map(({ target }) => target);
  const names = targets
    .map(({ name }) => encoded(name))
    .toSorted()
    .join(',');
  const hash = createHash('sha256').update(names).digest('hex');
  const named = names.length <= longestNames ? names : `${targets.length}-${hash}`;
  return `<!-- ${markerName} ${encoded(region ?? '-')} ${account ?? '-'} ${targetKind} ${named} -->`;
}

/** The comment in GitHub Flavored Markdown, at most 65,536 characters: what the summary says, and where to read more. */
export function commentOf(results: readonly TargetResult[], facts: ReportFacts): string {
  const place = facts.hasSummary ? 'summary' : 'log';
  const run = linkTo('the workflow run', facts.runUrl);
  const more = `More in the ${facts.runUrl === undefined ? `job's ${place}` : `${place} of ${run}`}.`;
  return [markerOf(results, facts), ...sectionsOf(results, facts, limits), more].join('\n\n');
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
