import { type StepResult, startStep } from '../../runner/run-step.ts';
import type { EmulatorChild } from '../emulator/child.ts';
import type { ArrivedCall, ServiceTruth } from '../emulator/messages.ts';
import { watchPeakMemory } from '../measure/measured-run.ts';
import { monotonicMilliseconds } from '../measure/monotonic.ts';
import type { MixedService } from './service-mix.ts';

/** A step with many services, run to its end. */
export interface ManyStep {
  readonly step: StepResult;
  /** Right before its process was started, on the machine's monotonic clock. */
  readonly startedAtMilliseconds: number;
  /** In bytes; undefined where the platform can't tell. */
  readonly peakMemory: number | undefined;
  readonly calls: readonly ArrivedCall[];
  readonly truths: readonly ServiceTruth[];
}

/** What is said to the step beside its services. */
export interface ManyStepOptions {
  readonly waitMinutes: number;
  /** When a step that does not end is killed, in milliseconds. */
  readonly limitMilliseconds: number;
  /** The script to run; the action's bundle by default. */
  readonly entry?: string;
}

/** Sampling costs time of the core that the emulator runs on, and the high-water mark only ever rises. */
const samplingMilliseconds = 20;

/** Puts the services in place, and runs one step over all of them. */
export async function runManyStep(
  services: readonly MixedService[],
  emulator: EmulatorChild,
  { waitMinutes, limitMilliseconds, entry }: ManyStepOptions,
): Promise<ManyStep> {
  await emulator.place(services.flatMap(({ placed }) => placed ?? []));
  const startedAtMilliseconds = monotonicMilliseconds();
  const running = await startStep({
    inputs: {
      'service-name': services.map(({ name }) => name).join('\n'),
      'wait-for-minutes': String(waitMinutes),
      'fail-on': 'none',
    },
    environment: emulator.environment,
    ...(entry === undefined ? {} : { entry }),
  });
  const timer = setTimeout(() => running.process.kill('SIGKILL'), limitMilliseconds);
  const [step, peakMemory] = await Promise.all([
    running.result,
    watchPeakMemory(running.process, samplingMilliseconds),
  ]);
  clearTimeout(timer);
  const { calls, services: truths } = await emulator.report();
  return { step, startedAtMilliseconds, peakMemory, calls, truths };
}
