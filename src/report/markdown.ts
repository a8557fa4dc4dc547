import type { ServiceResult } from '../cancellation/result.ts';
import { forMarkdown, forMarkdownCode, markdownMedium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { worstFirst } from './grouping.ts';
import { duration, moment } from './time.ts';
import { verdictOf } from './verdict.ts';

/** A part of a document, and what a reader must be told about what did not fit. */
export interface Table {
  readonly markdown: string;
  /** Rows that did not fit. */
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

const header = [
  '| Service | Outcome | Deployment | Status message | Template | Last success | Waited |',
  '| :-- | :-- | :-- | :-- | :-- | :-- | --: |',
];

/** The verdict: the answer to the first question as a heading, the answers to the others under it. */
export function verdictMarkdown(results: readonly ServiceResult[], facts: ReportFacts): string {
  const { stopped, deployed, nextStep } = verdictOf(results, facts, markdownMedium);
  return [
    `### ${stopped}`,
    ...(deployed === undefined ? [] : [`**Deployed now:** ${deployed}`]),
    ...(nextStep === undefined ? [] : [`**What to do:** ${nextStep}`]),
  ].join('\n\n');
}

/** The table of all services, worst first, so that what does not fit is what went best. */
export function tableOf(results: readonly ServiceResult[], facts: ReportFacts, limits: TableLimits): Table {
  const rows: string[] = [];
  let bytes = 0;
  for (const result of worstFirst(results).slice(0, limits.rows)) {
    const row = rowOf(result, facts, limits.message);
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
  return `[${label}](${url.href.replace(/[()<>\\|[\]*_`]/g, (character) => encodeURIComponent(character))})`;
}

function rowOf(result: ServiceResult, facts: ReportFacts, messageLimit: number): string {
  const { pipeline } = result;
  const cells = [
    linkTo(forMarkdownCode(result.serviceName), consoleUrl(result.serviceName, facts)),
    `**${result.outcome}**`,
    forMarkdownCode(result.deploymentId ?? '', 40),
    messageCell(result, messageLimit),
    templateCell(result),
    moment(pipeline?.lastDeploymentSucceededAt) ?? '–',
    result.waitedMilliseconds > 0 ? duration(result.waitedMilliseconds) : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The status message in AWS's words; for an error, what failed. */
function messageCell({ failure, pipeline, reason }: ServiceResult, limit: number): string {
  const text = failure === undefined ? pipeline?.deploymentStatusMessage : `${failure.name}: ${failure.message}`;
  return forMarkdown(text ?? '', limit) || forMarkdown(reason, limit) || '–';
}

function templateCell({ pipeline }: ServiceResult): string {
  if (pipeline?.templateName === undefined) return '–';
  const version = [pipeline.templateMajorVersion, pipeline.templateMinorVersion]
    .filter((part) => part !== undefined)
    .join('.');
  return forMarkdownCode(version === '' ? pipeline.templateName : `${pipeline.templateName} ${version}`);
}

function consoleUrl(serviceName: string, { region }: ReportFacts): string | undefined {
  if (region === undefined || !/^[a-z0-9-]{1,30}$/.test(region)) return undefined;
  const page = `#/services/detail/${encodeURIComponent(serviceName)}`;
  return `https://${region}.console.aws.amazon.com/proton/home?region=${region}${page}`;
}
