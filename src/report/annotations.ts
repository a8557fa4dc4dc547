import type { TargetResult } from '../cancellation/model/result.ts';
import { bounded, forLog, logMedium } from '../text/escape.ts';
import type { ReportFacts } from './facts.ts';
import { isEndOfProton } from './failures/end-of-proton.ts';
import { remedyOf } from './failures/failure-groups.ts';
import { failureText } from './failures/failure-text.ts';
import { byOutcome, severityOf, wordsOf } from './outcomes/outcomes.ts';
import type { Annotation } from './ports.ts';
import { type NonEmpty, namesOf } from './sentences/grouping.ts';
import { vocabulary } from './sentences/vocabulary.ts';
import { leftOpenAtSeveral } from './verdict/left-open.ts';
import { causeOf, reasonText } from './verdict/reasons.ts';
import { byNextStep, nextStepOfGroup, verdictLine, verdictOf } from './verdict/verdict.ts';

/** Characters of one annotation that GitHub keeps (actions/runner, ExecutionContext.cs). */
const annotationLimit = 4_096;
/** Different failures or next steps in one annotation; each has its own paragraph. */
const paragraphsShown = 5;
/** Worst first. */
const severities = ['error', 'warning', 'notice'] as const;

/** The annotations: at most one for each kind of outcome, worst first, and none for what went well. */
export function annotationsOf(results: readonly TargetResult[], facts: ReportFacts): readonly Annotation[] {
  return byOutcome(results).flatMap(([outcome, group]) => {
    const present = new Set(group.map((result) => severityOf(result, facts.failOn)));
    const severity = severities.find((each) => present.has(each));
    if (severity === undefined) return [];
    const words = vocabulary[facts.targetKind];
    const title = `${words.api}: ${wordsOf(outcome).title(words, group)}`;
    return [{ severity, title, message: bounded(messageOf(group, facts), annotationLimit - title.length) }];
  });
}

function messageOf(results: NonEmpty<TargetResult>, facts: ReportFacts): string {
  // What is deployed now is in the log's last line, right under the annotation, and in the summary.
  if (results.length === 1) return verdictLine({ ...verdictOf(results, facts, logMedium), deployed: undefined });
  const lines = results[0].outcome === 'error' ? linesOnErrors(results, facts) : linesOnSeveral(results, facts);
  return lines.flatMap((line) => (line === undefined ? [] : [forLog(line)])).join('\n');
}

function linesOnSeveral(results: NonEmpty<TargetResult>, facts: ReportFacts): readonly (string | undefined)[] {
  const { target } = vocabulary[facts.targetKind];
  const groups = byNextStep(results, facts, logMedium);
  const steps = groups.slice(0, paragraphsShown).map((group) => {
    const step = nextStepOfGroup(group, facts, logMedium);
    if (step === undefined) return undefined;
    return `What to do: ${step}${groups.length > 1 ? ` This applies to ${namesOf(group, logMedium, 5)}.` : ''}`;
  });
  const reasons = new Set(results.map((result) => reasonText(result, facts, logMedium)));
  const [reason, another] = reasons;
  return [
    `${results.length} ${target}s: ${namesOf(results, logMedium, 20)}.`,
    another === undefined ? reason : leftOpenAtSeveral(results, logMedium),
    ...steps,
    facts.hasSummary ? 'The job summary has a row for each.' : undefined,
  ];
}

function linesOnErrors(results: NonEmpty<TargetResult>, facts: ReportFacts): readonly (string | undefined)[] {
  const groups = byNextStep(results, facts, logMedium);
  const hasMore = groups.length > paragraphsShown;
  return [
    ...groups.slice(0, paragraphsShown).map((group) => paragraphOf(group, facts)),
    hasMore ? `The ${facts.hasSummary ? 'job summary' : 'log'} has the other errors.` : undefined,
  ];
}

function paragraphOf(group: NonEmpty<TargetResult>, facts: ReportFacts): string {
  const [first] = group;
  const names = namesOf(group, logMedium, 5);
  const remedy = remedyOf(group, facts, logMedium);
  // That AWS has ended Proton comes first of all.
  if (first.failure !== undefined && isEndOfProton(first.failure, facts)) {
    return `${remedy} This affects ${names}: ${failureText(first.failure, facts, logMedium)}`;
  }
  const what = causeOf(first, facts, logMedium) ?? reasonText(first, facts, logMedium);
  return `${names}: ${what} What to do: ${remedy}`;
}
