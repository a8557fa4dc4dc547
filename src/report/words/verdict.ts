import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { causeOf } from './cause.ts';
import { deployedNowOf } from './deployed-now.ts';
import { wayOnAfterProton } from './end-of-support.ts';
import { isEndOfProton } from './failures.ts';
import { headlineOf } from './headline.ts';
import { nextStepOf } from './next-step.ts';
import type { Verdict } from './verdict-line.ts';
import { verdictOnSeveral } from './verdict-on-several.ts';

/** The verdict on all targets, in words that are the same in log, outputs, summary and comment. */
export function verdictOf(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): Verdict {
  const [only, another] = results;
  return only === undefined || another !== undefined
    ? verdictOnSeveral(results, facts, medium)
    : verdictOnOne(only, facts, medium);
}

function verdictOnOne(result: TargetResult, facts: ReportFacts, medium: Medium): Verdict {
  return {
    headline: headlineOf(result, facts, medium),
    cause: causeOf(result, facts, medium),
    deployed: deployedNowOf(result, medium),
    // The headline has said already that Proton has ended.
    nextStep: isEndOfProton(result.failure, facts)
      ? wayOnAfterProton(result.target.name)
      : nextStepOf(result, facts, medium),
  };
}
