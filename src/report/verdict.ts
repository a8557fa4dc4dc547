import type { ServiceResult } from '../cancellation/result.ts';
import type { Medium } from './escape.ts';
import type { ReportFacts } from './facts.ts';
import { verdictOnOne } from './verdict-on-one.ts';
import { verdictOnSeveral } from './verdict-on-several.ts';
import type { Verdict } from './verdict-parts.ts';

/** The verdict on all services, in words that are the same in log, summary and comment. */
export function verdictOf(results: readonly ServiceResult[], facts: ReportFacts, medium: Medium): Verdict {
  const [only, another] = results;
  return only === undefined || another !== undefined
    ? verdictOnSeveral(results, facts, medium)
    : verdictOnOne(only, facts, medium);
}
