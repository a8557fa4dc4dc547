import type { TargetResult } from '../../cancellation/model/result.ts';
import { forLog, logMedium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { verdictOf } from '../words/verdict.ts';
import { verdictLine } from '../words/verdict-line.ts';

/** The verdict as one line of plain text that can't act: the log's last line, and the output `message`. */
export function verdictText(results: readonly TargetResult[], facts: ReportFacts): string {
  return forLog(verdictLine(verdictOf(results, facts, logMedium)));
}
