import { type Outcome, severityOf } from '../cancellation/outcome.ts';
import type { ServiceResult } from '../cancellation/result.ts';
import { forMarkdown, forMarkdownCode, markdownMedium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { worstFirst } from './grouping.ts';
import { nextStepOf } from './next-step.ts';
import { duration, moment } from './time.ts';
import { verdictOf } from './verdict.ts';

/** A table in Markdown, and what a reader must be told about what did not fit. */
export interface Table {
  readonly markdown: string;
  /** Rows that did not fit. */
  readonly leftOut: number;
}

/** How a row is written. */
interface RowStyle {
  /** Characters of a status message. */
  readonly message: number;
  readonly shortIds: boolean;
}

/** How much a table may hold. */
export interface TableLimits {
  readonly rows: number;
  /** UTF-8 bytes of all rows. */
  readonly bytes: number;
  /** Characters of a status message. */
  readonly message: number;
}

/** From this many rows on, full ids would make each of them several lines high. */
const shortIdsFrom = 10;

const header = [
  '| Service | Outcome | Deployment | Status message | Template | Last success | Waited |',
  '| :-- | :-- | :-- | :-- | :-- | :-- | --: |',
];

/** The verdict: the answer to the first question as a heading, the answers to the others under it. */
export function verdictMarkdown(
  results: readonly ServiceResult[],
  facts: ReportFacts,
  { withNextStep }: { readonly withNextStep: boolean },
): string {
  const { stopped, cause, deployed, nextStep } = verdictOf(results, facts, markdownMedium);
  return [
    `### ${symbolOfAll(results, facts)} ${stopped}`,
    ...(cause === undefined ? [] : [`**Why:** ${cause}`]),
    ...(deployed === undefined ? [] : [`**Deployed now:** ${deployed}`]),
    ...(nextStep === undefined || !withNextStep ? [] : [`**What to do:** ${nextStep}`]),
  ].join('\n\n');
}

/** The table of all services, worst first, so that what does not fit is what went best. */
export function tableOf(results: readonly ServiceResult[], facts: ReportFacts, limits: TableLimits): Table {
  const rows: string[] = [];
  let bytes = 0;
  const style = { message: limits.message, shortIds: results.length >= shortIdsFrom };
  for (const result of worstFirst(results).slice(0, limits.rows)) {
    const row = rowOf(result, facts, style);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > limits.bytes) break;
    rows.push(row);
  }
  return { markdown: [...header, ...rows].join('\n'), leftOut: results.length - rows.length };
}

/** A link, or the bare label where the address is none of the web. `label` is Markdown. */
export function linkTo(label: string, address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return label;
  return `[${label}](${url.href.replace(/[^\w\-.~:/?#&=%]/g, percentEncoded)})`;
}

/** `encodeURIComponent` leaves brackets as they are, of which one ends a link in Markdown. Takes ASCII, as URLs are. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function rowOf(result: ServiceResult, facts: ReportFacts, { message, shortIds }: RowStyle): string {
  const { outcome, pipeline, waitedMilliseconds } = result;
  const cells = [
    linkTo(forMarkdownCode(result.serviceName), consoleUrl(result.serviceName, facts)),
    `${symbolOf(outcome, facts)}\u00A0**${unhyphenated(outcome)}**`,
    deploymentCell(result, shortIds),
    messageCell(result, message),
    templateCell(result),
    unhyphenated(moment(pipeline?.lastDeploymentSucceededAt)?.slice(0, 16) ?? '–'),
    waitedMilliseconds > 0 ? duration(waitedMilliseconds) : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Where there are many rows, ids keep their first eight characters, unless something is left to do about them. */
function deploymentCell(result: ServiceResult, shortIds: boolean): string {
  const id = result.deploymentId ?? '';
  const isShort = shortIds && nextStepOf(result, markdownMedium) === undefined;
  return forMarkdownCode(id, isShort ? 9 : 40);
}

/** Our own text with hyphens at which a narrow column does not break it. */
function unhyphenated(text: string): string {
  return text.replaceAll('-', '\u2011');
}

/** A sign for the eye: does it fail the step, does it want a look, or is all well? */
function symbolOf(outcome: Outcome, { failOn }: ReportFacts): string {
  if (outcome === 'requested') return '⏳';
  switch (severityOf(outcome, failOn)) {
    case 'error':
      return '❌';
    case 'warning':
      return '⚠️';
    case 'notice':
      return 'ℹ️';
    case 'none':
      return '✅';
  }
}

function symbolOfAll(results: readonly ServiceResult[], facts: ReportFacts): string {
  const symbols = results.map(({ outcome }) => symbolOf(outcome, facts));
  return ['❌', '⚠️', '⏳', '✅', 'ℹ️'].find((symbol) => symbols.includes(symbol)) ?? 'ℹ️';
}

/** The status message in AWS's words; the name alone of an error, whose text stands above the table. */
function messageCell({ failure, pipeline, reason }: ServiceResult, limit: number): string {
  const text = failure?.name ?? pipeline?.deploymentStatusMessage ?? '';
  return forMarkdown(text, limit) || forMarkdown(reason, limit) || '–';
}

function templateCell({ pipeline }: ServiceResult): string {
  if (pipeline?.templateName === undefined) return '–';
  const version = [pipeline.templateMajorVersion, pipeline.templateMinorVersion]
    .filter((part) => part !== undefined)
    .join('.');
  return forMarkdown(`${pipeline.templateName} ${version}`, 150) || '–';
}

function consoleUrl(serviceName: string, { region }: ReportFacts): string | undefined {
  if (region === undefined || !/^[a-z0-9-]{1,30}$/.test(region)) return undefined;
  const page = `#/services/detail/${encodeURIComponent(serviceName.toWellFormed())}`;
  return `https://${region}.console.aws.amazon.com/proton/home?region=${region}${page}`;
}
