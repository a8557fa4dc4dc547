import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { markdownMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { byFailure, type FailureGroup } from '../failures/failure-groups.ts';
import { failureText } from '../failures/failure-text.ts';
import { byOutcome, countOf } from '../outcomes/outcomes.ts';
import { groupBy, namesOf } from '../sentences/grouping.ts';
import { contextOf, sentences } from '../sentences/sentence.ts';
import { deployedInShortOf, deployedNowOf } from '../verdict/deployed-now.ts';
import { leftOpen } from '../verdict/left-open.ts';
import { causeOf } from '../verdict/reasons.ts';
import { nextStepOf, nextStepOfGroup } from '../verdict/verdict.ts';

/**
 * For each outcome, worst first, and for each failure and each thing to do: which targets, why, what is deployed now, and
 * what to do. Items of a list in Markdown, three lines at most each.
 */
export function nextStepItems(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  return byOutcome(results).flatMap(({ outcome, results: group }) =>
    outcome === 'error'
      ? byFailure(group, facts).map((failures) => errorItem(failures, facts))
      : byNextStep(group, facts).map((alike) => outcomeItem(outcome, alike, facts)),
  );
}

/** The results of one outcome, apart where different things have to be done, or are left open. */
function byNextStep(results: readonly TargetResult[], facts: ReportFacts): readonly (readonly TargetResult[])[] {
  const groups = groupBy(results, (result) => nextStepOf(result, facts, markdownMedium)).values();
  return [...groups].flatMap((group) => [...groupBy(group, (result) => noteOf(result, facts)).values()]);
}

function noteOf(result: TargetResult, facts: ReportFacts): string | undefined {
  return leftOpen(contextOf(result, facts, markdownMedium));
}

/** @param results grouped so that each has the same next step and the same note: the first one's hold for all */
function outcomeItem(outcome: Outcome, results: readonly TargetResult[], facts: ReportFacts): string {
  const [first] = results;
  const cause = common(results, (result) => causeOf(result, facts, markdownMedium));
  const step = first && nextStepOf(first, facts, markdownMedium);
  const note = first && noteOf(first, facts);
  return itemOf(outcome, results, [sentences([cause, note]), step]);
}

function errorItem(group: FailureGroup, facts: ReportFacts): string {
  const { failure, results } = group;
  const [first] = results;
  const cause =
    failure === undefined
      ? first && causeOf(first, facts, markdownMedium)
      : failureText(failure, facts, markdownMedium);
  return itemOf('error', results, [cause, nextStepOfGroup(group, facts, markdownMedium)]);
}

function itemOf(outcome: Outcome, results: readonly TargetResult[], lines: readonly (string | undefined)[]): string {
  const head = `- **${countOf(results.length, outcome)}** (${namesOf(results, markdownMedium)}).`;
  return [[head, ...deployedAt(results)].join(' '), ...lines.filter(Boolean)].join('  \n  ');
}

/** What is deployed now: at one target in full, at several what holds for all of them, if anything does. */
function deployedAt(results: readonly TargetResult[]): readonly string[] {
  const [only, another] = results;
  if (only !== undefined && another === undefined) return [`Deployed now: ${deployedNowOf(only, markdownMedium)}`];
  const shared = common(results, deployedInShortOf);
  return shared === undefined ? [] : [`Deployed now: ${shared}.`];
}

/** What the results have in common; undefined if they differ. */
function common(
  results: readonly TargetResult[],
  textOf: (result: TargetResult) => string | undefined,
): string | undefined {
  const [first, ...others] = results;
  const text = first && textOf(first);
  return others.every((result) => textOf(result) === text) ? text : undefined;
}
