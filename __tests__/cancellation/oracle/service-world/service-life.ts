import type { DeploymentStatus } from '@aws-sdk/client-proton';

/** How a deployment goes. Durations in milliseconds. */
export interface DeploymentPlan {
  readonly deploy: number;
  readonly ending: 'SUCCEEDED' | 'FAILED';
  /** From an accepted cancellation to the end, and that end: `SUCCEEDED` is one that came too late. */
  readonly cancel: number;
  readonly cancelEnding: 'CANCELLED' | 'FAILED' | 'SUCCEEDED';
}

/** A deployment as it truly is. Times in milliseconds since the step began. */
export interface Deployment {
  readonly id: string;
  readonly begunAt: number;
  readonly plan: DeploymentPlan;
  /** The first deployment of a service can't be cancelled. */
  readonly isFirst: boolean;
  cancelledAt: number | undefined;
  cancelledBy: 'step' | 'others' | undefined;
  endsAt: number;
  ending: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
}

/** The life of one service with a pipeline: what really happened, and what will unless somebody intervenes. */
export class ServiceLife {
  readonly deployments: Deployment[] = [];
  readonly createdAt: number;
  /** When the deletion of the service began, and when it was over. */
  deletion: { readonly begunAt: number; readonly goneAt: number } | undefined;
  readonly #newId: () => string;

  constructor(createdAt: number, newId: () => string) {
    this.createdAt = createdAt;
    this.#newId = newId;
  }

  /** The latest deployment by a time. */
  at(time: number): Deployment | undefined {
    return this.deployments.findLast(({ begunAt }) => begunAt <= time);
  }

  /** Whether the service is known at a time. */
  exists(time: number): boolean {
    return time >= this.createdAt && !this.isGone(time);
  }

  isGone(time: number): boolean {
    return this.deletion !== undefined && time >= this.deletion.goneAt;
  }

  isBeingDeleted(time: number): boolean {
    return this.deletion !== undefined && time >= this.deletion.begunAt;
  }

  /** Begins a deployment; does nothing while one goes on. */
  deploy(at: number, plan: DeploymentPlan, id = this.#newId()): void {
    const before = this.at(at);
    if ((before !== undefined && isGoingOn(before, at)) || this.isBeingDeleted(at)) return;
    const cancelled = { cancelledAt: undefined, cancelledBy: undefined };
    const end = { endsAt: at + plan.deploy, ending: plan.ending };
    this.deployments.push({ id, begunAt: at, plan, isFirst: before === undefined, ...cancelled, ...end });
  }

  /** CancelServicePipelineDeployment. Gives the deployment that it hit; undefined where it is refused. */
  cancel(at: number, by: 'step' | 'others'): Deployment | undefined {
    const now = this.at(at);
    if (now === undefined || now.isFirst || this.isBeingDeleted(at) || statusAt(now, at) !== 'IN_PROGRESS') {
      return undefined;
    }
    now.cancelledAt = at;
    now.cancelledBy = by;
    now.endsAt = at + now.plan.cancel;
    now.ending = now.plan.cancelEnding;
    return now;
  }

  /** DeleteService. */
  delete(at: number, milliseconds: number): void {
    this.deletion ??= { begunAt: at, goneAt: at + milliseconds };
  }
}

/** The status of a deployment at a time. */
export function statusAt({ cancelledAt, endsAt, ending }: Deployment, time: number): DeploymentStatus {
  if (time >= endsAt) return ending;
  return cancelledAt !== undefined && time >= cancelledAt ? 'CANCELLING' : 'IN_PROGRESS';
}

export function isGoingOn(deployment: Deployment, time: number): boolean {
  return time < deployment.endsAt;
}
