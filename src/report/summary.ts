import type { ServiceResult } from '../cancellation/result.ts';
import { forMarkdown, forMarkdownCode, markdownMedium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { byFailure, byOutcome, type FailureGroup, namesOf } from './grouping.ts';
import { linkTo, tableOf, verdictMarkdown } from './markdown.ts';
import { nextStepOf } from './next-step.ts';
import { moment } from './time.ts';
import { timelineDiagramOf } from './timeline-diagram.ts';
import { countOf } from './verdict.ts';

/**
 * GitHub takes 1 MiB of summary a step, and shows nothing of a longer one (actions/runner, FileCommandManager.cs). The
 * table gets most of it; the picture (50,000 characters at most), the steps and the failures have bounds of their own.
 */
const tableBytes = 700_000;
/** Different failures that are told one by one. */
const failuresTold = 20;

/** The job summary in GitHub Flavored Markdown: under 1 MiB at any number of services. */
export function summaryOf(results: readonly ServiceResult[], facts: ReportFacts): string {
  const sections = [
    verdictMarkdown(results, facts),
    ...nextSteps(results),
    ...failures(results),
    ...table(results, facts),
    ...picture(results, facts),
    footer(facts),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** One step for each outcome that needs one. A single service's is in the verdict. */
function nextSteps(results: readonly ServiceResult[]): readonly string[] {
  if (results.length < 2) return [];
  const steps = byOutcome(results).flatMap(({ outcome, results: group }) => {
    const [first] = group;
    if (outcome === 'error' || first === undefined) return [];
    const step = nextStepOf(first, markdownMedium);
    if (step === undefined) return [];
    return [`- **${countOf(group.length, outcome)}** (${namesOf(group, markdownMedium)}): ${step}`];
  });
  return steps.length === 0 ? [] : ['#### What to do', steps.join('\n')];
}

function failures(results: readonly ServiceResult[]): readonly string[] {
  const groups = byFailure(results.filter(({ outcome }) => outcome === 'error'));
  if (groups.length === 0) return [];
  const told = groups.slice(0, failuresTold).map(failureItem);
  const left = groups.length - told.length;
  if (left > 0) told.push(`- and ${left} more kinds of failure, which the table names`);
  return ['#### What failed', told.join('\n')];
}

function failureItem({ failure, results }: FailureGroup): string {
  const names = namesOf(results, markdownMedium);
  if (failure === undefined) return `- ${names}: ${forMarkdown(results[0]?.reason ?? '')}`;
  const request = failure.requestId === undefined ? '' : `  \n  Request id: ${forMarkdownCode(failure.requestId)}`;
  return [
    `- ${names}: **${forMarkdownCode(failure.name)}** from ${failure.operation}: ${forMarkdown(failure.message)}${request}`,
    `  **What to do:** ${markdownMedium.prose(failure.remedy)}`,
  ].join('  \n');
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
  return ['#### What happened when', `${origin}${left}`, `\`\`\`mermaid\n${diagram.mermaid}\n\`\`\``];
}

function footer({ runUrl }: ReportFacts): string {
  return [
    ...(runUrl === undefined ? [] : [`${linkTo('Workflow run', runUrl)} ·`]),
    'Times in UTC. AWS closed the Proton console, which the services link to, on 2026-10-07',
    '([end of support](https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html)).',
  ].join(' ');
}
