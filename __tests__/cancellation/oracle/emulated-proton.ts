import type { ApiError } from '../../../emulator/http/api-error.ts';
import type { ProtonState } from '../../../emulator/proton/proton-state.ts';
import type { ServiceReader } from '../../../emulator/proton/service-reader.ts';
import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import type { FailureKind } from '../../../src/cancellation/model/failure.ts';
import type {
  Answer,
  CallLimits,
  Clock,
  DeploymentService,
  EndQuestion,
  EndReading,
  Reading,
} from '../../../src/cancellation/ports.ts';
import type { CallFault } from './call-faults.ts';
import { EmulatedApi } from './emulated-api.ts';

/** The emulator's state behind the port, on the tests' clock, with a fault for each call. */
export class EmulatedProton extends EmulatedApi implements DeploymentService {
  readonly findsEndByToken = false;
  readonly #state: ProtonState;
  /** How many cancel requests have reached Proton. */
  cancelsArrived = 0;

  constructor(state: ProtonState, clock: Clock, nextFault: () => CallFault) {
    super(state, clock, nextFault);
    this.#state = state;
  }

  cancel(name: string, _token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    return this.cancelling(limits, (fault) => {
      this.cancelsArrived += 1;
      this.#state.cancelDeployment(name);
      return readingOf(this.#state, name, fault);
    });
  }

  readState(name: string, limits: CallLimits): Promise<Answer<Reading>> {
    this.reads += 1;
    return this.calling('read-state', limits, (fault) => {
      const state = fault.staleMilliseconds === 0 ? this.#state : this.#state.ago(fault.staleMilliseconds);
      state.get(name);
      return readingOf(state, name, fault);
    });
  }

  readEnd(name: string, { deploymentId = '' }: EndQuestion, limits: CallLimits): Promise<Answer<EndReading>> {
    return this.calling('read-end', limits, () => {
      const { deployment } = this.#state.getDeployment(deploymentId);
      const status = this.#state.deployments(name).find(({ id }) => id === deploymentId)?.status;
      const hasEnded = this.#state.now() >= deployment.endsAtMilliseconds;
      return {
        stage: stageOf(status),
        status,
        message: undefined,
        deploymentId,
        // As AWS gives it, in whole seconds.
        endedAtEpoch: hasEnded ? Math.floor(deployment.endsAtMilliseconds / 1_000) * 1_000 : undefined,
        rollbackCause: undefined,
      };
    });
  }

  protected kindOf({ name }: ApiError): FailureKind {
    const kinds: Readonly<Record<string, FailureKind>> = {
      ConflictException: 'conflict',
      ValidationException: 'validation',
      ResourceNotFoundException: 'not-found',
    };
    return kinds[name] ?? 'unexpected';
  }
}

function readingOf(state: ServiceReader, name: string, { leftOut }: CallFault): Reading {
  const service = state.service(name);
  const pipeline = service?.pipeline;
  const status = leftOut === 'status' ? undefined : pipeline?.deploymentStatus;
  return {
    stage: pipeline === undefined ? 'absent' : stageOf(status),
    status,
    message: undefined,
    deploymentId: leftOut !== 'id' ? pipeline?.lastAttemptedDeploymentId : undefined,
    begunAtEpoch: pipeline !== undefined ? pipeline.lastDeploymentAttemptedAt * 1_000 : undefined,
    rollbackBy: undefined,
    isBeingDeleted: service?.status === 'DELETE_IN_PROGRESS',
    nestedIn: undefined,
    reference: undefined,
    detail: undefined,
    spec: undefined,
  };
}

function stageOf(status: string | undefined): Stage {
  const stages: Readonly<Record<string, Stage>> = {
    IN_PROGRESS: 'in-progress',
    CANCELLING: 'cancelling',
    CANCELLED: 'cancelled',
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    DELETE_IN_PROGRESS: 'deleted',
  };
  return stages[status ?? ''] ?? 'unknown';
}
