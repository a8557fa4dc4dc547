import type { CloudFormationState } from '../../../../emulator/cloudformation/state/cloudformation-state.ts';
import { stackMissing } from '../../../../emulator/cloudformation/state/cloudformation-state.ts';
import type { StackRecord } from '../../../../emulator/cloudformation/state/stack-record.ts';
import { cancelUpdateStack } from '../../../../emulator/cloudformation/state/stack-requests.ts';
import type { ApiError } from '../../../../emulator/http/api-error.ts';
import type { Call, FailureKind } from '../../../../src/cancellation/model/failure.ts';
import type {
  Answer,
  CallLimits,
  Clock,
  DeploymentService,
  EndQuestion,
  EndReading,
  Reading,
} from '../../../../src/cancellation/ports.ts';
import { failing } from '../../scripted-service.ts';
import type { CallFault } from '../call-faults.ts';
import { faultyCall } from '../faulty-calls.ts';
import { sceneStart } from '../scene.ts';
import { endReading, stackReading } from './stack-view.ts';

/** A cancel request that reached CloudFormation, and whether it was taken. */
export interface ArrivedRequest {
  readonly reference: string;
  readonly token: string;
  isTaken: boolean;
}

/** The emulator's stacks behind the port, on the tests' clock, with a fault for each call. */
export class EmulatedStacks implements DeploymentService {
  readonly findsEndByToken = true;
  readonly #state: CloudFormationState;
  readonly #clock: Clock;
  readonly #nextFault: () => CallFault;
  /** How many cancel requests have left the machine, and those that reached CloudFormation. */
  cancelsSent = 0;
  readonly arrived: ArrivedRequest[] = [];
  reads = 0;
  /** What the requests named the stack by, in order. */
  readonly references: string[] = [];
  /** Whether an answer has told the stack's id at the time of each of them. */
  readonly knewId: boolean[] = [];
  #isIdKnown = false;
  /** The oldest state that a stale answer may show, in milliseconds since 1970. */
  #oldest = sceneStart;
  /** When the first cancel request was answered as accepted, in milliseconds of the clock. */
  firstAcceptedAt: number | undefined;

  constructor(state: CloudFormationState, clock: Clock, nextFault: () => CallFault) {
    this.#state = state;
    this.#clock = clock;
    this.#nextFault = nextFault;
  }

  async cancel(reference: string, token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    const onSent = (): void => {
      this.cancelsSent += 1;
      limits.onSent();
    };
    const answer = await this.#call('cancel', reference, { ...limits, onSent }, () => {
      const request = { reference, token, isTaken: false };
      this.arrived.push(request);
      cancelUpdateStack(this.#state, { nameOrId: reference, token });
      request.isTaken = true;
      this.#oldest = this.#state.updates(reference).at(-1)?.begunAtMilliseconds ?? this.#oldest;
      return undefined;
    });
    if (answer.ok) this.firstAcceptedAt ??= this.#clock.now();
    return answer;
  }

  async readState(reference: string, limits: CallLimits): Promise<Answer<Reading>> {
    this.reads += 1;
    const answer = await this.#call('read-state', reference, limits, (fault) => {
      const at = this.#timeOf(fault);
      return stackReading(this.#find(reference, at), at, fault);
    });
    this.#isIdKnown ||= answer.ok;
    return answer;
  }

  async readEnd(reference: string, question: EndQuestion, limits: CallLimits): Promise<Answer<EndReading>> {
    const answer = await this.#call('read-end', reference, limits, (fault) => {
      const at = this.#timeOf(fault);
      return endReading(this.#find(reference, at), at, question);
    });
    if (!answer.ok) return answer;
    const { value } = answer;
    return value === undefined ? failing('unidentified', 'read-end') : { ...answer, value };
  }

  /** A stale answer knows the update that was there at the start, and the one that a request has met. */
  #timeOf({ staleMilliseconds }: CallFault): number {
    return Math.max(this.#state.now() - staleMilliseconds, this.#oldest);
  }

  #find(reference: string, atMilliseconds: number): StackRecord {
    const record = this.#state.find(reference, atMilliseconds);
    if (record === undefined) throw stackMissing(reference);
    return record;
  }

  #call<Value>(
    call: Call,
    reference: string,
    limits: CallLimits,
    carryOut: (fault: CallFault) => Value,
  ): Promise<Answer<Value>> {
    this.references.push(reference);
    this.knewId.push(this.#isIdKnown);
    const awsNow = (): number => this.#state.now();
    const circumstances = { clock: this.#clock, awsNow, nextFault: this.#nextFault, kindOf };
    return faultyCall(call, limits, circumstances, carryOut);
  }
}

/** CloudFormation has no error of its own for a stack that is not there. */
function kindOf({ name, message }: ApiError): FailureKind {
  if (name !== 'ValidationError') return 'unexpected';
  return message.endsWith('does not exist') ? 'not-found' : 'validation';
}
