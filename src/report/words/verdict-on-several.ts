import type { TargetResult } from '../../cancellation/model/result.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import { byFailure, byOutcome, countsOf, namesOf } from './grouping.ts';
import { nextStepOfGroup } from './next-step.ts';
import { needsSomebody } from './severity.ts';
import type { Verdict } from './verdict-line.ts';
import { vocabulary } from './vocabulary.ts';

/** The verdict on several targets: how many deployments were cancelled, and how the others ended. */
export function verdictOnSeveral(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): Verdict {
  const areAllCancelled = results.length > 0 && results.every(({ outcome }) => outcome === 'cancelled');
  return {
    headline: headlineFor(results, facts),
    cause: undefined,
    deployed: areAllCancelled ? 'what was deployed before, at each of them.' : undefined,
    nextStep: nextStepFor(results, facts, medium),
  };
}

function headlineFor(results: readonly TargetResult[], { dryRun, targetKind }: ReportFacts): string {
  const { api, deployment } = vocabulary[targetKind];
  const left = results.filter(({ outcome }) => outcome !== 'cancelled');
  const counted = `${api}: ${results.length - left.length} of ${results.length} ${deployment}s cancelled`;
  if (dryRun) return `${counted}. Dry run, nothing was changed: ${countsOf(results)}.`;
  return left.length === 0 ? `${counted}.` : `${counted}; ${countsOf(left)}.`;
}

/** The next step of the worst outcome that asks for one; the summary has the others. */
function nextStepFor(results: readonly TargetResult[], facts: ReportFacts, medium: Medium): string | undefined {
  for (const { outcome, results: group } of byOutcome(results)) {
    const [errors] = outcome === 'error' ? byFailure(group, facts) : [];
    const concerned = errors ?? { failure: undefined, results: urgentFirst(group) };
    const step = nextStepOfGroup(concerned, facts, medium);
    if (step !== undefined) return `${step} This is about ${namesOf(concerned.results, medium, 3)}.`;
  }
  return undefined;
}

function urgentFirst(results: readonly TargetResult[]): readonly TargetResult[] {
  const urgent = results.filter(({ reason }) => needsSomebody(reason));
  return urgent.length > 0 ? urgent : results;
}
