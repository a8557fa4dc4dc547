import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import { namesOf } from '../sentences/grouping.ts';
import { type SentenceContext, sentences, statusInBrackets } from '../sentences/sentence.ts';

/** Whether the verdict leaves something open for whoever deploys next. */
export function isLeftOpen({ hasLeftovers, isAtRest }: TargetResult): boolean {
  return hasLeftovers || isAtRest === false;
}

/** What is left open: that resources were left behind, and that the target isn't at rest. Undefined if nothing is. */
export function leftOpen(context: SentenceContext): string | undefined {
  const { result, words } = context;
  const status = statusInBrackets(result.lastSeen?.status, context);
  const leftBehind = `AWS left resources behind that it could not delete; the ${words.target}'s events name them`;
  const atWork = `The ${words.target} is not at rest yet${status}: AWS refuses the next ${words.short} until it is`;
  return sentences([result.hasLeftovers && leftBehind, result.isAtRest === false && atWork]) || undefined;
}

/** The same of several targets, by name. */
export function leftOpenAtSeveral(results: readonly TargetResult[], medium: Medium): string | undefined {
  const atWork = results.filter(({ isAtRest }) => isAtRest === false);
  const leftBehind = results.filter(({ hasLeftovers }) => hasLeftovers);
  const parts = [
    atWork.length > 0 && `Not at rest yet: ${namesOf(atWork, medium)}`,
    leftBehind.length > 0 && `AWS left resources behind that it could not delete: ${namesOf(leftBehind, medium)}`,
  ];
  return sentences(parts) || undefined;
}
