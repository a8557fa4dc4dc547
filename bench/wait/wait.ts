import { largest, mean } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { decimal, seconds } from '../report/units.ts';
import { type WaiterWait, waitLikeTheSdk } from './sdk-waiter.ts';
import { type SimulatedWait, waitInFixedIntervals, waitLikeTheAction } from './simulation.ts';

/** The waits for cancellations of about one duration, each way of waiting with the same ends. */
export interface WaitMeasurement {
  readonly duration: string;
  readonly action: readonly SimulatedWait[];
  readonly fixed: readonly SimulatedWait[];
  readonly sdk: readonly WaiterWait[];
}

const fixedMilliseconds = 10_000;
const durations: readonly (readonly [label: string, milliseconds: number])[] = [
  ['5 s', 5_000],
  ['30 s', 30_000],
  ['5 min', 300_000],
  ['30 min', 1_800_000],
];

/** Ends within a tenth of the duration on either side: every moment between two reads is met. */
const ends = 400;
const spread = 0.1;

/** Fewer for the SDK's waiter: its simulation is slow, its figures are far from close. */
const endsForSdk = 40;

/** Part B: waits on simulated time. */
export async function measureWaits(): Promise<readonly WaitMeasurement[]> {
  const measurements: WaitMeasurement[] = [];
  for (const [duration, milliseconds] of durations) {
    const action: SimulatedWait[] = [];
    for (const end of endsAround(milliseconds, ends)) action.push(await waitLikeTheAction(end, Math.random));
    const fixed = endsAround(milliseconds, ends).map((end) => waitInFixedIntervals(end, fixedMilliseconds));
    const sdk: WaiterWait[] = [];
    for (const end of endsAround(milliseconds, endsForSdk)) sdk.push(await waitLikeTheSdk(end));
    measurements.push({ duration, action, fixed, sdk });
  }
  return measurements;
}

function endsAround(milliseconds: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => milliseconds * (1 + spread * ((2 * (at + 0.5)) / count - 1)));
}

/** The table of part B, in Markdown. */
export function waitTable(measurements: readonly WaitMeasurement[]): string {
  const rows = measurements.flatMap(({ duration, action, fixed, sdk }) => [
    [duration, 'this action', ...figures(action), 'yes'],
    ['', 'every 10 s', ...figures(fixed), 'yes'],
    ['', "the SDK's waiter", ...figures(sdk), sdk.every(({ neverEnded }) => neverEnded) ? '**never**' : 'yes'],
  ]);
  return tableOf(['cancellation takes', 'way of waiting', 'reads, mean', 'lag, mean', 'lag, worst', 'ends'], rows, 2);
}

function figures(waits: readonly SimulatedWait[]): readonly string[] {
  const lags = waits.map(({ lagMilliseconds }) => lagMilliseconds);
  return [decimal(mean(waits.map(({ reads }) => reads)), 1), seconds(mean(lags)), seconds(largest(lags))];
}

/** The targets of part B. */
export function waitTargets(measurements: readonly WaitMeasurement[]): readonly Target[] {
  const shares = measurements.flatMap(({ action }) => action.map(shareOfAllowedLag));
  const more = measurements.flatMap(({ action, fixed }) =>
    action.map(({ reads }, at) => reads - (fixed[at]?.reads ?? Number.NaN)),
  );
  return [
    atMost(
      'lag, worst, to what is allowed (a tenth of the wait, 1 s to 10 s)',
      largest(shares),
      1,
      (value) => `${decimal(value, 2)}×`,
    ),
    atMost('reads more than every 10 s, worst', largest(more), 30, (value) => decimal(value, 0)),
  ];
}

/** The wait is counted to the end itself, not to the read that saw it: the stricter way. */
function shareOfAllowedLag({ endMilliseconds, lagMilliseconds }: SimulatedWait): number {
  return lagMilliseconds / Math.min(Math.max(endMilliseconds / 10, 1_000), 10_000);
}
