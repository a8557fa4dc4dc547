import type { TargetResult } from '../../cancellation/model/result.ts';
import { forLog, logMedium, type Medium, markdownMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { isEndOfProton, protonEnded, wayOnAfterProton } from '../failures/end-of-proton.ts';
import { byFailure, remedyOf } from '../failures/failure-groups.ts';
import { byOutcome, countsOf, needsSomebody, signOfAll, wordsOf } from '../outcomes/outcomes.ts';
import { groupBy, type NonEmpty, namesOf } from '../sentences/grouping.ts';
import { contextOf } from '../sentences/sentence.ts';
import { vocabulary } from '../sentences/vocabulary.ts';
import { deployedNowOf } from './deployed-now.ts';
import { leftOpen, leftOpenAtSeveral } from './left-open.ts';
import { causeOf } from './reasons.ts';

/** What somebody must know in five seconds. Each part is a whole sentence or more. */
export interface Verdict {
  /** Was it cancelled? Short enough for a heading. */
  readonly headline: string;
  /** Why it is so, in AWS's words or ours; undefined if the headline says it all. */
  readonly cause: string | undefined;
  /** What is left open for whoever deploys next; undefined if nothing is. */
  readonly note: string | undefined;
  /** What is deployed now: ends a sentence that begins "Deployed now:". Undefined if that differs from target to target. */
  readonly deployed: string | undefined;
  /** What to do; undefined if nothing is left to do. */
  readonly nextStep: string | undefined;
}

/** The verdict on all targets, in words that are the same in log, outputs, summary and comment. */
export function verdictOf(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): Verdict {
  const [only, another] = results;
  return only === undefined || another !== undefined
    ? verdictOnSeveral(results, facts, medium)
    : verdictOnOne(only, facts, medium);
}

/** The verdict as one line of plain words. */
export function verdictLine({ headline, cause, note, deployed, nextStep }: Verdict): string {
  const parts = [headline, cause, note, deployed && `Deployed now: ${deployed}`, nextStep && `What to do: ${nextStep}`];
  return parts.filter(Boolean).join(' ');
}

/** The verdict as one line for the log, where it is the last one, and for the output `message`. */
export function verdictText(results: readonly TargetResult[], facts: ReportFacts): string {
  return forLog(verdictLine(verdictOf(results, facts, logMedium)));
}

/**
 * The verdict: the answer to the first question as a heading, the answers to the others under it. What to do at several
 * targets follows in a list of its own.
 */
export function verdictMarkdown(results: readonly TargetResult[], facts: ReportFacts): string {
  const { headline, cause, note, deployed, nextStep } = verdictOf(results, facts, markdownMedium);
  // A count of several is no news where Proton itself is gone. (The headline on one says so by itself.)
  const isEnd = results.length > 1 && results.every(({ failure }) => isEndOfProton(failure, facts));
  const parts = [
    `### ${signOfAll(results)} ${isEnd ? `${protonEnded}. ` : ''}${headline}`,
    cause && `**Why:** ${cause}`,
    note && `**Note:** ${note}`,
    deployed && `**Deployed now:** ${deployed}`,
    results.length > 1 ? undefined : nextStep && `**What to do:** ${nextStep}`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** What to do now: one or more sentences; undefined if nothing is left to do. */
export function nextStepOf(result: TargetResult, facts: ReportFacts, medium: Medium): string | undefined {
  return wordsOf(result.outcome).nextStep(contextOf(result, facts, medium));
}

/** The results of one outcome, apart where different things have to be done. */
export function byNextStep(
  results: NonEmpty<TargetResult>,
  facts: ReportFacts,
  medium: Medium,
): readonly NonEmpty<TargetResult>[] {
  if (results[0].outcome === 'error') return byFailure(results);
  return [...groupBy(results, (result) => nextStepOf(result, facts, medium)).values()];
}

/** What to do now at targets that `byNextStep` has put together. */
export function nextStepOfGroup(group: NonEmpty<TargetResult>, facts: ReportFacts, medium: Medium): string | undefined {
  const [first] = group;
  return first.outcome === 'error' ? remedyOf(group, facts, medium) : nextStepOf(first, facts, medium);
}

function verdictOnOne(result: TargetResult, facts: ReportFacts, medium: Medium): Verdict {
  const words = wordsOf(result.outcome);
  const headline = `${words.answer(result)}${words.headline(contextOf(result, facts, medium))}`;
  const isEnd = isEndOfProton(result.failure, facts);
  return {
    headline: isEnd ? `${protonEnded}. ${headline}` : headline,
    cause: causeOf(result, facts, medium),
    note: leftOpen(contextOf(result, facts, medium)),
    deployed: deployedNowOf(result, medium),
    // The headline has said already that Proton has ended.
    nextStep: isEnd ? wayOnAfterProton(result.target.name) : nextStepOf(result, facts, medium),
  };
}

/** The verdict on several targets: how many deployments were cancelled, and how the others ended. */
function verdictOnSeveral(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): Verdict {
  const areAllCancelled = results.length > 0 && results.every(({ outcome }) => outcome === 'cancelled');
  return {
    headline: headlineOnSeveral(results, facts),
    cause: undefined,
    note: leftOpenAtSeveral(results, medium),
    deployed: areAllCancelled ? 'what was deployed before, at each of them.' : undefined,
    nextStep: nextStepOfWorst(results, facts, medium),
  };
}

function headlineOnSeveral(results: readonly TargetResult[], { dryRun, targetKind }: ReportFacts): string {
  const { api, deployment } = vocabulary[targetKind];
  const left = results.filter(({ outcome }) => outcome !== 'cancelled');
  const counted = `${api}: ${results.length - left.length} of ${results.length} ${deployment}s cancelled`;
  if (dryRun) return `${counted}. Dry run, nothing was changed: ${countsOf(results)}.`;
  return left.length === 0 ? `${counted}.` : `${counted}; ${countsOf(left)}.`;
}

/** The next step of the worst outcome that asks for one; the summary has the others. */
function nextStepOfWorst(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): string | undefined {
  for (const [, group] of byOutcome(results)) {
    const [urgent, ...others] = group.filter(({ reason }) => needsSomebody(reason));
    const [alike] = byNextStep(urgent === undefined ? group : [urgent, ...others], facts, medium);
    const step = alike && nextStepOfGroup(alike, facts, medium);
    if (alike !== undefined && step !== undefined) return `${step} This applies to ${namesOf(alike, medium, 3)}.`;
  }
  return undefined;
}
