import { ApiError } from '../../../emulator/http/api-error.ts';
import type { Call, FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { Answer, CallLimits, Clock } from '../../../src/cancellation/ports.ts';
import { failing } from '../scripted-service.ts';
import type { CallFault } from './call-faults.ts';

/** What AWS takes to get a request, in milliseconds. */
const wayMilliseconds = 20;

/** What the calls of an emulated API go by. */
export interface Circumstances {
  readonly clock: Clock;
  /** AWS's time, in milliseconds since 1970. */
  readonly awsNow: () => number;
  readonly nextFault: () => CallFault;
  /** What the API's errors mean, by their names and messages. */
  readonly kindOf: (error: ApiError) => FailureKind;
}

/** Makes one call of an emulated API, on the tests' clock, with the next fault. */
export async function faultyCall<Value>(
  call: Call,
  { timeoutMilliseconds, signal, onSent }: CallLimits,
  { clock, awsNow, nextFault, kindOf }: Circumstances,
  carryOut: (fault: CallFault) => Value,
): Promise<Answer<Value>> {
  const fault = nextFault();
  if (fault.leaves) onSent();
  const way = Math.min(wayMilliseconds, timeoutMilliseconds / 2);
  await clock.sleep(way, signal);
  const done = fault.isCarriedOut ? attempt(() => carryOut(fault), call, kindOf) : undefined;
  await clock.sleep(Math.min(fault.milliseconds, timeoutMilliseconds - way), signal);
  if (signal.aborted) return failing('interrupted', call);
  const dateEpoch = Math.floor(awsNow() / 1_000) * 1_000;
  if (fault.milliseconds > timeoutMilliseconds - way) return failing('connection-lost', call);
  if (fault.failure !== undefined || done === undefined) return failing(fault.failure ?? 'unexpected', call);
  return { ...done, dateEpoch };
}

/** An answer that the adapter can't read. */
export class Unreadable extends Error {}

function attempt<Value>(carryOut: () => Value, call: Call, kindOf: Circumstances['kindOf']): Answer<Value> {
  try {
    return { ok: true, dateEpoch: undefined, value: carryOut(), requestId: undefined };
  } catch (thrown) {
    if (thrown instanceof Unreadable) return failing('unreadable', call);
    if (!(thrown instanceof ApiError)) throw thrown;
    return failing(kindOf(thrown), call);
  }
}

/** Makes ids, the same in every play. */
export function uuids(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
}
