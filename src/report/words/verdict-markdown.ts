import type { TargetResult } from '../../cancellation/model/result.ts';
import { markdownMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { signOfAll } from './severity.ts';
import { verdictOf } from './verdict.ts';

/** The verdict: the answer to the first question as a heading, the answers to the others under it. */
export function verdictMarkdown(
  results: readonly TargetResult[],
  facts: ReportFacts,
  { withNextStep }: { readonly withNextStep: boolean },
): string {
  const { headline, cause, deployed, nextStep } = verdictOf(results, facts, markdownMedium);
  return [
    `### ${signOfAll(results)} ${headline}`,
    ...(cause === undefined ? [] : [`**Why:** ${cause}`]),
    ...(deployed === undefined ? [] : [`**Deployed now:** ${deployed}`]),
    ...(nextStep === undefined || !withNextStep ? [] : [`**What to do:** ${nextStep}`]),
  ].join('\n\n');
}
