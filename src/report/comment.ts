import { createHash } from 'node:crypto';
import type { TargetResult } from '../cancellation/model/result.ts';
import { linkTo } from '../text/markdown.ts';
import type { ReportFacts } from './facts.ts';
import type { Comment } from './ports.ts';
import { accountOf } from './sentences/where.ts';
import { sectionsOf } from './summary/summary.ts';

const markerName = 'aws-proton-cancel-pipeline-deployment';
/** A marker with more characters of names than this carries a hash of them. */
const longestNames = 500;
/** GitHub takes 65,536 characters; the verdict and the rest need less than the difference. */
const limits = { bytes: 40_000, rows: 100 };

/** The comment in GitHub Flavored Markdown, at most 65,536 characters: what the summary says, and where to read more. */
export function commentOf(results: readonly TargetResult[], facts: ReportFacts, mayCreate: boolean): Comment {
  const account = accountOf(results);
  const marker = markerFor(account, results, facts);
  const place = facts.hasSummary ? 'summary' : 'log';
  const run = linkTo('the workflow run', facts.runUrl);
  const more = `More in the ${facts.runUrl === undefined ? `job's ${place}` : `${place} of ${run}`}.`;
  return {
    body: [marker, ...sectionsOf(results, facts, limits), more].join('\n\n'),
    marker,
    // Of a comment that was left before the account was known.
    formerMarker: account === undefined ? undefined : markerFor(undefined, results, facts),
    mayCreate,
  };
}

/**
 * The hidden first line by which a comment is found again: the region, the account, the kind of target and the names, so jobs on
 * other targets, or on targets of the same name elsewhere, keep their own comments. Percent-encoding leaves no `>` that
 * could end it.
 */
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

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
