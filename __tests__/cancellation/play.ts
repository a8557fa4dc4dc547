import { cancelServices } from '../../src/cancellation/cancel-targets.ts';
import type { CancellationEvent } from '../../src/cancellation/model/events.ts';
import type { Plan } from '../../src/cancellation/model/plan.ts';
import type { ServiceResult } from '../../src/cancellation/model/result.ts';
import type { Operation } from '../../src/cancellation/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { type RecordedCall, type Script, ScriptedProton } from './scripted-proton.ts';

/** What the workflow's author would leave at its defaults. */
export const defaultPlan: Plan = {
  serviceNames: ['checkout-api'],
  waitMilliseconds: 30 * 60_000,
  maxPollIntervalMilliseconds: 10_000,
  deploymentId: undefined,
  dryRun: false,
};

/** How a play went. */
export interface Played {
  readonly result: ServiceResult;
  readonly results: readonly ServiceResult[];
  readonly operations: readonly Operation[];
  readonly calls: readonly RecordedCall[];
  readonly events: readonly CancellationEvent[];
  /** Milliseconds on the clock at the end. */
  readonly milliseconds: number;
}

/** Changes to how a play goes. */
export interface PlayOptions {
  readonly plan?: Partial<Plan>;
  /** Called at each call, with the controller that cancels the run. */
  readonly onCall?: (call: RecordedCall, interruption: AbortController, clock: FakeClock) => void;
  readonly random?: () => number;
}

/** Runs the cancellation against a scripted Proton, on a clock that leaps. */
export async function play(
  script: Script,
  { plan = {}, onCall, random = () => 0.5 }: PlayOptions = {},
): Promise<Played> {
  const clock = new FakeClock();
  const proton = new ScriptedProton(clock, script);
  const interruption = new AbortController();
  const events: CancellationEvent[] = [];
  if (onCall !== undefined) proton.onCall = (call) => onCall(call, interruption, clock);
  const observe = (event: CancellationEvent): void => {
    events.push(event);
  };
  const surroundings = { proton, clock, random, signal: interruption.signal, observe };
  const results = await clock.run(cancelServices({ ...defaultPlan, ...plan }, surroundings));
  const [result] = results;
  if (result === undefined) throw new Error('There is no result.');
  return { result, results, operations: proton.operations, calls: proton.calls, events, milliseconds: clock.now() };
}
