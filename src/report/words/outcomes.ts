import type { Outcome } from '../../cancellation/model/outcome.ts';
import type { Fate } from './fate.ts';
import type { TargetWords } from './vocabulary.ts';

/** How loudly a result is shown: the kinds of annotation that GitHub knows, or none. */
export type Severity = 'error' | 'warning' | 'notice' | 'none';

/** How good the news is, for colours and signs. `open`: not finished; `doubtful`: unknown, or not as wished. */
export type Tone = 'bad' | 'doubtful' | 'open' | 'good' | 'neutral';

/** The same for each fate of a cancellation, or by fate. */
export type ByFate<Value> = Value | Readonly<Record<Fate, Value>>;

/** What the reports say and show of an outcome. */
export interface OutcomeWords {
  /** The order in which the reports show outcomes: from 0, what is broken or unknown, to what went as wished. */
  readonly rank: number;
  /** How loudly it is shown when it does not fail the step. */
  readonly severity: Severity;
  readonly tone: ByFate<Tone>;
  /** How a single result is labelled. */
  readonly label: string;
  /** The words behind the number of targets that ended so: `2 timed out`. */
  readonly counted: string;
  /** Was it cancelled? The first words of the verdict. */
  readonly answer: ByFate<string>;
  /** The title of its annotation. */
  title(words: TargetWords): string;
}

const unknown = 'Unknown whether it was cancelled';

const answerByFate: Readonly<Record<Fate, string>> = {
  'nothing-sent': 'Not cancelled',
  refused: 'Not cancelled',
  accepted: 'Being cancelled',
  ended: 'Result not confirmed',
  'in-doubt': unknown,
};

/** One row an outcome: everything about it that is no sentence of its own. */
export const outcomeWords: Readonly<Record<Outcome, OutcomeWords>> = {
  error: {
    rank: 0,
    severity: 'warning',
    tone: { 'nothing-sent': 'bad', refused: 'bad', accepted: 'doubtful', ended: 'doubtful', 'in-doubt': 'doubtful' },
    label: 'error',
    counted: 'with an error',
    answer: answerByFate,
    title: ({ api, deployment }) => `${api}: ${deployment} could not be cancelled`,
  },
  failed: {
    rank: 1,
    severity: 'warning',
    tone: 'bad',
    label: 'failed',
    counted: 'failed',
    answer: 'Not cancelled',
    title: ({ api, deployment }) => `${api}: ${deployment} failed instead of being cancelled`,
  },
  superseded: {
    rank: 2,
    severity: 'warning',
    tone: 'doubtful',
    label: 'superseded',
    counted: 'superseded',
    answer: unknown,
    title: ({ api, deployment }) => `${api}: another ${deployment} has taken its place`,
  },
  'timed-out': {
    rank: 3,
    severity: 'warning',
    tone: 'open',
    label: 'timed out',
    counted: 'timed out',
    answer: 'Not cancelled yet',
    title: ({ api, deployment }) => `${api}: ${deployment} not cancelled in time`,
  },
  interrupted: {
    rank: 4,
    severity: 'warning',
    tone: { 'nothing-sent': 'bad', refused: 'bad', accepted: 'open', ended: 'doubtful', 'in-doubt': 'doubtful' },
    label: 'interrupted',
    counted: 'interrupted',
    answer: answerByFate,
    title: ({ api, deployment }) => `${api}: step stopped while cancelling a ${deployment}`,
  },
  'not-found': {
    rank: 5,
    severity: 'warning',
    tone: 'bad',
    label: 'not found',
    counted: 'not found',
    answer: 'Not cancelled',
    title: ({ api, target }) => `${api}: ${target} not found`,
  },
  succeeded: {
    rank: 6,
    severity: 'warning',
    tone: 'doubtful',
    label: 'succeeded (finished first)',
    counted: 'succeeded (finished first)',
    answer: 'Not cancelled',
    title: ({ api, deployment }) => `${api}: ${deployment} finished before it could be cancelled`,
  },
  requested: {
    rank: 7,
    severity: 'none',
    tone: 'open',
    label: 'requested',
    counted: 'being cancelled',
    answer: 'Being cancelled',
    title: ({ api, deployment }) => `${api}: ${deployment} being cancelled`,
  },
  'would-cancel': {
    rank: 8,
    severity: 'none',
    tone: 'neutral',
    label: 'would cancel',
    counted: 'would be cancelled',
    answer: 'Dry run',
    title: ({ api, deployment }) => `${api}: ${deployment} would be cancelled`,
  },
  deleted: {
    rank: 9,
    severity: 'notice',
    tone: 'neutral',
    label: 'deleted',
    counted: 'deleted',
    answer: 'Nothing left to cancel',
    title: ({ api, target }) => `${api}: ${target} deleted`,
  },
  'nothing-to-cancel': {
    rank: 10,
    severity: 'notice',
    tone: 'neutral',
    label: 'nothing to cancel',
    counted: 'with nothing to cancel',
    answer: 'Nothing to cancel',
    title: ({ api, deployment }) => `${api}: no ${deployment} to cancel`,
  },
  cancelled: {
    rank: 11,
    severity: 'none',
    tone: 'good',
    label: 'cancelled',
    counted: 'cancelled',
    answer: 'Cancelled',
    title: ({ api, deployment }) => `${api}: ${deployment} cancelled`,
  },
};

/** What a table says by fate, or for all alike. */
export function valueAt<Value extends string>(byFate: ByFate<Value>, fate: Fate): Value {
  return typeof byFate === 'string' ? byFate : byFate[fate];
}
