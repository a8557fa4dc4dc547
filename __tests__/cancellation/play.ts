import { cancelTargets } from '../../src/cancellation/cancel-targets.ts';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import type { Call } from '../../src/cancellation/model/failure.ts';
import type { Plan, Target } from '../../src/cancellation/model/plan.ts';
import type { TargetResult } from '../../src/cancellation/model/result.ts';
import type { DeploymentService } from '../../src/cancellation/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { type RecordedCall, type Script, ScriptedService } from './scripted-service.ts';

/** What the workflow's author would leave at its defaults. */
export const defaultPlan: Plan = {
  targetKind: 'service',
  targets: [targetOf('checkout-api')],
  waitMilliseconds: 30 * 60_000,
  maxPollIntervalMilliseconds: 10_000,
  deploymentId: undefined,
  dryRun: false,
};

/** A target that requests name by its name. */
export function targetOf(name: string): Target {
  return { name, reference: name };
}

/** Targets `service-0`, `service-1` and so on. */
export function targetsOf(count: number): readonly Target[] {
  return Array.from({ length: count }, (_nothing, at) => targetOf(`service-${at}`));
}

/** How a play went. */
export interface Played {
  readonly result: TargetResult;
  readonly results: readonly TargetResult[];
  readonly operations: readonly Call[];
  readonly calls: readonly RecordedCall[];
  readonly events: readonly CancellationEvent[];
  /** Milliseconds on the clock at the end. */
  readonly milliseconds: number;
}

/** Changes to how a play goes. */
export interface PlayOptions {
  readonly plan?: Partial<Plan>;
  /** Called at each call, with the controller that stops the step. */
  readonly onCall?: (call: RecordedCall, interruption: AbortController, clock: FakeClock) => void;
  readonly random?: () => number;
  readonly clock?: FakeClock;
}

/** Runs the cancellation against a scripted service, on a clock that leaps. */
export async function play(
  script: Script,
  { onCall, clock = new FakeClock(), ...options }: PlayOptions = {},
): Promise<Played> {
  const service = new ScriptedService(clock, script);
  const interruption = new AbortController();
  if (onCall !== undefined) service.onCall = (call) => onCall(call, interruption, clock);
  const played = await playWith(service, clock, interruption.signal, options);
  return { ...played, calls: service.calls, operations: service.calls.map(({ call }) => call) };
}

/** Runs the cancellation against any service, on a clock that leaps. */
export async function playWith(
  service: DeploymentService,
  clock: FakeClock,
  signal: AbortSignal = new AbortController().signal,
  { plan = {}, random = () => 0.5 }: Pick<PlayOptions, 'plan' | 'random'> = {},
): Promise<Pick<Played, 'result' | 'results' | 'events' | 'milliseconds'>> {
  const events: CancellationEvent[] = [];
  let tokens = 0;
  const newToken = (): string => {
    tokens += 1;
    return `token-${tokens}`;
  };
  const observe = (event: CancellationEvent): void => {
    events.push(event);
  };
  const dependencies = { service, clock, random, newToken, signal, observe };
  const results = await clock.run(cancelTargets({ ...defaultPlan, ...plan }, dependencies));
  const [result] = results;
  if (result === undefined) throw new Error('There is no result.');
  return { result, results, events, milliseconds: clock.now() };
}
