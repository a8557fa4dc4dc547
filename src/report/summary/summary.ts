import type { TargetResult } from '../../cancellation/model/result.ts';
import { forMarkdownCode } from '../../text/escape.ts';
import { linkTo } from '../../text/link.ts';
import type { ReportFacts } from '../facts.ts';
import { worstFirst } from '../outcomes/outcomes.ts';
import { fewTargets, folded, sectionsOf } from './sections.ts';
import { timelineOf, timesOf } from './timeline.ts';

/**
 * GitHub takes 1 MiB of summary a step, and shows nothing of a longer one (actions/runner, FileCommandManager.cs). Tables
 * and items get most of it; verdict and timeline have bounds of their own.
 */
const limits = { bytes: 700_000, rows: Number.POSITIVE_INFINITY };

/** The job summary in GitHub Flavored Markdown: under 1 MiB at any number of targets. */
export function summaryOf(results: readonly TargetResult[], facts: ReportFacts): string {
  const sections = [...sectionsOf(results, facts, limits), ...timeSections(results, facts), footer(results, facts)];
  return `${sections.join('\n\n')}\n`;
}

/** What happened when: of two a line of times each, of many the lanes, folded. A single target's times are in its table. */
function timeSections(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  if (results.length === 1) return [];
  if (results.length <= fewTargets) {
    const lines = worstFirst(results).flatMap((result) => {
      const times = timesOf(result, facts);
      return times === undefined ? [] : [`- ${forMarkdownCode(result.target.name)}: ${times}`];
    });
    return lines.length === 0 ? [] : [lines.join('\n')];
  }
  const timeline = timelineOf(results, facts);
  if (timeline === undefined) return [];
  const { lanes, legend, count, leftOut } = timeline;
  const left = leftOut === 0 ? [] : [`The first ${count} of the tables; ${leftOut} more are left out.`];
  return [folded('What happened when', [legend, lanes, ...left])];
}

function footer(results: readonly TargetResult[], { runUrl }: ReportFacts): string {
  return [
    ...(runUrl === undefined ? [] : [linkTo('Workflow run', runUrl)]),
    'Times in UTC',
    ...(results.length > 1 ? ['Whole ids in the output `results`'] : []),
  ].join(' · ');
}
