import type { Pipeline } from '../../src/cancellation/model/deployment.ts';
import type {
  Answer,
  CallLimits,
  DeploymentReading,
  Failure,
  FailureKind,
  Operation,
  PipelineReading,
  Proton,
  ServiceReading,
} from '../../src/cancellation/ports.ts';
import type { FakeClock } from './fake-clock.ts';

export const ours = '11111111-1111-4111-8111-111111111111';
export const another = '22222222-2222-4222-8222-222222222222';

/** A failure of a kind, as the Proton room would make it. */
export function failing(kind: FailureKind, operation: Operation = 'GetService'): { ok: false; failure: Failure } {
  const failure = { kind, operation, name: kind, message: `It was ${kind}.`, remedy: 'Mend it.', requestId: 'r-1' };
  return { ok: false, failure };
}

/** A pipeline in an answer. */
export function pipeline(deploymentStatus: string | undefined, fields: Partial<Pipeline> = {}): Pipeline {
  return {
    deploymentStatus,
    lastAttemptedDeploymentId: ours,
    lastDeploymentAttemptedAt: '2026-09-01T00:00:00.000Z',
    ...fields,
  };
}

/** An accepted cancellation. */
export function accepted(
  deploymentStatus: string | undefined,
  fields: Partial<Pipeline> = {},
): Answer<PipelineReading> {
  return { ok: true, value: { pipeline: pipeline(deploymentStatus, fields), spec: undefined }, requestId: 'r-2' };
}

/** A service whose pipeline is in a status. */
export function reading(deploymentStatus: string | undefined, fields: Partial<Pipeline> = {}): Answer<ServiceReading> {
  return {
    ok: true,
    value: { pipeline: pipeline(deploymentStatus, fields), spec: 'spec: secret', serviceStatus: 'ACTIVE' },
    requestId: 'r-3',
  };
}

/** A service without a pipeline. */
export function withoutPipeline(serviceStatus = 'ACTIVE'): Answer<ServiceReading> {
  return { ok: true, value: { pipeline: undefined, spec: undefined, serviceStatus }, requestId: 'r-4' };
}

/** A deployment in a status. */
export function deployment(deploymentStatus: string, completedAt?: string): Answer<DeploymentReading> {
  return {
    ok: true,
    value: { deploymentStatus, deploymentStatusMessage: 'So it went.', completedAt },
    requestId: 'r-5',
  };
}

/** What Proton answers, call by call; the last answer is given again and again. */
export interface Script {
  readonly cancel?: readonly Answer<PipelineReading>[];
  readonly service?: readonly Answer<ServiceReading>[];
  readonly deployment?: readonly Answer<DeploymentReading>[];
}

/** A call that was made. */
export interface RecordedCall {
  readonly operation: Operation;
  readonly serviceName: string;
  readonly atMilliseconds: number;
  readonly timeoutMilliseconds: number;
}

/** A Proton that answers from a script and keeps a record of what it was asked. */
export class ScriptedProton implements Proton {
  readonly calls: RecordedCall[] = [];
  readonly #clock: FakeClock;
  readonly #script: Script;
  /** Called after each call was recorded, before it is answered. */
  onCall: (call: RecordedCall) => void = () => undefined;

  constructor(clock: FakeClock, script: Script) {
    this.#clock = clock;
    this.#script = script;
  }

  /** The operations asked for, in order. */
  get operations(): readonly Operation[] {
    return this.calls.map(({ operation }) => operation);
  }

  cancelServicePipelineDeployment(serviceName: string, limits: CallLimits): Promise<Answer<PipelineReading>> {
    return this.#answer('CancelServicePipelineDeployment', serviceName, limits, this.#script.cancel);
  }

  getService(serviceName: string, limits: CallLimits): Promise<Answer<ServiceReading>> {
    return this.#answer('GetService', serviceName, limits, this.#script.service);
  }

  getDeployment(_deploymentId: string, serviceName: string, limits: CallLimits): Promise<Answer<DeploymentReading>> {
    return this.#answer('GetDeployment', serviceName, limits, this.#script.deployment);
  }

  async #answer<Value>(
    operation: Operation,
    serviceName: string,
    { timeoutMilliseconds, signal }: CallLimits,
    answers: readonly Answer<Value>[] = [],
  ): Promise<Answer<Value>> {
    const made = this.calls.filter((call) => call.operation === operation && call.serviceName === serviceName).length;
    const call = { operation, serviceName, atMilliseconds: this.#clock.now(), timeoutMilliseconds };
    this.calls.push(call);
    this.onCall(call);
    if (signal.aborted) return failing('interrupted', operation);
    const answer = answers[Math.min(made, answers.length - 1)];
    if (answer === undefined) throw new Error(`The script has no answer to ${operation}.`);
    return answer;
  }
}
