import { failsStep, type Outcome } from '../../cancellation/model/outcome.ts';
import type { Reason } from '../../cancellation/model/reason.ts';
import type { TargetResult } from '../../cancellation/model/result.ts';
import { fateOf } from '../sentences/fate.ts';
import { outcomeRows, type Severity, type Tone } from './outcomes.ts';

/** Worst first. */
const tones: readonly Tone[] = ['bad', 'doubtful', 'open', 'good', 'neutral'];

/** A sign for the eye. */
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
