import type { Outcome } from '../../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../../cancellation/model/result.ts';
import type { ReportFacts } from '../../facts.ts';
import { markdownMedium } from '../../text/escape.ts';
import { endpointNote, linkTo } from '../../text/link.ts';
import { moment } from '../../text/time.ts';
import { failureText, reasonBeyondOutcome } from '../../words/cause.ts';
import { deployedInShortOf, deployedNowOf } from '../../words/deployed-now.ts';
import { byFailure, byOutcome, countOf, type FailureGroup, namesOf, type OutcomeGroup } from '../../words/grouping.ts';
import { nextStepOf } from '../../words/next-step.ts';
import { verdictMarkdown } from '../../words/verdict-markdown.ts';
import { tableOf } from './table.ts';
import { type TimelineDiagram, timelineDiagramOf } from './timeline-diagram.ts';

/**
 * GitHub takes 1 MiB of summary a step, and shows nothing of a longer one (actions/runner, FileCommandManager.cs). The
 * table gets most of it; the picture (50,000 characters at most), the steps and the failures have bounds of their own.
 */
const tableBytes = 700_000;
/** From this many rows on, a table is longer than a screen. */
const longTable = 10;
/** Different failures that are told one by one. */
const failuresTold = 20;

/** The job summary in GitHub Flavored Markdown: under 1 MiB at any number of services. */
export function summaryOf(results: readonly ServiceResult[], facts: ReportFacts): string {
  const sections = [
    verdictMarkdown(results, facts, { withNextStep: results.length === 1 }),
    ...nextSteps(results),
    // A long table would hide the picture under it.
    ...(results.length < longTable
      ? [...table(results, facts), ...picture(results, facts)]
      : [...picture(results, facts), ...table(results, facts)]),
    footer(facts),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** For each outcome, worst first: what is deployed now, and what to do. A single service's is in the verdict. */
function nextSteps(results: readonly ServiceResult[]): readonly string[] {
  if (results.length < 2) return [];
  return ['#### What is deployed now, and what to do', byOutcome(results).flatMap(itemsOf).join('\n')];
}

function itemsOf({ outcome, results }: OutcomeGroup): readonly string[] {
  if (outcome === 'error') return errorItems(results);
  const [first] = results;
  const step = first === undefined ? undefined : nextStepOf(first, markdownMedium);
  return [itemOf(outcome, results, [...commonReason(results), ...(step === undefined ? [] : [step])])];
}

/** Why it is so, where that is the same for all of a group. What only the table says is in AWS's words. */
function commonReason(results: readonly ServiceResult[]): readonly string[] {
  const [reason, another] = new Set(results.map(reasonBeyondOutcome));
  return reason === undefined || another !== undefined ? [] : [markdownMedium.prose(reason)];
}

/** One item for each failure: what it was, and what to do about it. */
function errorItems(results: readonly ServiceResult[]): readonly string[] {
  const groups = byFailure(results);
  const items = groups.slice(0, failuresTold).map((group) => itemOf('error', group.results, errorText(group)));
  const left = groups.length - items.length;
  return left > 0 ? [...items, `- and ${left} more kinds of error, which the table names`] : items;
}

function errorText({ failure, results }: FailureGroup): readonly string[] {
  if (failure === undefined) return [markdownMedium.prose(results[0]?.reason ?? '')];
  return [failureText(failure, markdownMedium), markdownMedium.prose(failure.remedy)];
}

function itemOf(outcome: Outcome, results: readonly ServiceResult[], told: readonly string[]): string {
  const head = `- **${countOf(results.length, outcome)}** (${namesOf(results, markdownMedium)})`;
  return [[`${head}.`, ...deployedAt(results)].join(' '), ...told].join('  \n  ');
}

/** What is deployed now: at one service in full, at several what holds for all of them, if anything does. */
function deployedAt(results: readonly ServiceResult[]): readonly string[] {
  const [only, another] = results;
  if (only !== undefined && another === undefined) return [`Deployed now: ${deployedNowOf(only, markdownMedium)}`];
  const [common, other] = new Set(results.map(deployedInShortOf));
  return common === undefined || other !== undefined ? [] : [`Deployed now: ${common}.`];
}

function table(results: readonly ServiceResult[], facts: ReportFacts): readonly string[] {
  if (results.length === 0) return [];
  const message = results.length > 200 ? 80 : 300;
  const { markdown, leftOut } = tableOf(results, facts, { rows: Number.POSITIVE_INFINITY, bytes: tableBytes, message });
  const order =
    results.length > 1 ? ['Worst first, then the longest wait. The output `results` has the whole ids.'] : [];
  if (leftOut === 0) return [...order, markdown];
  return [...order, markdown, `${leftOut} more services have no row here: the output \`results\` has them all.`];
}

function picture(results: readonly ServiceResult[], facts: ReportFacts): readonly string[] {
  const diagram = timelineDiagramOf(results);
  if (diagram === undefined) return [];
  const start = moment(facts.startedAt);
  const origin = `Time from the beginning of the step's work${start === undefined ? '' : `, ${start}`}.`;
  return [
    '#### What happened when',
    [origin, ...legendOf(diagram), ...missingIn(diagram, results.length)].join(' '),
    `\`\`\`mermaid\n${diagram.mermaid}\n\`\`\``,
  ];
}

/** What the bars mean that are too short for a word. */
function legendOf({ unnamed }: TimelineDiagram): readonly string[] {
  const dark = unnamed.filter((state) => state !== 'CANCELLING').map(markdownMedium.prose);
  const light = unnamed.includes('CANCELLING') ? ['CANCELLING'] : [];
  const parts = [...dark.map((state) => `dark is ${state}`), ...light.map((state) => `light is ${state}`)];
  return parts.length === 0 ? [] : [`Bars without a word: ${parts.join(', ')}.`];
}

/** Why there are fewer lanes than services. */
function missingIn({ lanes, leftOut }: TimelineDiagram, services: number): readonly string[] {
  const unchanged = services - lanes - leftOut;
  return [
    ...(leftOut === 0 ? [] : [`The ${lanes} worst and slowest; ${leftOut} more are left out.`]),
    ...(unchanged === 0 ? [] : [`${unchanged} without a lane: no deployment was seen changing there.`]),
  ];
}

function footer(facts: ReportFacts): string {
  const run = facts.runUrl === undefined ? [] : [`${linkTo('Workflow run', facts.runUrl)} ·`];
  return [
    ...endpointNote(facts),
    ...run,
    'Times in UTC. AWS closed the Proton console, which the services link to, on 2026-10-07',
    '([end of support](https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html)).',
  ].join(' ');
}
