import { type Outcome, severityOf } from '../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import { bounded, forLog, logMedium } from '../text/escape.ts';
import { byFailure, byOutcome, type FailureGroup, namesOf, type OutcomeGroup } from '../words/grouping.ts';
import { nextStepOf } from '../words/next-step.ts';
import { verdictOf } from '../words/verdict.ts';
import { verdictLine } from '../words/verdict-parts.ts';

/** An annotation of the run's page. The texts can't act in the log; the message may have several lines. */
export interface Annotation {
  readonly severity: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** Characters of one annotation that GitHub keeps (actions/runner, ExecutionContext.cs). */
const annotationLimit = 4_096;
/** Different failures that one annotation tells; each has its own paragraph. */
const failuresTold = 5;

/** The annotations: at most one for each kind of outcome, worst first, and none for what went as wished. */
export function annotationsOf(results: readonly ServiceResult[], facts: ReportFacts): readonly Annotation[] {
  return byOutcome(results).flatMap((group) => {
    const severity = severityOf(group.outcome, facts.failOn);
    if (severity === 'none') return [];
    const title = titleOf(group.outcome);
    return [{ severity, title, message: bounded(messageOf(group, facts), annotationLimit - title.length) }];
  });
}

function messageOf({ outcome, results }: OutcomeGroup, facts: ReportFacts): string {
  if (results.length === 1) return messageOfOne(results, facts);
  return outcome === 'error' ? messageOfErrors(results) : messageOfSeveral(results);
}

/** What is deployed now is left to the log's last line, right under the annotation, and to the summary. */
function messageOfOne(results: readonly ServiceResult[], facts: ReportFacts): string {
  return verdictLine({ ...verdictOf(results, facts, logMedium), deployed: undefined });
}

function messageOfSeveral(results: readonly ServiceResult[]): string {
  const [first] = results;
  const nextStep = first === undefined ? undefined : nextStepOf(first, logMedium);
  const reasons = [...new Set(results.map(({ reason }) => reason))];
  return [
    `${results.length} services: ${namesOf(results, logMedium, 20)}.`,
    ...(reasons.length === 1 && reasons[0] !== undefined ? [logMedium.prose(reasons[0])] : []),
    ...(nextStep === undefined ? [] : [`What to do: ${nextStep}`]),
    'The job summary has a row for each.',
  ]
    .map((line) => forLog(line))
    .join('\n');
}

function messageOfErrors(results: readonly ServiceResult[]): string {
  const groups = byFailure(results);
  const told = groups.slice(0, failuresTold).map(paragraphOf);
  if (groups.length > failuresTold) told.push(`${groups.length - failuresTold} other kinds: see the job summary.`);
  return told.join('\n');
}

function paragraphOf({ failure, results }: FailureGroup): string {
  const names = namesOf(results, logMedium, 5);
  const [first] = results;
  if (failure === undefined) return forLog(`${names}: ${logMedium.prose(first?.reason ?? '')}`);
  const request = failure.requestId === undefined ? '' : ` Request id: ${logMedium.name(failure.requestId)}.`;
  const happened = `${logMedium.name(failure.name)}: ${forLog(failure.message, 200)}`;
  return forLog(`${names}: ${happened}${request} What to do: ${logMedium.prose(failure.remedy)}`);
}

function titleOf(outcome: Outcome): string {
  switch (outcome) {
    case 'cancelled':
      return 'Proton deployment cancelled';
    case 'succeeded':
      return 'Proton deployment finished before it could be cancelled';
    case 'failed':
      return 'Proton deployment ended as FAILED instead of being cancelled';
    case 'nothing-to-cancel':
      return 'No Proton deployment to cancel';
    case 'deleted':
      return 'Proton pipeline deleted';
    case 'not-found':
      return 'Proton service not found';
    case 'superseded':
      return 'Another Proton deployment took the place of the cancelled one';
    case 'timed-out':
      return 'Proton deployment not cancelled in time';
    case 'requested':
      return 'Proton deployment being cancelled';
    case 'would-cancel':
      return 'Proton deployment would be cancelled';
    case 'interrupted':
      return 'Interrupted while cancelling a Proton deployment';
    case 'error':
      return 'Proton deployment could not be cancelled';
  }
}
