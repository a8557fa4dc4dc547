import type { Outcome } from '../cancellation/outcome.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import { forMarkdownCode, markdownMedium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { byFailure, byOutcome, type FailureGroup, namesOf, type OutcomeGroup } from './grouping.ts';
import { linkTo, tableOf, verdictMarkdown } from './markdown.ts';
import { deployedInShortOf, nextStepOf } from './next-step.ts';
import { moment } from './time.ts';
import { timelineDiagramOf } from './timeline-diagram.ts';
import { countOf, failureText } from './verdict.ts';

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
  return [itemOf(outcome, results, step === undefined ? [] : [step])];
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
  const deployed = new Set(results.map(deployedInShortOf));
  const [common = ''] = deployed;
  const head = `- **${countOf(results.length, outcome)}** (${namesOf(results, markdownMedium)})`;
  const state = deployed.size === 1 ? [`Deployed now: ${common}.`] : [];
  return [[`${head}.`, ...state].join(' '), ...told].join('  \n  ');
}

function table(results: readonly ServiceResult[], facts: ReportFacts): readonly string[] {
  if (results.length === 0) return [];
  const message = results.length > 200 ? 80 : 300;
  const { markdown, leftOut } = tableOf(results, facts, { rows: Number.POSITIVE_INFINITY, bytes: tableBytes, message });
  if (leftOut === 0) return [markdown];
  return [markdown, `${leftOut} more services have no row here: the output \`results\` has them all.`];
}

function picture(results: readonly ServiceResult[], facts: ReportFacts): readonly string[] {
  const diagram = timelineDiagramOf(results);
  if (diagram === undefined) return [];
  const start = moment(facts.startedAt);
  const origin = `Time from the beginning of the step's work${start === undefined ? '' : `, ${start}`}.`;
  const left =
    diagram.leftOut === 0 ? '' : ` The ${diagram.lanes} worst and slowest; ${diagram.leftOut} more are left out.`;
  const legend = diagram.compact ? ' Dark is IN_PROGRESS, light is CANCELLING.' : '';
  return ['#### What happened when', `${origin}${legend}${left}`, `\`\`\`mermaid\n${diagram.mermaid}\n\`\`\``];
}

function footer({ endpoint, runUrl }: ReportFacts): string {
  return [
    ...(endpoint === undefined ? [] : [`**Not AWS:** this was asked of ${forMarkdownCode(endpoint)}.`]),
    ...(runUrl === undefined ? [] : [`${linkTo('Workflow run', runUrl)} ·`]),
    'Times in UTC. AWS closed the Proton console, which the services link to, on 2026-10-07',
    '([end of support](https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html)).',
  ].join(' ');
}
