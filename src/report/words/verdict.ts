import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import type { Medium } from '../text/escape.ts';
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
