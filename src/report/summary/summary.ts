import { failsStep } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { markdownMedium } from '../../text/escape.ts';
import { linkTo } from '../../text/markdown.ts';
import type { ReportFacts } from '../facts.ts';
import { countsOf, worstFirst } from '../outcomes/outcomes.ts';
import { whereOf } from '../sentences/where.ts';
import { isLeftOpen } from '../verdict/left-open.ts';
import { nextStepOf, verdictMarkdown } from '../verdict/verdict.ts';
import { nextStepItems } from './next-steps.ts';
import { type TableLimits, tableOf, tableOfOne } from './table.ts';
import { timesOfAll } from './times.ts';

/** Up to this many targets, nothing is folded. */
const fewTargets = 2;
/** Lines that are seen without scrolling: verdict, what to do, and the rows that need attention. */
const firstScreen = 60;
/** Lines of the first screen that are neither items nor rows: headings, rules, folds, and the blank lines between them. */
const otherLines = 20;
/** Items of what to do that are not folded, of three lines each. */
const openItems = 8;
/** Rows that are not folded, however many items there are. */
const fewestOpenRows = 8;

/**
 * GitHub takes 1 MiB of summary a step, and shows nothing of a longer one (actions/runner, FileCommandManager.cs). Tables
 * and items get most of it; verdict and times have bounds of their own.
 */
const summaryLimits = { bytes: 700_000, rows: Number.POSITIVE_INFINITY };

/** The job summary in GitHub Flavored Markdown: under 1 MiB at any number of targets. */
export function summaryOf(results: readonly TargetResult[], facts: ReportFacts): string {
  const sections = [
    ...sectionsOf(results, facts, summaryLimits),
    ...timeSections(results, facts),
    footer(results, facts),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What happened when: of few in the open, of many folded. A single target's times are in its table. */
function timeSections(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  const list = results.length === 1 ? [] : listOf(timesOfAll(results, facts));
  return results.length <= fewTargets ? list : folded('What happened when', list);
}

function footer(results: readonly TargetResult[], { runUrl, guard }: ReportFacts): string {
  const parts = [
    runUrl !== undefined && linkTo('Workflow run', runUrl),
    'Times in UTC',
    // The guard has no outputs.
    results.length > 1 && guard === undefined && 'Full ids in the output `results`',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The parts of a report on the results that summary and comment share, each a block of Markdown, in the order to show. */
export function sectionsOf(
  results: readonly TargetResult[],
  facts: ReportFacts,
  limits: Pick<TableLimits, 'bytes' | 'rows'>,
): readonly string[] {
  const [only, another] = results;
  const verdict = verdictMarkdown(results, facts);
  if (only === undefined) return [verdict];
  if (another === undefined) return [verdict, tableOfOne(only, facts)];
  const sorted = worstFirst(results);
  const isFolded = results.length > fewTargets;
  const open = isFolded ? sorted.filter((result) => needsAttention(result, facts)) : sorted;
  const done = isFolded ? sorted.filter((result) => !needsAttention(result, facts)) : [];
  const space: Space = {
    facts,
    // The items above a table have the first message of each kind in full.
    message: results.length > 200 ? 80 : results.length > 10 ? 120 : 300,
    areAllCancelled: results.every(({ outcome }) => outcome === 'cancelled'),
    ...limits,
  };
  return [
    verdict,
    `**Where:** ${whereOf(results, facts, markdownMedium)}`,
    ...openSections(open, space),
    ...folded(`Nothing to do: ${countsOf(done)}`, [...listOf(itemsOf(done, space)), ...tables(done, space)]),
  ];
}

/** A block that is folded until it is opened; nothing without blocks. `title` is HTML. */
function folded(title: string, blocks: readonly string[]): readonly string[] {
  return blocks.length === 0 ? [] : [[`<details><summary>${title}</summary>`, ...blocks, '</details>'].join('\n\n')];
}

/** The items of a list as a block. */
function listOf(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [items.join('\n')];
}

/** The space that is left for all that grows with the number of targets. */
interface Space extends TableLimits {
  readonly facts: ReportFacts;
  readonly areAllCancelled: boolean;
}

/** Whether somebody has to look: it failed, isn't cancelled, has a next step, or leaves something open. */
function needsAttention(result: TargetResult, facts: ReportFacts): boolean {
  if (failsStep(result.outcome, facts.failOn) || isLeftOpen(result) || result.failedResources.length > 0) return true;
  if (nextStepOf(result, facts, markdownMedium) !== undefined) return true;
  switch (result.outcome) {
    case 'cancelled':
    case 'nothing-to-cancel':
    case 'deleted':
      return false;
    default:
      return true;
  }
}

function openSections(results: readonly TargetResult[], space: Space): readonly string[] {
  const items = itemsOf(results, space);
  const [shown, others] = [items.slice(0, openItems), items.slice(openItems)];
  const lines = shown.reduce((sum, item) => sum + item.split('\n').length, 0);
  const openRows = Math.max(fewestOpenRows, firstScreen - otherLines - lines);
  const [open, rest] = [results.slice(0, openRows), results.slice(openRows)];
  const isAnythingToDo = results.some((result) => needsAttention(result, space.facts));
  return [
    ...(shown.length === 0 ? [] : [`#### ${isAnythingToDo ? 'What to do, and what' : 'What'} is deployed now`]),
    ...listOf(shown),
    ...tables(open, space),
    ...folded(`To look at: ${rest.length} more`, tables(rest, space)),
    ...folded(`To do: ${others.length} more`, listOf(others)),
  ];
}

/** A table of the results, and how many had no room. */
function tables(results: readonly TargetResult[], space: Space): readonly string[] {
  if (results.length === 0) return [];
  const { markdown, rows } = tableOf(results, space.facts, space);
  space.rows -= rows;
  space.bytes -= Buffer.byteLength(markdown);
  const left = results.length - rows;
  // The guard has no outputs.
  const elsewhere = space.facts.guard === undefined ? ' The output `results` has all of them.' : '';
  return [...(rows === 0 ? [] : [markdown]), ...(left === 0 ? [] : [`Not listed here: ${left} more.${elsewhere}`])];
}

/** What to do and what is deployed, as far as there is room. Where all were cancelled, the verdict has said it. */
function itemsOf(results: readonly TargetResult[], space: Space): readonly string[] {
  if (space.areAllCancelled && !results.some(isLeftOpen)) return [];
  const items = nextStepItems(results, space.facts);
  const fitting: string[] = [];
  let used = 0;
  for (const item of items) {
    used += Buffer.byteLength(item);
    if (used > space.bytes / 2) break;
    fitting.push(item);
  }
  space.bytes -= used;
  const left = items.length - fitting.length;
  return left === 0 ? fitting : [...fitting, `- and ${left} more, listed in the table`];
}
