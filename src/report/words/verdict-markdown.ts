import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { markdownMedium } from '../text/escape.ts';
import { signOfAll } from './sign.ts';
import { verdictOf } from './verdict.ts';

/** The verdict: the answer to the first question as a heading, the answers to the others under it. */
export function verdictMarkdown(
  results: readonly ServiceResult[],
  facts: ReportFacts,
  { withNextStep }: { readonly withNextStep: boolean },
): string {
  const { stopped, cause, deployed, nextStep } = verdictOf(results, facts, markdownMedium);
  return [
    `### ${signOfAll(results, facts)} ${stopped}`,
    ...(cause === undefined ? [] : [`**Why:** ${cause}`]),
    ...(deployed === undefined ? [] : [`**Deployed now:** ${deployed}`]),
    ...(nextStep === undefined || !withNextStep ? [] : [`**What to do:** ${nextStep}`]),
  ].join('\n\n');
}
