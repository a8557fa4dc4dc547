import type { TargetResult } from '../cancellation/model/result.ts';
import { bounded, forLog, logMedium } from '../text/escape.ts';
import type { ReportFacts } from './facts.ts';
import { isEndOfProton } from './failures/end-of-proton.ts';
import { byFailure, type FailureGroup } from './failures/failure-groups.ts';
import { failureText } from './failures/failure-text.ts';
import { byOutcome, type OutcomeGroup, wordsOf } from './outcomes/outcomes.ts';
import { severityOf } from './outcomes/severity.ts';
import type { Annotation } from './ports.ts';
import { groupBy, namesOf } from './sentences/grouping.ts';
import { vocabulary } from './sentences/vocabulary.ts';
import { leftOpenAtSeveral } from './verdict/left-open.ts';
import { causeOf, reasonText } from './verdict/reasons.ts';
import { nextStepOf, nextStepOfGroup, verdictLine, verdictOf } from './verdict/verdict.ts';

/** Characters of one annotation that GitHub keeps (actions/runner, ExecutionContext.cs). */
const annotationLimit = 4_096;
/** Different failures or next steps in one annotation; each has its own paragraph. */
const paragraphsShown = 5;
/** Worst first. */
const severities = ['error', 'warning', 'notice'] as const;

/** The annotations: at most one for each kind of outcome, worst first, and none for what went well. */
export function annotationsOf(results: readonly TargetResult[], facts: ReportFacts): readonly Annotation[] {
  return byOutcome(results).flatMap((group) => {
    const present = new Set(group.results.map((result) => severityOf(result, facts.failOn)));
    const severity = severities.find((each) => present.has(each));
    if (severity === undefined) return [];
    const title = wordsOf(group.outcome).title(vocabulary[facts.targetKind], group.results);
    return [{ severity, title, message: bounded(messageOf(group, facts), annotationLimit - title.length) }];
  });
}

function messageOf({ outcome, results }: OutcomeGroup, facts: ReportFacts): string {
  // What is deployed now is in the log's last line, right under the annotation, and in the summary.
  if (results.length === 1) return verdictLine({ ...verdictOf(results, facts, logMedium), deployed: undefined });
  return outcome === 'error' ? messageOfErrors(results, facts) : messageOfSeveral(results, facts);
}

function messageOfSeveral(results: readonly TargetResult[], facts: ReportFacts): string {
  const { target } = vocabulary[facts.targetKind];
  const groups = [...groupBy(results, (result) => nextStepOf(result, facts, logMedium))];
  const steps = groups.slice(0, paragraphsShown).map(([step, group]) => {
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
  ]
    .flatMap((line) => (line === undefined ? [] : [forLog(line)]))
    .join('\n');
}

function messageOfErrors(results: readonly TargetResult[], facts: ReportFacts): string {
  const groups = byFailure(results, facts);
  const paragraphs = groups.slice(0, paragraphsShown).map((group) => paragraphOf(group, facts));
  const left = groups.length - paragraphs.length;
  return (
    left > 0 ? [...paragraphs, `The ${facts.hasSummary ? 'job summary' : 'log'} has the other errors.`] : paragraphs
  ).join('\n');
}

function paragraphOf(group: FailureGroup, facts: ReportFacts): string {
  const { failure, results } = group;
  const names = namesOf(results, logMedium, 5);
  const [first] = results;
  if (first === undefined) return '';
  const remedy = nextStepOfGroup(group, facts, logMedium) ?? 'See the log of this step.';
  // That AWS has ended Proton comes first of all.
  if (failure !== undefined && isEndOfProton(failure, facts)) {
    return forLog(`${remedy} This affects ${names}: ${failureText(failure, facts, logMedium)}`);
  }
  const what = causeOf(first, facts, logMedium) ?? reasonText(first, facts, logMedium);
  return forLog(`${names}: ${what} What to do: ${remedy}`);
}
