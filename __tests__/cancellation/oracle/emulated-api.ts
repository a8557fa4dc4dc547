import type { ApiError } from '../../../emulator/http/api-error.ts';
import type { Call, FailureKind } from '../../../src/cancellation/model/failure.ts';
import type { Answer, CallLimits, Clock } from '../../../src/cancellation/ports.ts';
import type { CallFault } from './call-faults.ts';
import { faultyCall } from './faulty-calls.ts';

/** What an emulated API tells about itself. */
export interface EmulatedState {
  /** AWS's time, in milliseconds since 1970. */
  now(): number;
}

/** The calls of an emulated API, on the tests' clock, with a fault for each. */
export abstract class EmulatedApi {
  readonly #state: EmulatedState;
  readonly #clock: Clock;
  readonly #nextFault: () => CallFault;
  /** How many cancel requests have left the machine. */
  cancelsSent = 0;
  reads = 0;
  /** When the first cancel request was answered as accepted, in milliseconds of the clock. */
  firstAcceptedAt: number | undefined;

  constructor(state: EmulatedState, clock: Clock, nextFault: () => CallFault) {
    this.#state = state;
    this.#clock = clock;
    this.#nextFault = nextFault;
  }

  /** What an error of the API means. */
  protected abstract kindOf(error: ApiError): FailureKind;

  protected async cancelling<Value>(limits: CallLimits, carryOut: (fault: CallFault) => Value): Promise<Answer<Value>> {
    const onSent = (): void => {
      this.cancelsSent += 1;
      limits.onSent();
    };
    const answer = await this.calling('cancel', { ...limits, onSent }, carryOut);
    if (answer.ok) this.firstAcceptedAt ??= this.#clock.now();
    return answer;
  }

  protected calling<Value>(
    call: Call,
    limits: CallLimits,
    carryOut: (fault: CallFault) => Value,
  ): Promise<Answer<Value>> {
    const circumstances = {
      clock: this.#clock,
      awsNow: (): number => this.#state.now(),
      nextFault: this.#nextFault,
      kindOf: (error: ApiError): FailureKind => this.kindOf(error),
    };
    return faultyCall(call, limits, circumstances, carryOut);
  }
}
