import { createHash } from 'node:crypto';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { endpointNote, linkTo } from '../text/link.ts';
import { verdictMarkdown } from '../words/verdict-markdown.ts';
import { tableOf } from './summary/table.ts';

const markerName = 'aws-proton-cancel-pipeline-deployment';
/** A marker with more characters of names than this carries a hash of them. */
const longestNames = 500;
/** GitHub takes 65,536 characters; the table leaves room for the verdict and the rest. */
const tableBytes = 40_000;
const mostRows = 100;

/**
 * The hidden first line by which a comment is found again: the region and the services, so that jobs on other services,
 * or on services of the same name elsewhere, keep their own comments. Percent-encoding leaves no `>` that could end it.
 */
export function markerOf(results: readonly ServiceResult[], { region }: ReportFacts): string {
  const names = results
    .map(({ serviceName }) => encodeURIComponent(serviceName.toWellFormed()))
    .toSorted()
    .join(',');
  const hash = createHash('sha256').update(names).digest('hex');
  const services = names.length <= longestNames ? names : `${results.length}-services-${hash}`;
  return `<!-- ${markerName} ${encodeURIComponent(region ?? '-')} ${services} -->`;
}

/** The comment in GitHub Flavored Markdown, at most 65,536 characters: the verdict, a table, and where to read more. */
export function commentOf(results: readonly ServiceResult[], facts: ReportFacts): string {
  const limits = { rows: mostRows, bytes: tableBytes, message: results.length > 20 ? 80 : 200 };
  const { markdown, leftOut } = tableOf(results, facts, limits);
  const run = linkTo('the workflow run', facts.runUrl);
  return [
    markerOf(results, facts),
    verdictMarkdown(results, facts, { withNextStep: true }),
    ...(results.length === 0 ? [] : [markdown]),
    ...(leftOut === 0 ? [] : [`${leftOut} more services have no row here.`]),
    [
      ...endpointNote(facts),
      facts.runUrl === undefined ? 'More in the job summary.' : `More in the summary of ${run}.`,
    ].join(' '),
  ].join('\n\n');
}
