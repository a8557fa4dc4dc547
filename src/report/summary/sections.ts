import { failsStep } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { markdownMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { countsOf, worstFirst } from '../outcomes/outcomes.ts';
import { whereOf } from '../sentences/where.ts';
import { isLeftOpen } from '../verdict/left-open.ts';
import { nextStepOf, verdictMarkdown } from '../verdict/verdict.ts';
import { nextStepItems } from './next-steps.ts';
import { tableOf, tableOfOne } from './table.ts';

/** How much a report may hold. */
export interface ReportLimits {
  /** UTF-8 bytes of all that grows with the number of targets. */
  readonly bytes: number;
  /** Rows of all tables together. */
  readonly rows: number;
}

/** Up to this many targets, nothing is folded. */
export const fewTargets = 2;
/** Lines that are seen without scrolling: verdict, what to do, and the rows that need attention. */
const firstScreen = 60;
/** Lines of the first screen that are neither items nor rows: headings, rules, folds, and the blank lines between them. */
const otherLines = 20;
/** Items of what to do that are not folded, of three lines each. */
const openItems = 8;
/** Rows that are not folded, however many items there are. */
const fewestOpenRows = 8;

/** The parts of a report on the results that summary and comment share, each a block of Markdown, in the order to show. */
export function sectionsOf(
  results: readonly TargetResult[],
  facts: ReportFacts,
  limits: ReportLimits,
): readonly string[] {
  const [only, another] = results;
  const verdict = verdictMarkdown(results, facts);
  if (only === undefined) return [verdict];
  if (another === undefined) return [verdict, tableOfOne(only, facts, 1_000)];
  const sorted = worstFirst(results);
  const isFolded = results.length > fewTargets;
  const open = isFolded ? sorted.filter((result) => needsAttention(result, facts)) : sorted;
  const done = isFolded ? sorted.filter((result) => !needsAttention(result, facts)) : [];
  const space: Space = {
    facts,
    message: messageLimit(results.length),
    areAllCancelled: results.every(({ outcome }) => outcome === 'cancelled'),
    ...limits,
  };
  return [
    verdict,
    `**Where:** ${whereOf(results, facts, markdownMedium)}`,
    ...openSections(open, space),
    ...doneSections(done, space),
  ];
}

/** A block that is folded until it is opened. `title` is HTML. */
export function folded(title: string, blocks: readonly string[]): string {
  return [`<details><summary>${title}</summary>`, ...blocks, '</details>'].join('\n\n');
}

/** Characters of a message in a table. The items above it have the first of each kind in full. */
function messageLimit(targets: number): number {
  if (targets > 200) return 80;
  return targets > 10 ? 120 : 300;
}

/** The space that is left. */
interface Space {
  readonly facts: ReportFacts;
  /** Characters of a status message. */
  readonly message: number;
  readonly areAllCancelled: boolean;
  bytes: number;
  rows: number;
}

/**
 * Whether somebody has to look: it fails the step, the deployment is not cancelled or failed by itself, there is a next step, or
 * something is left open.
 */
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
  if (results.length === 0) return [];
  const items = itemsOf(results, space);
  const [shown, others] = [items.slice(0, openItems), items.slice(openItems)];
  const lines = shown.reduce((sum, item) => sum + item.split('\n').length, 0);
  const openRows = Math.max(fewestOpenRows, firstScreen - otherLines - lines);
  const isAnythingToDo = results.some((result) => needsAttention(result, space.facts));
  return [
    ...(shown.length === 0 ? [] : [`#### ${isAnythingToDo ? 'What to do, and what' : 'What'} is deployed now`]),
    ...(shown.length === 0 ? [] : [shown.join('\n')]),
    ...tables(results.slice(0, openRows), space),
    ...foldedTable(results.slice(openRows), 'To look at', space),
    ...(others.length === 0 ? [] : [folded(`To do: ${others.length} more`, [others.join('\n')])]),
  ];
}

function doneSections(results: readonly TargetResult[], space: Space): readonly string[] {
  if (results.length === 0) return [];
  const items = itemsOf(results, space);
  return [
    folded(`Nothing to do: ${countsOf(results)}`, [
      ...(items.length === 0 ? [] : [items.join('\n')]),
      ...tables(results, space),
    ]),
  ];
}

function foldedTable(results: readonly TargetResult[], title: string, space: Space): readonly string[] {
  return results.length === 0 ? [] : [folded(`${title}: ${results.length} more`, tables(results, space))];
}

/** A space and where all targets are listed; nothing in the guard, which has no outputs. */
function allElsewhere({ guard }: ReportFacts): string {
  return guard === undefined ? ' The output `results` has all of them.' : '';
}

/** A table of the results, and how many had no room. */
function tables(results: readonly TargetResult[], space: Space): readonly string[] {
  const { markdown, rows } = tableOf(results, space.facts, space);
  space.rows -= rows;
  space.bytes -= Buffer.byteLength(markdown);
  const left = results.length - rows;
  return [
    ...(rows === 0 ? [] : [markdown]),
    ...(left === 0 ? [] : [`Not listed here: ${left} more.${allElsewhere(space.facts)}`]),
  ];
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
