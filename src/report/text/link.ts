import type { ReportFacts } from '../facts.ts';
import { forMarkdownCode } from './escape.ts';

/** A link, or the bare label where the address is none of the web. `label` is Markdown. */
export function linkTo(label: string, address: string | undefined): string {
  if (address === undefined || !URL.canParse(address)) return label;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return label;
  return `[${label}](${url.href.replace(/[^\w\-.~:/?#&=%]/g, percentEncoded)})`;
}

/** A service's name in Markdown, with a link to its page in the Proton console where there is one. */
export function serviceLink(serviceName: string, facts: ReportFacts): string {
  return linkTo(forMarkdownCode(serviceName), consoleUrl(serviceName, facts));
}

/** Says in Markdown where another endpoint than AWS's own was asked, in a rehearsal for example: nothing or one sentence. */
export function endpointNote({ endpoint }: ReportFacts): readonly string[] {
  return endpoint === undefined ? [] : [`**Not AWS's own endpoint:** ${forMarkdownCode(endpoint)} was asked.`];
}

function consoleUrl(serviceName: string, { region }: ReportFacts): string | undefined {
  if (region === undefined || !/^[a-z0-9-]{1,30}$/.test(region)) return undefined;
  const page = `#/services/detail/${encodeURIComponent(serviceName.toWellFormed())}`;
  return `https://${region}.console.aws.amazon.com/proton/home?region=${region}${page}`;
}

/** `encodeURIComponent` leaves brackets as they are, of which one ends a link in Markdown. Takes ASCII, as URLs are. */
function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
