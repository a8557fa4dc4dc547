import type { CloudFormationState } from '../../../../emulator/cloudformation/state/cloudformation-state.ts';
import { stackMissing } from '../../../../emulator/cloudformation/state/cloudformation-state.ts';
import type { StackRecord } from '../../../../emulator/cloudformation/state/stack-record.ts';
import { cancelUpdateStack } from '../../../../emulator/cloudformation/state/stack-requests.ts';
import type { ApiError } from '../../../../emulator/http/api-error.ts';
import type { FailureKind } from '../../../../src/cancellation/model/failure.ts';
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
import { EmulatedApi } from '../emulated-api.ts';
import { sceneStart } from '../scene.ts';
import { endReading, stackReading } from './stack-view.ts';

/** A cancel request that reached CloudFormation, and whether it was taken. */
export interface ArrivedRequest {
  readonly reference: string;
  readonly token: string;
  isTaken: boolean;
}

/** The emulator's stacks behind the port, on the tests' clock, with a fault for each call. */
export class EmulatedStacks extends EmulatedApi implements DeploymentService {
  readonly findsEndByToken = true;
  readonly #state: CloudFormationState;
  /** The cancel requests that reached CloudFormation. */
  readonly arrived: ArrivedRequest[] = [];
  /** What the requests named the stack by, in order. */
  readonly references: string[] = [];
  /** Whether an answer has told the stack's id at the time of each of them. */
  readonly knewId: boolean[] = [];
  #isIdKnown = false;
  /** The oldest state that a stale answer may show, in milliseconds since 1970. */
  #oldest = sceneStart;

  constructor(state: CloudFormationState, clock: Clock, nextFault: () => CallFault) {
    super(state, clock, nextFault);
    this.#state = state;
  }

  cancel(reference: string, token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    this.#note(reference);
    return this.cancelling(limits, () => {
      const request = { reference, token, isTaken: false };
      this.arrived.push(request);
      cancelUpdateStack(this.#state, { nameOrId: reference, token });
      request.isTaken = true;
      this.#oldest = this.#state.updates(reference).at(-1)?.begunAtMilliseconds ?? this.#oldest;
      return undefined;
    });
  }

  async readState(reference: string, limits: CallLimits): Promise<Answer<Reading>> {
    this.reads += 1;
    this.#note(reference);
    const answer = await this.calling('read-state', limits, (fault) => {
      const at = this.#timeOf(fault);
      return stackReading(this.#find(reference, at), at, fault);
    });
    this.#isIdKnown ||= answer.ok;
    return answer;
  }

  async readEnd(reference: string, question: EndQuestion, limits: CallLimits): Promise<Answer<EndReading>> {
    this.#note(reference);
    const answer = await this.calling('read-end', limits, (fault) => {
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

  #note(reference: string): void {
    this.references.push(reference);
    this.knewId.push(this.#isIdKnown);
  }

  /** CloudFormation has no error of its own for a stack that is not there. */
  protected kindOf({ name, message }: ApiError): FailureKind {
    if (name !== 'ValidationError') return 'unexpected';
    return message.endsWith('does not exist') ? 'not-found' : 'validation';
  }
}
