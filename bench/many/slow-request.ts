import { largest, median } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { seconds } from '../report/units.ts';
import { type ManyStep, runManyStep } from './many-step.ts';
import { type TargetKind, targetWords } from './target-kind.ts';
import { cancelledTargets } from './target-mix.ts';

/** When the end of the other targets was seen, in milliseconds from the start of the process, medians of all runs. */
export interface KnownTimes {
  /** Of the target in the middle. */
  readonly typical: number;
  /** Of the last one. */
  readonly last: number;
}

/** Steps over a hundred targets, with and without one slow request. */
export interface SlowRequestResult {
  readonly without: KnownTimes;
  readonly withSlow: KnownTimes;
  readonly wrong: readonly string[];
}

/** How many targets a step has, and how often it is run in each way, interleaved. */
export const slowRequestCount = 100;
export const slowRequestRuns = 3;

/** How long the answer to the slow request takes: less than the 20 s after which the action gives an attempt up. */
export const slowRequestMilliseconds = 15_000;

/** How long a cancellation takes: over well before the slow answer is there, so that a step that waits for it shows. */
export const slowRequestCancelMilliseconds = 5_000;

/** Which cancel request is slow, counted from 1: others go before it and after it. */
const slowAt = 50;

/** Runs steps with and without a slow request, one after another. */
export async function measureSlowRequest(
  kind: TargetKind,
  tell: (progress: string) => void,
): Promise<SlowRequestResult> {
  const [without, withSlow]: [KnownTimes[], KnownTimes[]] = [[], []];
  const wrong: string[] = [];
  for (let run = 1; run <= slowRequestRuns; run += 1) {
    for (const [isSlow, times] of [[false, without] as const, [true, withSlow] as const]) {
      const step = await runOnce(kind, isSlow);
      times.push(knownTimes(kind, step));
      wrong.push(...step.wrong);
    }
    tell(`run ${run} of ${slowRequestRuns}`);
  }
  return { without: mediansOf(without), withSlow: mediansOf(withSlow), wrong };
}

function runOnce(kind: TargetKind, isSlow: boolean): Promise<ManyStep> {
  const operation = targetWords[kind].cancelOperation;
  return runManyStep(cancelledTargets(kind, slowRequestCount), {
    cancelMilliseconds: slowRequestCancelMilliseconds,
    faults: isSlow ? [{ kind: 'delay', milliseconds: slowRequestMilliseconds, operation, from: slowAt, times: 1 }] : [],
  });
}

/** When the others were last read: the read that saw the end, after which there is none. */
export function knownTimes(
  kind: TargetKind,
  { calls, startedAtMilliseconds }: Pick<ManyStep, 'calls' | 'startedAtMilliseconds'>,
): KnownTimes {
  const slow = calls.filter(({ operation }) => operation === targetWords[kind].cancelOperation)[slowAt - 1]?.targetName;
  const lastCalls = new Map(calls.map(({ targetName, atMilliseconds }) => [targetName, atMilliseconds]));
  const times = [...lastCalls].flatMap(([name, at]) => (name === slow ? [] : [at - startedAtMilliseconds]));
  return { typical: median(times), last: largest(times) };
}

function mediansOf(times: readonly KnownTimes[]): KnownTimes {
  return { typical: median(times.map(({ typical }) => typical)), last: median(times.map(({ last }) => last)) };
}

/** The table of the slow request, in Markdown. */
export function slowRequestTable({ without, withSlow }: SlowRequestResult): string {
  const row = (label: string, { typical, last }: KnownTimes): readonly string[] => [
    label,
    seconds(typical),
    seconds(last),
  ];
  return tableOf(
    ['the other 99', 'end seen, median', 'end seen, last'],
    [row('without a slow request', without), row('with one slow request', withSlow)],
  );
}

/** The targets of the slow request. */
export function slowRequestTargets({ without, withSlow, wrong }: SlowRequestResult): readonly Target[] {
  return [
    atMost('one slow request: how much later the last other is known', withSlow.last - without.last, 2_000, seconds),
    atMost('one slow request: results wrong or lost', wrong.length, 0, String),
  ];
}
