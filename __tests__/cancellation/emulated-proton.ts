import { ApiError } from '../../emulator/http/api-error.ts';
import { getDeployment } from '../../emulator/proton/operations/get-deployment.ts';
import type { ProtonState } from '../../emulator/proton/proton-state.ts';
import type { PipelineDetail } from '../../emulator/proton/service-view.ts';
import type { Clock } from '../../src/cancellation/clock.ts';
import type { Pipeline } from '../../src/cancellation/model/deployment.ts';
import type {
  Answer,
  CallLimits,
  DeploymentReading,
  FailureKind,
  Operation,
  PipelineReading,
  Proton,
  ServiceReading,
} from '../../src/cancellation/ports.ts';
import { failing } from './scripted-proton.ts';

/** What goes wrong with one call: where, and whether Proton has carried it out by then. */
export const faults = [
  'none',
  'throttled',
  'unreachable',
  'refused-credentials',
  'server-fault-before',
  'server-fault-after',
  'reset-before',
  'reset-after',
  'unreadable-before',
  'unreadable-after',
  'stall-before',
  'stall-after',
  'slow',
] as const;

/** What goes wrong with one call. */
export type CallFault = (typeof faults)[number];

/** The emulator's state behind the port, on the tests' clock, with a fault for each call. */
export class EmulatedProton implements Proton {
  readonly #state: ProtonState;
  readonly #clock: Clock;
  readonly #nextFault: () => CallFault;
  /** How many cancel requests have reached Proton. */
  cancelRequests = 0;

  constructor(state: ProtonState, clock: Clock, nextFault: () => CallFault) {
    this.#state = state;
    this.#clock = clock;
    this.#nextFault = nextFault;
  }

  cancelServicePipelineDeployment(serviceName: string, limits: CallLimits): Promise<Answer<PipelineReading>> {
    return this.#call('CancelServicePipelineDeployment', limits, () => {
      this.cancelRequests += 1;
      this.#state.cancelDeployment(serviceName);
      return { pipeline: pipelineOf(this.#state.service(serviceName)?.pipeline), spec: undefined };
    });
  }

  getService(serviceName: string, limits: CallLimits): Promise<Answer<ServiceReading>> {
    return this.#call('GetService', limits, () => {
      this.#state.get(serviceName);
      const service = this.#state.service(serviceName);
      return { pipeline: pipelineOf(service?.pipeline), spec: service?.spec, serviceStatus: service?.status };
    });
  }

  getDeployment(id: string, serviceName: string, limits: CallLimits): Promise<Answer<DeploymentReading>> {
    return this.#call('GetDeployment', limits, () => {
      getDeployment(this.#state, { id, serviceName });
      const { deployment } = this.#state.getDeployment(id);
      const ended = this.#state.now() >= deployment.endsAtMilliseconds;
      return {
        deploymentStatus: this.#state.deployments(serviceName).find((one) => one.id === id)?.status,
        deploymentStatusMessage: undefined,
        completedAt: ended ? isoTime(deployment.endsAtMilliseconds) : undefined,
      };
    });
  }

  async #call<Value>(operation: Operation, limits: CallLimits, carryOut: () => Value): Promise<Answer<Value>> {
    const fault = this.#nextFault();
    const { timeoutMilliseconds, signal } = limits;
    const duration = durationOf(fault);
    const way = Math.min(20, timeoutMilliseconds / 2);
    await this.#clock.sleep(way, signal);
    const done = isCarriedOut(fault) ? attempt(carryOut, operation) : undefined;
    await this.#clock.sleep(Math.min(duration, timeoutMilliseconds - way), signal);
    if (signal.aborted) return failing('interrupted', operation);
    const failure = duration > timeoutMilliseconds - way ? 'connection-lost' : failureOf(fault);
    return failure === undefined && done !== undefined ? done : failing(failure ?? 'unexpected', operation);
  }
}

/** How long a call takes that nobody ends, in milliseconds. */
function durationOf(fault: CallFault): number {
  if (fault === 'stall-before' || fault === 'stall-after') return Number.POSITIVE_INFINITY;
  return fault === 'slow' ? 3_000 : 20;
}

function attempt<Value>(carryOut: () => Value, operation: Operation): Answer<Value> {
  try {
    return { ok: true, value: carryOut(), requestId: undefined };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    return failing(kindOf(thrown.name), operation);
  }
}

function kindOf(name: string): FailureKind {
  switch (name) {
    case 'ConflictException':
      return 'conflict';
    case 'ValidationException':
      return 'validation';
    case 'ResourceNotFoundException':
      return 'not-found';
    default:
      return 'unexpected';
  }
}

function isCarriedOut(fault: CallFault): boolean {
  switch (fault) {
    case 'none':
    case 'slow':
    case 'server-fault-after':
    case 'reset-after':
    case 'unreadable-after':
    case 'stall-after':
      return true;
    case 'throttled':
    case 'unreachable':
    case 'refused-credentials':
    case 'server-fault-before':
    case 'reset-before':
    case 'unreadable-before':
    case 'stall-before':
      return false;
  }
}

function failureOf(fault: CallFault): FailureKind | undefined {
  switch (fault) {
    case 'none':
    case 'slow':
      return undefined;
    case 'throttled':
    case 'unreachable':
      return fault;
    case 'refused-credentials':
      return 'credentials-refused';
    case 'server-fault-before':
    case 'server-fault-after':
      return 'server-fault';
    case 'unreadable-before':
    case 'unreadable-after':
      return 'unreadable';
    case 'reset-before':
    case 'reset-after':
    case 'stall-before':
    case 'stall-after':
      return 'connection-lost';
  }
}

function pipelineOf(detail: PipelineDetail | undefined): Pipeline | undefined {
  if (detail === undefined) return undefined;
  const { deploymentStatus, deploymentStatusMessage, lastAttemptedDeploymentId } = detail;
  const lastDeploymentAttemptedAt = isoTime(detail.lastDeploymentAttemptedAt * 1_000);
  return { deploymentStatus, deploymentStatusMessage, lastAttemptedDeploymentId, lastDeploymentAttemptedAt };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
