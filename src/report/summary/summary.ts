import type { TargetResult } from '../../cancellation/model/result.ts';
import { linkTo } from '../../text/markdown.ts';
import type { ReportFacts } from '../facts.ts';
import { fewTargets, folded, listOf, sectionsOf } from './sections.ts';
import { timesOfAll } from './times.ts';

/**
 * GitHub takes 1 MiB of summary a step, and shows nothing of a longer one (actions/runner, FileCommandManager.cs). Tables
 * and items get most of it; verdict and times have bounds of their own.
 */
const limits = { bytes: 700_000, rows: Number.POSITIVE_INFINITY };

/** The job summary in GitHub Flavored Markdown: under 1 MiB at any number of targets. */
export function summaryOf(results: readonly TargetResult[], facts: ReportFacts): string {
  const sections = [...sectionsOf(results, facts, limits), ...timeSections(results, facts), footer(results, facts)];
  return `${sections.join('\n\n')}\n`;
}

/** What happened when: of few in the open, of many folded. A single target's times are in its table. */
function timeSections(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  const list = results.length === 1 ? [] : listOf(timesOfAll(results, facts));
  return results.length <= fewTargets ? list : folded('What happened when', list);
}

function footer(results: readonly TargetResult[], { runUrl, guard }: ReportFacts): string {
  return [
    ...(runUrl === undefined ? [] : [linkTo('Workflow run', runUrl)]),
    'Times in UTC',
    // The guard has no outputs.
    ...(results.length > 1 && guard === undefined ? ['Full ids in the output `results`'] : []),
  ].join(' · ');
}
