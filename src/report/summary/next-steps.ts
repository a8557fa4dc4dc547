import type { TargetResult } from '../../cancellation/model/result.ts';
import { markdownMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { failureText } from '../failures/failure-text.ts';
import { byOutcome, countOf, wordsOf } from '../outcomes/outcomes.ts';
import { groupBy, type NonEmpty, namesOf } from '../sentences/grouping.ts';
import { contextOf, sentences } from '../sentences/sentence.ts';
import { deployedNowOf } from '../verdict/deployed-now.ts';
import { leftOpen } from '../verdict/left-open.ts';
import { causeOf } from '../verdict/reasons.ts';
import { byNextStep, nextStepOfGroup } from '../verdict/verdict.ts';

/**
 * For each outcome, worst first, and for each failure and each thing to do: which targets, why, what is deployed now, and
 * what to do. Items of a list in Markdown, three lines at most each.
 */
export function nextStepItems(results: readonly TargetResult[], facts: ReportFacts): readonly string[] {
  return byOutcome(results).flatMap(([, group]) =>
    byNextStep(group, facts, markdownMedium)
      .flatMap((alike) => byNote(alike, facts))
      .map((alike) => itemOf(alike, facts)),
  );
}

/** Apart where different things are left open. Errors stay together: of a target that was not read to the end, nothing is. */
function byNote(results: NonEmpty<TargetResult>, facts: ReportFacts): readonly NonEmpty<TargetResult>[] {
  return results[0].outcome === 'error' ? [results] : [...groupBy(results, (result) => noteOf(result, facts)).values()];
}

function noteOf(result: TargetResult, facts: ReportFacts): string | undefined {
  return leftOpen(contextOf(result, facts, markdownMedium));
}

/** @param results grouped so that each has the same next step and the same note: the first one's hold for all */
function itemOf(results: NonEmpty<TargetResult>, facts: ReportFacts): string {
  const head = `- **${countOf(results.length, results[0].outcome)}** (${namesOf(results, markdownMedium)}).`;
  const lines = [causeOfGroup(results, facts), nextStepOfGroup(results, facts, markdownMedium)];
  return [[head, ...deployedAt(results)].join(' '), ...lines.filter(Boolean)].join('  \n  ');
}

/** Why it is so. Errors are alike: the first one's cause stands for all. */
function causeOfGroup(results: NonEmpty<TargetResult>, facts: ReportFacts): string | undefined {
  const [first] = results;
  const causes = results.map((result) => causeOf(result, facts, markdownMedium));
  if (first.outcome !== 'error') return sentences([common(causes), noteOf(first, facts)]);
  return first.failure === undefined ? causes[0] : failureText(first.failure, facts, markdownMedium);
}

/** What is deployed now: at one target in full, at several what holds for all of them, if anything does. */
function deployedAt(results: NonEmpty<TargetResult>): readonly string[] {
  const [only, another] = results;
  if (another === undefined) return [`Deployed now: ${deployedNowOf(only, markdownMedium)}`];
  const shared = common(results.map((result) => wordsOf(result.outcome).deployedNow(result)));
  return shared === undefined ? [] : [`Deployed now: ${shared}.`];
}

/** What the texts have in common; undefined if they differ. */
function common(texts: readonly (string | undefined)[]): string | undefined {
  return new Set(texts).size === 1 ? texts[0] : undefined;
}
