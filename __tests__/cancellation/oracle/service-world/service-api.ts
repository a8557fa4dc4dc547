import {
  CancelServicePipelineDeploymentCommand,
  GetDeploymentCommand,
  GetServiceCommand,
} from '@aws-sdk/client-proton';
import type { CallLimits } from '../../../../src/cancellation/ports.ts';
import type { FakeClock } from '../../fake-clock.ts';
import type { World } from '../world/adapter-calls.ts';
import type { Lag } from '../world/lag.ts';
import { type Handled, Network } from '../world/network.ts';
import { worldStart } from '../world/start.ts';
import type { Trouble, Weather } from '../world/trouble.ts';
import { type Deployment, type ServiceLife, statusAt } from './service-life.ts';

/** What a request did or an answer shows. `at`: as of when. */
export type ServiceView =
  | { readonly kind: 'cancelled'; readonly hit: Deployment | undefined; readonly exists: boolean }
  | {
      readonly kind: 'state';
      readonly at: number;
      readonly exists: boolean;
      readonly deployment: Deployment | undefined;
      readonly hasId: boolean;
    }
  | { readonly kind: 'record'; readonly at: number; readonly deployment: Deployment | undefined };

/** What the API is like, apart from the life of the service. */
export interface ServiceApiSettings {
  readonly name: string;
  readonly hasPipeline: boolean;
  readonly refusal: 'conflict' | 'validation';
  readonly showsDeletion: boolean;
  readonly hasIds: boolean;
  readonly stateLag: Lag;
  readonly recordLag: Lag;
}

const $metadata = { requestId: 'request-id' };

/** Proton as far as the adapter asks it, over the life of a service. */
export class ServiceApi implements World {
  readonly network: Network<ServiceView>;
  readonly clock: FakeClock;
  readonly #settings: ServiceApiSettings;
  readonly #life: ServiceLife | undefined;
  /** Called when a request to cancel was taken. */
  onCancelled: () => void = () => undefined;

  constructor(life: ServiceLife | undefined, settings: ServiceApiSettings, clock: FakeClock, weather: Weather) {
    this.#life = life;
    this.#settings = settings;
    this.clock = clock;
    this.network = new Network(clock, weather);
  }

  answer(command: object, limits: CallLimits, until: number): Promise<object> {
    const asked = { reference: this.#settings.name, token: undefined };
    if (command instanceof CancelServicePipelineDeploymentCommand) {
      return this.network.send({ ...asked, call: 'cancel' }, limits, until, (trouble) => this.#cancel(trouble));
    }
    if (command instanceof GetServiceCommand) {
      return this.network.send({ ...asked, call: 'read-state' }, limits, until, (trouble) => this.#getService(trouble));
    }
    if (command instanceof GetDeploymentCommand) {
      const { id } = command.input;
      return this.network.send({ ...asked, call: 'read-end' }, limits, until, () => this.#getDeployment(id));
    }
    throw new Error(`The world has no answer to ${command.constructor.name}.`);
  }

  #cancel({ lacks }: Trouble): Handled<ServiceView> {
    const now = this.clock.now();
    const exists = this.#life?.exists(now) === true;
    const hit = exists ? this.#life?.cancel(now, 'step') : undefined;
    const view = { kind: 'cancelled', hit, exists } as const;
    if (hit === undefined) return { view, refusal: exists ? this.#settings.refusal : 'not-found' };
    this.onCancelled();
    return { view, output: { $metadata, pipeline: this.#pipeline(hit, now, lacks) } };
  }

  #getService({ lacks }: Trouble): Handled<ServiceView> {
    const at = this.clock.now() - this.#settings.stateLag();
    const exists = this.#life?.exists(at) === true;
    const deployment = exists && this.#settings.hasPipeline ? this.#life?.at(at) : undefined;
    const hasId = this.#settings.hasIds && lacks !== 'id';
    const view = { kind: 'state', at, exists, deployment, hasId } as const;
    if (!exists) return { view, refusal: 'not-found' };
    const status = this.#life?.isBeingDeleted(at) === true ? 'DELETE_IN_PROGRESS' : 'ACTIVE';
    const pipeline = deployment === undefined ? {} : { pipeline: this.#pipeline(deployment, at, lacks) };
    return { view, output: { $metadata, service: { name: this.#settings.name, arn: 'arn', status, ...pipeline } } };
  }

  #pipeline(deployment: Deployment, at: number, lacks: Trouble['lacks']): object {
    const { showsDeletion, hasIds } = this.#settings;
    const isDeleting = showsDeletion && this.#life?.isBeingDeleted(at) === true;
    const succeeded = this.#life?.deployments.findLast((one) => one.begunAt <= at && statusAt(one, at) === 'SUCCEEDED');
    return {
      arn: `arn:aws:proton:us-east-1:123456789012:service/${this.#settings.name}/pipeline`,
      createdAt: new Date(worldStart - 86_400_000),
      lastDeploymentAttemptedAt: new Date(worldStart + deployment.begunAt),
      lastDeploymentSucceededAt: new Date(worldStart + (succeeded?.endsAt ?? -86_400_000)),
      templateName: 'pipeline',
      templateMajorVersion: '1',
      templateMinorVersion: '0',
      ...(lacks === 'status' ? {} : { deploymentStatus: isDeleting ? 'DELETE_IN_PROGRESS' : statusAt(deployment, at) }),
      ...(hasIds && lacks !== 'id' ? { lastAttemptedDeploymentId: deployment.id } : {}),
      ...(succeeded === undefined ? {} : { lastSucceededDeploymentId: succeeded.id }),
    };
  }

  #getDeployment(id: string | undefined): Handled<ServiceView> {
    const at = this.clock.now() - this.#settings.recordLag();
    const found = this.#life?.deployments.find((deployment) => deployment.id === id && deployment.begunAt <= at);
    const deployment = this.#life?.exists(at) === true ? found : undefined;
    const view = { kind: 'record', at, deployment } as const;
    if (deployment === undefined) return { view, refusal: 'not-found' };
    const deploymentStatus = statusAt(deployment, at);
    // As Proton gives it, in whole seconds.
    const completedAt = new Date(Math.floor((worldStart + deployment.endsAt) / 1_000) * 1_000);
    const end = at >= deployment.endsAt ? { completedAt } : {};
    return { view, output: { $metadata, deployment: { id, deploymentStatus, ...end } } };
  }
}
