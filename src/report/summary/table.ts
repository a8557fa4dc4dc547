import type { FailedResource } from '../../cancellation/model/deployment.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { forMarkdown, forMarkdownCode, markdownMedium } from '../../text/escape.ts';
import { linkTo } from '../../text/markdown.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { signOf, wordsOf } from '../outcomes/outcomes.ts';
import { fieldsOf, lastSuccessOf, templateOf } from '../sentences/detail.ts';
import { after, capitalised } from '../sentences/sentence.ts';
import { stackPage, vocabulary } from '../sentences/vocabulary.ts';
import { whereOf } from '../sentences/where.ts';
import { timesOf } from './times.ts';

/** How much a table, or all of them, may still hold. */
export interface TableLimits {
  rows: number;
  /** UTF-8 bytes of all rows. */
  bytes: number;
  /** Characters of a status message. */
  readonly message: number;
}

/** An empty cell. */
const nothing = '–';
/** Enough of an id to tell it from the others; the output `results` has it whole. */
const shortId = 8;
const statusLimit = 60;

/** The table of a single target. It stands upright: a row would break the deployment id, which a reader may have to copy. */
export function tableOfOne(result: TargetResult, facts: ReportFacts): string {
  const { deploymentId, failedResources, lastSeen, outcome } = result;
  const lines: readonly (readonly [string, string | false | undefined])[] = [
    ['Outcome', outcomeCell(result)],
    ['Where', whereOf([result], facts, markdownMedium)],
    ['Deployment', deploymentId && forMarkdownCode(deploymentId)],
    ['Status', lastSeen?.status && forMarkdownCode(lastSeen.status, statusLimit)],
    // The verdict has the message of a failed deployment.
    ['Status message', outcome !== 'failed' && lastSeen?.message && forMarkdown(lastSeen.message)],
    ['Failed', failedResources.map((resource) => failedText(resource)).join('<br>')],
    ['Template', templateCell(result)],
    ['Last success', lastSuccessOf(result)],
    ['Times', timesOf(result, facts)],
  ];
  return [
    `| ${targetHeading(facts)} | ${targetLink(result, facts)} |`,
    '| :-- | :-- |',
    ...lines.filter(([, cell]) => cell).map(([name, cell]) => `| ${name} | ${cell} |`),
  ].join('\n');
}

function failedText({ logicalId, resourceType, status, reason }: FailedResource, message?: number): string {
  const type = after(resourceType, (text) => forMarkdown(text, 100));
  const why = reason === undefined ? forMarkdownCode(status) : forMarkdown(reason, message);
  return `${forMarkdownCode(logicalId)}${type}: ${why}`;
}

/** The table of several targets in Markdown, a row each, in the order given, as far as the limits allow. */
export function tableOf(
  results: readonly TargetResult[],
  facts: ReportFacts,
  limits: Readonly<TableLimits>,
): { readonly markdown: string; readonly rows: number } {
  const columns = columnsFor(results, facts, limits.message);
  const rows: string[] = [];
  let bytes = 0;
  for (const result of results.slice(0, limits.rows)) {
    const row = `| ${columns.map(({ cell }) => cell(result) || nothing).join(' | ')} |`;
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > limits.bytes) break;
    rows.push(row);
  }
  const heading = `| ${columns.map((column) => column.heading).join(' | ')} |`;
  const rule = `| ${columns.map(({ isNumber }) => (isNumber ? '--:' : ':--')).join(' | ')} |`;
  return { markdown: [heading, rule, ...rows].join('\n'), rows: rows.length };
}

interface Column {
  readonly heading: string;
  readonly isNumber?: boolean;
  readonly cell: (result: TargetResult) => string | undefined;
}

/** The columns that have something to show. */
function columnsFor(results: readonly TargetResult[], facts: ReportFacts, message: number): readonly Column[] {
  const hasError = results.some(({ failure }) => failure !== undefined);
  const columns: readonly (Column | false)[] = [
    { heading: targetHeading(facts), cell: (result) => targetLink(result, facts) },
    { heading: 'Outcome', cell: outcomeCell },
    results.some(({ deploymentId }) => deploymentId) && {
      heading: 'Deployment',
      cell: ({ deploymentId }) => forMarkdownCode(deploymentId ?? '', shortId + '…'.length),
    },
    results.some(({ lastSeen }) => hasError || lastSeen) && {
      heading: hasError ? 'Status or error' : 'Status',
      cell: (result) => statusCell(result, message),
    },
    results.some((result) => templateCell(result) || lastSuccessOf(result)) && {
      heading: 'Template, last success',
      cell: (result) =>
        [templateCell(result), unbroken(lastSuccessOf(result)?.slice(0, 16) ?? '')].filter(Boolean).join('<br>'),
    },
    {
      heading: 'Waited',
      cell: ({ waitedMilliseconds }) => (waitedMilliseconds > 0 ? unbroken(duration(waitedMilliseconds)) : undefined),
      isNumber: true,
    },
  ];
  return columns.filter((column) => column !== false);
}

function targetHeading({ targetKind }: ReportFacts): string {
  return capitalised(vocabulary[targetKind].target);
}

/**
 * A target's name in Markdown, with a link to its page in the AWS console if it has one. At another endpoint than AWS's own,
 * the console would show another target of this name, or none.
 */
function targetLink(result: TargetResult, { region, endpoint }: ReportFacts): string {
  const address = endpoint === undefined ? stackPage(fieldsOf(result).stackId, region) : undefined;
  return linkTo(forMarkdownCode(result.target.name), address);
}

function outcomeCell(result: TargetResult): string {
  return `${signOf(result)}\u00A0**${wordsOf(result.outcome).label}**`;
}

/** AWS's status and message, and what failed first; of an error its name, since its text stands above the table. */
function statusCell({ failure, lastSeen, failedResources: [failed] }: TargetResult, message: number): string {
  if (failure !== undefined) return forMarkdownCode(failure.name || failure.kind, statusLimit);
  const lines = [
    lastSeen?.status && forMarkdownCode(lastSeen.status, statusLimit),
    lastSeen?.message && forMarkdown(lastSeen.message, message),
    failed && `First to fail: ${failedText(failed, message)}`,
  ];
  return lines.filter(Boolean).join('<br>');
}

function templateCell(result: TargetResult): string | undefined {
  const template = templateOf(result);
  return template && forMarkdown(template, 150);
}

/** Our own text with hyphens and blanks at which a narrow column does not break it. */
function unbroken(text: string): string {
  return text.replaceAll('-', '\u2011').replaceAll(' ', '\u00A0');
}
