import { failsStep, type Outcome } from '../../cancellation/model/outcome.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { type Fate, fateOf } from '../sentences/fate.ts';
import { groupBy, type NonEmpty } from '../sentences/grouping.ts';
import { cancelled } from './cancelled.ts';
import { deleted } from './deleted.ts';
import { error } from './error.ts';
import { failed } from './failed.ts';
import { interrupted } from './interrupted.ts';
import { notCancellable } from './not-cancellable.ts';
import { notFound } from './not-found.ts';
import { nothingToCancel } from './nothing-to-cancel.ts';
import type { OutcomeWords } from './outcome-words.ts';
import { requested } from './requested.ts';
import { succeeded } from './succeeded.ts';
import { superseded } from './superseded.ts';
import { timedOut } from './timed-out.ts';
import { wouldCancel } from './would-cancel.ts';

/** How loudly a result is shown: the kinds of annotation that GitHub knows, or none. */
type Severity = 'error' | 'warning' | 'notice' | 'none';

/** How good the news is, for colours and signs. `open`: not finished; `doubtful`: unknown, or not as intended. */
type Tone = 'bad' | 'doubtful' | 'open' | 'good' | 'neutral';

interface OutcomeRow {
  readonly words: OutcomeWords;
  /** The words behind the number of targets that ended so: `2 timed out`. */
  readonly counted: string;
  /** How loudly it is shown when it does not fail the step. */
  readonly severity: Severity;
  readonly tone: Tone | Readonly<Record<Fate, Tone>>;
}

const unsent = { 'nothing-sent': 'bad', refused: 'bad', ended: 'doubtful', 'in-doubt': 'doubtful' } as const;
const errorTone = { ...unsent, accepted: 'doubtful' } as const;
const interruptedTone = { ...unsent, accepted: 'open' } as const;

/** One row for each outcome, in the order in which the reports show them: what is broken or unknown first, what went well last. */
const outcomeRows: Readonly<Record<Outcome, OutcomeRow>> = {
  error: { words: error, counted: 'with an error', severity: 'warning', tone: errorTone },
  failed: { words: failed, counted: 'failed', severity: 'warning', tone: 'bad' },
  superseded: { words: superseded, counted: 'superseded', severity: 'warning', tone: 'doubtful' },
  'timed-out': { words: timedOut, counted: 'timed out', severity: 'warning', tone: 'open' },
  interrupted: { words: interrupted, counted: 'interrupted', severity: 'warning', tone: interruptedTone },
  'not-found': { words: notFound, counted: 'not found', severity: 'warning', tone: 'bad' },
  'not-cancellable': { words: notCancellable, counted: 'not cancellable', severity: 'warning', tone: 'bad' },
  succeeded: { words: succeeded, counted: succeeded.label, severity: 'warning', tone: 'doubtful' },
  requested: { words: requested, counted: 'being cancelled', severity: 'none', tone: 'open' },
  'would-cancel': { words: wouldCancel, counted: 'would be cancelled', severity: 'none', tone: 'neutral' },
  deleted: { words: deleted, counted: 'deleted', severity: 'notice', tone: 'neutral' },
  'nothing-to-cancel': {
    words: nothingToCancel,
    counted: 'with nothing to cancel',
    severity: 'notice',
    tone: 'neutral',
  },
  cancelled: { words: cancelled, counted: 'cancelled', severity: 'none', tone: 'good' },
};

const order = Object.keys(outcomeRows);

/** Everything that is said about an outcome. */
export function wordsOf(outcome: Outcome): OutcomeWords {
  return outcomeRows[outcome].words;
}

/** The results, worst first; among equals the longest wait first, then input order. */
export function worstFirst(results: readonly TargetResult[]): readonly TargetResult[] {
  return results.toSorted(
    (left, right) =>
      order.indexOf(left.outcome) - order.indexOf(right.outcome) || right.waitedMilliseconds - left.waitedMilliseconds,
  );
}

/** The results by outcome, worst first. */
export function byOutcome(results: readonly TargetResult[]): readonly (readonly [Outcome, NonEmpty<TargetResult>])[] {
  return [...groupBy(worstFirst(results), ({ outcome }) => outcome)];
}

/** The results counted by outcome, worst first: `1 failed, 2 timed out`. */
export function countsOf(results: readonly TargetResult[]): string {
  return byOutcome(results)
    .map(([outcome, { length }]) => countOf(length, outcome))
    .join(', ');
}

/** A group's size in words that can't be taken for better news than it is: `1 succeeded (finished first)`. */
export function countOf(count: number, outcome: Outcome): string {
  return `${count} ${outcomeRows[outcome].counted}`;
}

/** Worst first. */
const tones: readonly Tone[] = ['bad', 'doubtful', 'open', 'good', 'neutral'];

const signs: Readonly<Record<Tone, string>> = { bad: '❌', doubtful: '⚠️', open: '⏳', good: '✅', neutral: 'ℹ️' };

/**
 * How loudly a result is shown: an error where it fails the step, else as its outcome asks for. Two reasons for
 * `nothing-to-cancel` ask for more: a deployment that goes on, and a target that somebody has to repair.
 */
export function severityOf({ outcome, reason, hasLeftovers }: TargetResult, failOn: ReadonlySet<Outcome>): Severity {
  if (failsStep(outcome, failOn)) return 'error';
  return needsSomebody(reason) || hasLeftovers ? 'warning' : outcomeRows[outcome].severity;
}

/** How good the news is. Says what became of the deployment, not whether the step fails. */
function toneOf(result: TargetResult): Tone {
  if (needsSomebody(result.reason)) return 'doubtful';
  const { tone } = outcomeRows[result.outcome];
  return typeof tone === 'string' ? tone : tone[fateOf(result)];
}

/**
 * What became of the deployment, in one sign: `❌` not cancelled, `⚠️` unknown or not as wished, `⏳` still being
 * cancelled, `✅` cancelled, `ℹ️` nothing was done.
 */
export function signOf(result: TargetResult): string {
  return signs[toneOf(result)];
}

/** The worst sign of all targets. */
export function signOfAll(results: readonly TargetResult[]): string {
  const present = new Set(results.map(toneOf));
  return signs[tones.find((tone) => present.has(tone)) ?? 'neutral'];
}

/** Whether the reason is one that somebody has to see to, although there was nothing to cancel. */
export function needsSomebody(reason: Reason): boolean {
  return reason.kind === 'stuck' || (reason.kind === 'another-deployment' && reason.isInProgress);
}
