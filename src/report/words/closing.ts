import type { ServiceResult } from '../../cancellation/model/result.ts';
import { type Annotation, annotationsOf } from '../channels/annotations.ts';
import type { ReportFacts } from '../facts.ts';
import { logMedium } from '../text/escape.ts';
import { groupBy } from './grouping.ts';
import { verdictOf } from './verdict.ts';
import { verdictLine } from './verdict-parts.ts';

/**
 * The log's very last line: was it stopped, what is deployed now, what to do. It stands right under the annotations, and
 * does not repeat what they have told.
 */
export function closingLineOf(results: readonly ServiceResult[], facts: ReportFacts): string {
  const verdict = verdictOf(results, facts, logMedium);
  const annotations = annotationsOf(results, facts);
  if (annotations.length === 0) return verdictLine(verdict);
  const nextStep = verdict.nextStep === undefined ? undefined : `see ${thoseAbove(annotations)}.`;
  return verdictLine({ ...verdict, stopped: verdict.inShort, cause: undefined, nextStep });
}

/** `the error above`, `the 2 errors and the warning above`. */
function thoseAbove(annotations: readonly Annotation[]): string {
  const kinds = [...groupBy(annotations, ({ severity }) => severity)];
  const counted = kinds.map(([severity, { length }]) =>
    length === 1 ? `the ${severity}` : `the ${length} ${severity}s`,
  );
  return `${new Intl.ListFormat('en-GB').format(counted)} above`;
}
