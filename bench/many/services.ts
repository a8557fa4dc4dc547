import { startEmulatorChild } from '../emulator/child.ts';
import { largest } from '../measure/statistics.ts';
import { tableOf } from '../report/table.ts';
import { atMost, type Target } from '../report/target.ts';
import { decimal, mebibytes, seconds, times } from '../report/units.ts';
import { runManyStep } from './many-step.ts';
import { wrongResults } from './service-check.ts';
import { serviceMix } from './service-mix.ts';

/** One step over many services. */
export interface ServicesMeasurement {
  readonly count: number;
  /** The emulator's limit; infinity for none. */
  readonly callsPerSecond: number;
  readonly wholeMilliseconds: number;
  /** Calls that arrived, and those of them that were throttled, by service. */
  readonly calls: number;
  readonly throttled: number;
  readonly peakMemory: number | undefined;
  /** A sentence for each service whose result is lost or wrong. */
  readonly wrong: readonly string[];
}

/** How long a cancellation takes: what stops and undoes a small CloudFormation stack takes tens of seconds. */
export const cancelMilliseconds = 30_000;

const counts = [1, 10, 100, 1_000];
const rates = [Number.POSITIVE_INFINITY, 20, 5];
const waitMinutes = 60;
const limitMilliseconds = 40 * 60_000;

/** Runs all cases, one after another, and tells of each as it ends. */
export async function measureServices(tell: (progress: string) => void): Promise<readonly ServicesMeasurement[]> {
  const measurements: ServicesMeasurement[] = [];
  for (const callsPerSecond of rates) {
    for (const count of counts) {
      const measurement = await measureCase(count, callsPerSecond);
      measurements.push(measurement);
      tell(
        `${count} services, ${rateText(callsPerSecond)} calls/s: ${seconds(measurement.wholeMilliseconds)}, ${measurement.wrong.length} wrong`,
      );
    }
  }
  return measurements;
}

async function measureCase(count: number, callsPerSecond: number): Promise<ServicesMeasurement> {
  const emulator = await startEmulatorChild({ callsPerSecond, cancelMilliseconds });
  try {
    const services = serviceMix(count);
    const { step, calls, peakMemory, truths } = await runManyStep(services, emulator, {
      waitMinutes,
      limitMilliseconds,
    });
    const { outputs, exitCode, stdout, stderr } = step;
    if (exitCode !== 0) throw new Error(`The step ended with ${exitCode}:\n${stdout.slice(-2_000)}${stderr}`);
    return {
      count,
      callsPerSecond,
      wholeMilliseconds: step.milliseconds,
      calls: calls.length / count,
      throttled: calls.filter(({ answer }) => answer === 'ThrottlingException').length / count,
      peakMemory,
      wrong: wrongResults(services, truths, outputs['results'] ?? ''),
    };
  } finally {
    await emulator.stop();
  }
}

/** The table of part C, in Markdown. */
export function servicesTable(measurements: readonly ServicesMeasurement[]): string {
  const rows = measurements.map(({ count, callsPerSecond, wholeMilliseconds, calls, throttled, peakMemory, wrong }) => [
    count.toLocaleString('en-US'),
    rateText(callsPerSecond),
    seconds(wholeMilliseconds),
    decimal(calls, 1),
    decimal(throttled, 1),
    mebibytes(peakMemory),
    String(wrong.length),
  ]);
  const heads = [
    'services',
    'limit, calls/s',
    'wall time',
    'calls/service',
    'throttled/service',
    'peak memory',
    'wrong',
  ];
  return tableOf(heads, rows, 0);
}

function rateText(callsPerSecond: number): string {
  return callsPerSecond === Number.POSITIVE_INFINITY ? 'none' : String(callsPerSecond);
}

/** The targets of part C. */
export function servicesTargets(measurements: readonly ServicesMeasurement[]): readonly Target[] {
  const unlimited = measurements.filter(({ callsPerSecond }) => callsPerSecond === Number.POSITIVE_INFINITY);
  const timeOf = (count: number): number =>
    unlimited.find((measurement) => measurement.count === count)?.wholeMilliseconds ?? Number.NaN;
  const memory = measurements.flatMap(({ count, peakMemory }) => (count === 1_000 ? (peakMemory ?? []) : []));
  const wrong = measurements.flatMap((measurement) => measurement.wrong);
  return [
    atMost('100 services without a limit, to the wall time of one', timeOf(100) / timeOf(1), 2, times),
    atMost(
      'peak memory at 1,000 services',
      memory.length === 0 ? undefined : largest(memory),
      150 * 2 ** 20,
      mebibytes,
    ),
    atMost('results wrong or lost', wrong.length, 0, String),
  ];
}
