import process from 'node:process';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import type { EmulatorSettings } from '../emulator/settings.ts';
import { environmentFor } from '../runner/emulated.ts';
import { inputVariable, type Variables } from '../runner/variables.ts';
import type { Clock } from '../src/cancellation/ports.ts';
import { behindNet } from '../src/host/runner.ts';
import { systemClock } from '../src/host/system-clock.ts';
import { runStep } from '../src/main.ts';
import { createRedactor, type Redactor } from '../src/redaction.ts';
import type { Annotation, Comment, ExitCode } from '../src/report/ports.ts';
import type { World } from '../src/world.ts';
import { afterFile } from './after-file.ts';
import { LeapingClock } from './leaping-clock.ts';

/** A step to run in this process. */
export interface MemoryStep {
  /** The inputs of `with:`, by their names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What the environment has beside the inputs. Nothing of this machine's own gets through. */
  readonly environment?: Variables;
  /** Whether debug logging is on; off by default. */
  readonly isDebug?: boolean;
  /** The machine's own by default. */
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** What is run; the action's step by default. */
  readonly work?: (world: World) => Promise<ExitCode>;
}

/** What a step left, secrets taken out: all of it, and in the words of `StepResult` of the bundle's runs. */
export interface MemoryStepResult {
  readonly exitCode: ExitCode;
  /** From the start of the step to its end, by its clock. */
  readonly milliseconds: number;
  /** The lines at `info`. */
  readonly log: readonly string[];
  /** The lines at `debug`; none without `isDebug`. */
  readonly debug: readonly string[];
  readonly annotations: readonly Annotation[];
  /** The last value of each output. */
  readonly outputs: Readonly<Record<string, string>>;
  /** All outputs in the order in which they were set, the early ones as well. */
  readonly outputsAsSet: readonly (readonly [name: string, value: string])[];
  readonly summary: string;
  /** What would be left on the pull request. */
  readonly comments: readonly Comment[];
}

/**
 * Runs the step in this process: the same code as the bundle's but for its entry and GitHub's toolkit, in a tenth of the time.
 * Steps run one after the other, since the SDK reads credentials and endpoints in the environment of the process.
 */
export function runInMemory(step: MemoryStep): Promise<MemoryStepResult> {
  const run = lastRun.then(() => runAlone(step));
  lastRun = run.catch(() => undefined);
  return run;
}

let lastRun: Promise<unknown> = Promise.resolve();

async function runAlone({
  inputs,
  environment: more,
  isDebug = false,
  clock = systemClock,
  signal,
  work = runStep,
}: MemoryStep) {
  const environment = withoutUndefined({
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_RUN_ID: '1658821493',
    ...more,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value])),
  });
  const redactor = createRedactor(environment);
  const { runner, left } = memoryRunner(isDebug, redactor);
  let tokens = 0;
  const environmentOfProcess = process.env;
  process.env = environment;
  const startedAt = clock.now();
  try {
    const exitCode = await work({
      runner,
      redactor,
      environment,
      clock,
      random: () => 0.5,
      newToken: () => `token-${++tokens}`,
      signal: signal ?? new AbortController().signal,
      early: undefined,
    });
    return {
      ...left,
      exitCode,
      milliseconds: clock.now() - startedAt,
      outputs: Object.fromEntries(left.outputsAsSet),
      summary: left.summaries.join(''),
    };
  } finally {
    process.env = environmentOfProcess;
  }
}

function withoutUndefined(variables: Variables): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

/** A runner that keeps what it is given, and that. */
function memoryRunner(isDebug: boolean, redactor: Redactor) {
  const left = {
    log: [] as string[],
    debug: [] as string[],
    annotations: [] as Annotation[],
    outputsAsSet: [] as [string, string][],
    summaries: [] as string[],
    comments: [] as Comment[],
  };
  const runner = behindNet(redactor, {
    isDebug,
    log: ({ level, text }) => {
      left[level === 'info' ? 'log' : 'debug'].push(text);
    },
    annotate: (annotation) => {
      left.annotations.push(annotation);
    },
    setOutputs: (outputs) => {
      left.outputsAsSet.push(...Object.entries(outputs));
    },
    writeSummary: async (markdown) => {
      left.summaries.push(markdown);
    },
    comment: async (comment) => {
      left.comments.push(comment);
      return { kind: 'created' };
    },
  });
  return { runner, left };
}

/**
 * A clock on which time passes this many times as fast as it does: for what goes on elsewhere meanwhile, where a `LeapingClock` would
 * not stand still.
 */
export function quickClock(times = 100): Clock {
  const start = systemClock.now();
  const startEpoch = systemClock.epoch();
  const now = (): number => (systemClock.now() - start) * times;
  return {
    now,
    epoch: () => startEpoch + now(),
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / times, signal),
  };
}

/** An emulator in this process that lives on a leaping clock, and steps that do as well. */
export interface QuickWorld {
  readonly emulator: Emulator;
  /** Runs a step against the emulator. What is in place by then has begun some seconds before the step. */
  run(step: MemoryStep): Promise<MemoryStepResult>;
}

/** Starts an emulator, which is closed when the file's tests are over. Its settings count in the clock's time. */
export async function quickWorld(settings: Partial<EmulatorSettings> = {}): Promise<QuickWorld> {
  const clock = new LeapingClock();
  const emulatorClock = { now: () => clock.epoch() };
  const emulator = await startEmulator({ clock: emulatorClock, signatureClock: emulatorClock, ...settings });
  afterFile(() => emulator.close());
  return {
    emulator,
    run: (step) => {
      clock.leap(2_000);
      return runInMemory({ clock, ...step, environment: { ...environmentFor(emulator), ...step.environment } });
    },
  };
}

/** The annotations of a step, as `severity title: message`. */
export function annotationsIn({ annotations }: MemoryStepResult): readonly string[] {
  return annotations.map(({ severity, title, message }) => `${severity} ${title}: ${message}`);
}
