import type { ServiceResult } from '../../../cancellation/model/result.ts';
import type { ReportFacts } from '../../facts.ts';
import { forMarkdown, forMarkdownCode } from '../../text/escape.ts';
import { serviceLink } from '../../text/link.ts';
import { duration, moment } from '../../text/time.ts';
import { worstFirst } from '../../words/grouping.ts';
import { signOf } from '../../words/sign.ts';
import { templateOf } from '../../words/template.ts';

/** A table in Markdown, and what a reader must be told about what did not fit. */
export interface Table {
  readonly markdown: string;
  /** Services that did not fit. */
  readonly leftOut: number;
}

/** How much a table may hold. */
export interface TableLimits {
  readonly rows: number;
  /** UTF-8 bytes of all rows. */
  readonly bytes: number;
  /** Characters of a status message. */
  readonly message: number;
}

/** An empty cell. */
const nothing = '–';
/** Enough of an id to tell it from the others; the output `results` has it whole. */
const shortId = 8;
/** A longer name may be broken into lines: it would push the other columns out of the page. */
const longestUnbroken = 24;
/** Pixels of a character of code and of the box around it, of a bold letter and of a no-break space, in 14 px type. */
const pixels = { code: 7.2, box: 10, bold: 7.5, blank: 3.9 };

/**
 * The table of all services, worst first, so that what does not fit is what went best. A single service's stands
 * upright: seven columns would break its deployment id, which a reader may have to copy.
 */
export function tableOf(results: readonly ServiceResult[], facts: ReportFacts, limits: TableLimits): Table {
  const [only, another] = results;
  return only === undefined || another !== undefined
    ? tableOfSeveral(results, facts, limits)
    : { markdown: tableOfOne(only, facts, limits), leftOut: 0 };
}

function tableOfOne(result: ServiceResult, facts: ReportFacts, { message }: TableLimits): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Outcome', outcomeCell(result, facts)],
    ['Deployment', forMarkdownCode(result.deploymentId ?? '')],
    ['Status message', forMarkdown(result.pipeline?.deploymentStatusMessage ?? '', message)],
    ['Template', templateCell(result)],
    ['Last success', moment(result.pipeline?.lastDeploymentSucceededAt) ?? ''],
    ['Waited', waitedCell(result)],
  ];
  return [
    `| Service | ${serviceLink(result.serviceName, facts)} |`,
    '| :-- | :-- |',
    ...lines.filter(([, cell]) => cell !== '' && cell !== nothing).map(([name, cell]) => `| ${name} | ${cell} |`),
  ].join('\n');
}

function tableOfSeveral(results: readonly ServiceResult[], facts: ReportFacts, limits: TableLimits): Table {
  const rows: string[] = [];
  let bytes = 0;
  for (const result of worstFirst(results).slice(0, limits.rows)) {
    const row = rowOf(result, facts, limits);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > limits.bytes) break;
    rows.push(row);
  }
  return { markdown: [...headerFor(results), ...rows].join('\n'), leftOut: results.length - rows.length };
}

function headerFor(results: readonly ServiceResult[]): readonly string[] {
  const longest = Math.max(0, ...results.map(({ serviceName }) => Math.min(serviceName.length, longestUnbroken)));
  const message = results.some(({ failure }) => failure !== undefined) ? 'Status message or error' : 'Status message';
  const columns = [
    widened('Service', longest),
    'Outcome',
    'Deployment',
    message,
    unbroken('Template, last success'),
    'Waited',
  ];
  return [`| ${columns.join(' | ')} |`, '| :-- | :-- | :-- | :-- | :-- | --: |'];
}

/**
 * A heading that is as wide as `characters` of code. Names break at their hyphens wherever a column can be made narrower
 * by it, and Markdown has no other way to forbid that which does not alter the names.
 */
function widened(heading: string, characters: number): string {
  const missing = characters * pixels.code + pixels.box - heading.length * pixels.bold;
  // The entity keeps the blanks before it from being trimmed.
  return missing <= 0 ? heading : `${heading}${'\u00A0'.repeat(Math.ceil(missing / pixels.blank))}&nbsp;`;
}

function rowOf(result: ServiceResult, facts: ReportFacts, { message }: TableLimits): string {
  const cells = [
    serviceLink(result.serviceName, facts),
    unbroken(outcomeCell(result, facts)),
    forMarkdownCode(result.deploymentId ?? '', shortId + '…'.length),
    messageCell(result, message),
    [templateCell(result), unbroken(moment(result.pipeline?.lastDeploymentSucceededAt)?.slice(0, 16) ?? '')]
      .filter((part) => part !== '')
      .join('<br>') || nothing,
    unbroken(waitedCell(result)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function outcomeCell(result: ServiceResult, facts: ReportFacts): string {
  return `${signOf(result, facts)} **${result.outcome}**`;
}

/** AWS's message about the deployment; of an error its name, since its text stands above the table. */
function messageCell({ failure, pipeline }: ServiceResult, limit: number): string {
  return forMarkdown(failure?.name ?? pipeline?.deploymentStatusMessage ?? '', limit) || nothing;
}

function templateCell({ pipeline }: ServiceResult): string {
  return forMarkdown(templateOf(pipeline) ?? '', 150);
}

function waitedCell({ waitedMilliseconds }: ServiceResult): string {
  return waitedMilliseconds > 0 ? duration(waitedMilliseconds) : nothing;
}

/** Our own text with hyphens and blanks at which a narrow column does not break it. */
function unbroken(text: string): string {
  return text.replaceAll('-', '\u2011').replaceAll(' ', '\u00A0');
}
