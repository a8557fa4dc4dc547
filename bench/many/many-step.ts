import { type StepResult, startStep } from '../../runner/run-step.ts';
import { startEmulatorChild } from '../emulator/child.ts';
import type { ArrivedCall, BenchSettings } from '../emulator/messages.ts';
import { watchPeakMemory } from '../measure/measured-run.ts';
import { monotonicMilliseconds } from '../measure/monotonic.ts';
import { wrongResults } from './result-check.ts';
import { targetWords } from './target-kind.ts';
import type { TargetMix } from './target-mix.ts';

/** A step with many targets, run to its end. */
export interface ManyStep {
  readonly step: StepResult;
  /** Right before its process was started, on the machine's monotonic clock. */
  readonly startedAtMilliseconds: number;
  /** In bytes; undefined where the platform can't tell. */
  readonly peakMemory: number | undefined;
  readonly calls: readonly ArrivedCall[];
  /** A sentence for each target whose result is lost or wrong. */
  readonly wrong: readonly string[];
}

/** Sampling costs time of the core that the emulator runs on, and the high-water mark only ever rises. */
const samplingMilliseconds = 20;

const waitMinutes = 60;
const limitMilliseconds = 40 * 60_000;

/** Puts the targets in place in an emulator of their own, and runs one step over all of them. Throws when the step fails. */
export async function runManyStep(mix: TargetMix, settings: BenchSettings): Promise<ManyStep> {
  const emulator = await startEmulatorChild(settings);
  try {
    await emulator.place(mix.targets.flatMap(({ placed }) => placed ?? []));
    const startedAtMilliseconds = monotonicMilliseconds();
    const [step, peakMemory] = await runStep(mix, emulator.environment);
    const { calls, truths } = await emulator.report();
    const { exitCode, stdout, stderr, outputs } = step;
    if (exitCode !== 0) throw new Error(`The step ended with ${exitCode}:\n${stdout.slice(-2_000)}${stderr}`);
    const wrong = wrongResults(mix, truths, outputs['results'] ?? '');
    return { step, startedAtMilliseconds, peakMemory, calls, wrong };
  } finally {
    await emulator.stop();
  }
}

async function runStep(
  { kind, targets }: TargetMix,
  environment: Readonly<Record<string, string>>,
): Promise<[StepResult, number | undefined]> {
  const running = await startStep({
    inputs: {
      [targetWords[kind].input]: targets.map(({ name }) => name).join('\n'),
      'wait-for-minutes': String(waitMinutes),
      'fail-on': 'none',
    },
    environment,
  });
  const timer = setTimeout(() => running.process.kill('SIGKILL'), limitMilliseconds);
  try {
    return await Promise.all([running.result, watchPeakMemory(running.process, samplingMilliseconds)]);
  } finally {
    clearTimeout(timer);
  }
}
