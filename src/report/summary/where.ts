import type { TargetResult } from '../../cancellation/model/result.ts';
import { forMarkdownCode, type Medium } from '../../text/escape.ts';
import { linkTo } from '../../text/link.ts';
import { accountOf } from '../account.ts';
import type { ReportFacts } from '../facts.ts';
import { vocabulary } from '../sentences/vocabulary.ts';

/**
 * Which API was called, in which region and account, and at which endpoint if it isn't AWS's own: a rehearsal must look like
 * one.
 */
export function whereOf(results: readonly TargetResult[], facts: ReportFacts, { name }: Medium): string {
  const { targetKind, region, endpoint } = facts;
  const account = accountOf(results);
  const place = region === undefined ? '' : ` in ${name(region)}`;
  const owner = account === undefined ? '' : `, account ${name(account)}`;
  const note = endpoint === undefined ? '' : `. Not AWS's own endpoint: ${name(endpoint)}`;
  return `${vocabulary[targetKind].api}${place}${owner}${note}`;
}

/**
 * A target's name in Markdown, with a link to its page in the AWS console if it has one. At another endpoint than AWS's own,
 * the console would show another target of this name, or none.
 */
export function targetLink({ target, detail }: TargetResult, { targetKind, region, endpoint }: ReportFacts): string {
  const address = endpoint === undefined ? vocabulary[targetKind].consoleUrl(detail, region) : undefined;
  return linkTo(forMarkdownCode(target.name), address);
}
