import { largest } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { decimal, mebibytes, seconds } from '../report/units.ts';
import { runManyStep } from './many-step.ts';
import { type TargetKind, targetWords } from './target-kind.ts';
import { targetMix } from './target-mix.ts';

/** One step over many targets. */
export interface ManyTargetsMeasurement {
  readonly count: number;
  /** The emulator's limit; infinity for none. */
  readonly callsPerSecond: number;
  readonly wholeMilliseconds: number;
  /** Calls that arrived, and those of them that were throttled, by target. */
  readonly calls: number;
  readonly throttled: number;
  readonly peakMemory: number | undefined;
  /** A sentence for each target whose result is lost or wrong. */
  readonly wrong: readonly string[];
}

/** How long a cancellation takes: what stops and undoes a small CloudFormation stack takes tens of seconds. */
export const manyCancelMilliseconds = 30_000;

const noLimit = Number.POSITIVE_INFINITY;

type Cases = readonly (readonly [callsPerSecond: number, counts: readonly number[]])[];

/**
 * A thousand targets at 5 calls a second would take seven minutes to say what a hundred say. Stacks share all but the API with
 * services, so that fewer cases say enough.
 */
const cases: Readonly<Record<TargetKind, Cases>> = {
  service: [
    [noLimit, [1, 10, 100, 1_000]],
    [20, [1, 10, 100, 1_000]],
    [5, [1, 10, 100]],
  ],
  stack: [
    [noLimit, [1, 100, 1_000]],
    [20, [100, 1_000]],
  ],
};

/** Runs all cases, one after another, and tells of each as it ends. */
export async function measureManyTargets(
  kind: TargetKind,
  tell: (progress: string) => void,
): Promise<readonly ManyTargetsMeasurement[]> {
  const measurements: ManyTargetsMeasurement[] = [];
  for (const [callsPerSecond, counts] of cases[kind]) {
    for (const count of counts) {
      const measurement = await measureCase(kind, count, callsPerSecond);
      measurements.push(measurement);
      const { wholeMilliseconds, wrong } = measurement;
      tell(`${count} ${kind}s, ${rateText(callsPerSecond)}: ${seconds(wholeMilliseconds)}, ${wrong.length} wrong`);
    }
  }
  return measurements;
}

async function measureCase(kind: TargetKind, count: number, callsPerSecond: number): Promise<ManyTargetsMeasurement> {
  const settings = { callsPerSecond, cancelMilliseconds: manyCancelMilliseconds };
  const { step, calls, peakMemory, wrong } = await runManyStep(targetMix(kind, count), settings);
  const { throttling } = targetWords[kind];
  return {
    count,
    callsPerSecond,
    wholeMilliseconds: step.milliseconds,
    calls: calls.length / count,
    throttled: calls.filter(({ answer }) => answer === throttling).length / count,
    peakMemory,
    wrong,
  };
}

/** The table of many targets, in Markdown. */
export function manyTargetsTable(kind: TargetKind, measurements: readonly ManyTargetsMeasurement[]): string {
  const rows = measurements.map(({ count, callsPerSecond, wholeMilliseconds, calls, throttled, peakMemory, wrong }) => [
    count.toLocaleString('en-US'),
    rateText(callsPerSecond),
    seconds(wholeMilliseconds),
    decimal(calls, 1),
    decimal(throttled, 1),
    mebibytes(peakMemory),
    String(wrong.length),
  ]);
  const heads = [`${kind}s`, 'limit', 'wall time', `calls/${kind}`, `throttled/${kind}`, 'peak memory', 'wrong'];
  return tableOf(heads, rows, 0);
}

function rateText(callsPerSecond: number): string {
  return callsPerSecond === noLimit ? 'no limit' : `${callsPerSecond} calls/s`;
}

/**
 * How long a step over a thousand targets may take, in milliseconds. CancelUpdateStack answers nothing, so that a stack takes one
 * read more than a service: 5 s more at 200 calls a second, 50 s more at 20.
 */
const allowedMilliseconds: Readonly<Record<TargetKind, { readonly unlimited: number; readonly at20: number }>> = {
  service: { unlimited: 40_000, at20: 130_000 },
  stack: { unlimited: 45_000, at20: 180_000 },
};

/** The targets of many targets. */
export function manyTargetsTargets(
  kind: TargetKind,
  measurements: readonly ManyTargetsMeasurement[],
): readonly Target[] {
  const thousand = measurements.filter(({ count }) => count === 1_000);
  const timeAt = (rate: number): number | undefined =>
    thousand.find(({ callsPerSecond }) => callsPerSecond === rate)?.wholeMilliseconds;
  const memory = thousand.flatMap(({ peakMemory }) => peakMemory ?? []);
  const wrong = measurements.flatMap((measurement) => measurement.wrong);
  const allowed = allowedMilliseconds[kind];
  return [
    atMost(`1,000 ${kind}s without a limit`, timeAt(noLimit), allowed.unlimited, seconds),
    atMost(`1,000 ${kind}s at 20 calls a second`, timeAt(20), allowed.at20, seconds),
    atMost(
      `peak memory at 1,000 ${kind}s`,
      memory.length === 0 ? undefined : largest(memory),
      170 * 2 ** 20,
      mebibytes,
    ),
    atMost(`${kind}s: results wrong or lost`, wrong.length, 0, String),
  ];
}
