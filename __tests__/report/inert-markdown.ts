import { expect } from 'vitest';
import { htmlOf, textOf } from './renderers.ts';

/** What may be in no line of a log: it ends the line, moves the cursor, or turns the writing around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
export const actingInLog = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Our own links: to AWS's pages and consoles, and to the workflow run. */
const ownAddress =
  /^https:\/\/(?:[a-z0-9-]+\.console\.aws\.amazon\.com|docs\.aws\.amazon\.com|health\.aws\.amazon\.com|repost\.aws|github\.com\/(?:acme\/shop|octo-org\/octo-repo))\//;

const ownTag =
  /^<\/?(?:h3|h4|p|ul|li|strong|code|table|thead|tbody|tr|t[hd](?: align="(?:left|right)")?|br|details|summary)>$/;

/**
 * Expects nothing in the Markdown of reports to act but the reports themselves: no link, tag, mention or reference of another.
 * A comment repeats most of the summary: what is the same is looked at once.
 */
export function expectInert(...reports: readonly string[]): void {
  const markdown = [...new Set(reports.flatMap((report) => report.split('\n\n')))].join('\n\n');
  const html = htmlOf(markdown)
    .replace(/^<!-- [^<>]* -->\s*/, '')
    .replace(/<pre><code class="language-text">[^<]*<\/code><\/pre>/g, '');
  const links = [...html.matchAll(/<a href="([^"]*)">/g)].map(([, address = '']) => address);
  expect(links.filter((address) => !ownAddress.test(address))).toEqual([]);
  const tags = html.replace(/<a href="[^"]*">|<\/(?:a)>/g, '').match(/<[^>]*>/g) ?? [];
  expect(tags.filter((tag) => !ownTag.test(tag))).toEqual([]);
  // Our own words name variables of the environment and statuses.
  const outsideCode = textOf(html.replace(/<code>.*?<\/code>/gs, ' ').replace(/<a href.*?<\/a>/gs, ' ')).replace(
    /AWS_[A-Z_]+|(?:HTTPS?|NO)_PROXY|NODE_EXTRA_CA_CERTS|(?:CREATE|UPDATE)_[A-Z_]+/g,
    ' ',
  );
  expect(outsideCode).not.toMatch(/[#@$*_~\\]/);
  // A hash inside a longer word is none (desktop/desktop, commit-mention-filter.ts: it has to end at a word boundary).
  expect(outsideCode).not.toMatch(
    /evil|www|GH-\d|CVE-\d|GHSA-\w|TICKET-\d|(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])|:x:|&#|&lt;/,
  );
}
