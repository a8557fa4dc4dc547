import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { ServiceResult } from '../../cancellation/model/result.ts';
import type { ReportFacts } from '../facts.ts';
import type { Medium } from '../text/escape.ts';
import { byFailure, byOutcome, countsOf, namesOf } from './grouping.ts';
import { nextStepOf } from './next-step.ts';
import { mayBeCancelling } from './standing.ts';
import type { Verdict } from './verdict-parts.ts';

/** The verdict on several services: how many of them are stopped, and how the others ended. */
export function verdictOnSeveral(results: readonly ServiceResult[], facts: ReportFacts, medium: Medium): Verdict {
  const stopped = stoppedOf(results, facts);
  const areAllStopped = results.length > 0 && results.every(({ outcome }) => outcome === 'cancelled');
  return {
    stopped,
    inShort: stopped,
    cause: undefined,
    deployed: areAllStopped ? 'what was deployed before, at each of them.' : undefined,
    nextStep: nextStepFor(results, medium),
  };
}

function stoppedOf(results: readonly ServiceResult[], { dryRun }: ReportFacts): string {
  const total = results.length;
  if (total === 0) return 'No service was worked on.';
  if (dryRun) return `Dry run, nothing was changed. ${total} services: ${countsOf(results)}.`;
  const left = results.filter(({ outcome }) => outcome !== 'cancelled');
  const stopped = total - left.length;
  if (left.length === 0) return `All ${total} services stopped.`;
  if (left.every(({ outcome }) => isNothing(outcome))) return nothingLeft(stopped, total, left);
  if (stopped > 0) return `${stopped} of ${total} services stopped. The others: ${countsOf(left)}.`;
  if (left.every(({ outcome }) => outcome === 'requested')) return `Being stopped: all ${total} services.`;
  return left.some(isOpen)
    ? `None of ${total} services is known to be stopped: ${countsOf(left)}.`
    : `None of ${total} services was stopped: ${countsOf(left)}.`;
}

function nothingLeft(stopped: number, total: number, left: readonly ServiceResult[]): string {
  return stopped === 0
    ? `Nothing to stop at ${total} services: ${countsOf(left)}.`
    : `Nothing is left to stop. ${stopped} of ${total} services stopped, ${countsOf(left)}.`;
}

/** Whether there was no deployment to stop, so that its not being stopped is no bad news. */
function isNothing(outcome: Outcome): boolean {
  return outcome === 'nothing-to-cancel' || outcome === 'deleted';
}

/** Whether the deployment may be stopped by now, or yet be, though nobody here has seen it. */
function isOpen(result: ServiceResult): boolean {
  switch (result.outcome) {
    case 'superseded':
    case 'timed-out':
    case 'requested':
      return true;
    case 'interrupted':
    case 'error':
      return mayBeCancelling(result);
    case 'cancelled':
    case 'succeeded':
    case 'failed':
    case 'nothing-to-cancel':
    case 'deleted':
    case 'not-found':
    case 'would-cancel':
      return false;
  }
}

/** The next step of the worst outcome; the summary has the others. */
function nextStepFor(results: readonly ServiceResult[], medium: Medium): string | undefined {
  const [worst] = byOutcome(results);
  if (worst === undefined) return undefined;
  const group = worst.outcome === 'error' ? (byFailure(worst.results)[0]?.results ?? []) : worst.results;
  const [first] = group;
  const step = first === undefined ? undefined : nextStepOf(first, medium);
  return step === undefined ? undefined : `${step} This is about ${namesOf(group, medium, 3)}.`;
}
