import type { Clock } from '../clock.ts';
import type { EmulatorSettings, ServiceBehaviour } from '../settings.ts';
import type { Place } from './arns.ts';
import {
  type Deployment,
  type DeploymentStatus,
  type PipelineVersion,
  statusAt,
  type TerminalStatus,
} from './deployment.ts';
import { firstDeployment, history, type NewService, newServiceDefinition } from './new-service.ts';
import { protonError } from './proton-error.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';
import { lastSucceeded, type ServiceDetail, serviceDetail } from './service-view.ts';
import { followingVersion } from './template-version.ts';

/** The settings that the state goes by. */
export type StateSettings = ServiceBehaviour &
  Place & { readonly clock: Clock; readonly uuid: () => string } & Pick<
    EmulatorSettings,
    'nothingToCancelAnswer' | 'serviceQuota'
  >;

/** A deployment as it truly is at the time of asking, whatever an answer on the wire may say. */
export interface DeploymentTruth {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly begunBy: 'CreateService' | 'UpdateServicePipeline';
  readonly createdAtMilliseconds: number;
  /** When a cancellation was asked for, if one was. */
  readonly cancelRequestedAtMilliseconds: number | undefined;
}

/**
 * What Proton knows: services, their pipelines and deployments. State is a function of what was asked for and of the
 * clock: nothing runs in the background, every read first carries out what time has brought about.
 */
export class ProtonState {
  readonly place: Place;
  readonly #settings: StateSettings;
  readonly #services = new Map<string, ServiceRecord>();
  readonly #serviceNameByDeploymentId = new Map<string, string>();
  readonly #deletedNames = new Set<string>();

  constructor(settings: StateSettings) {
    this.#settings = settings;
    this.place = { region: settings.region, accountId: settings.accountId };
  }

  /** Milliseconds since 1970, by the clock that the state goes by. */
  now(): number {
    return this.#settings.clock.now();
  }

  /**
   * Puts a service in place, past the API: by default one with a pipeline whose latest update has succeeded.
   * A service of that name is replaced.
   */
  addService(name: string, options: NewService = {}): void {
    const behaviour = this.#behaviour(options);
    const definition = newServiceDefinition(name, options);
    const now = this.now();
    const past = history(definition, behaviour, options.deployment ?? 'succeeded', now, this.#settings.uuid);
    this.#keep({
      definition,
      behaviour,
      createdAtMilliseconds: past.createdAtMilliseconds,
      lastModifiedAtMilliseconds: now,
      deployments: definition.repository === undefined ? [] : past.deployments,
      deletedAtMilliseconds: undefined,
    });
  }

  /** The service as GetService would show it, or nothing if there is none of that name. */
  service(name: string): ServiceDetail | undefined {
    const record = this.find(name);
    return record === undefined ? undefined : serviceDetail(this.place, record, this.now());
  }

  /** The deployments of a service, oldest first; none if there is no such service. */
  deployments(name: string): readonly DeploymentTruth[] {
    const now = this.now();
    return (this.find(name)?.deployments ?? []).map((deployment) => ({
      id: deployment.id,
      status: statusAt(deployment, now),
      begunBy: deployment.begunBy,
      createdAtMilliseconds: deployment.createdAtMilliseconds,
      cancelRequestedAtMilliseconds: deployment.cancelRequestedAtMilliseconds,
    }));
  }

  /** The record of a service, or nothing if there is none of that name. */
  find(name: string): ServiceRecord | undefined {
    const record = this.#services.get(name);
    return record === undefined ? undefined : this.#carryOutWhatTimeBrought(record);
  }

  /** The record of a service. Throws `ResourceNotFoundException` if there is none of that name. */
  get(name: string): ServiceRecord {
    const record = this.find(name);
    if (record === undefined) {
      throw protonError('ResourceNotFoundException', `The service ${name} was not found.`);
    }
    return record;
  }

  /** A deployment and the service it belongs to. Throws `ResourceNotFoundException` if there is none of that id. */
  getDeployment(id: string): { readonly service: ServiceRecord; readonly deployment: Deployment } {
    const name = this.#serviceNameByDeploymentId.get(id);
    const service = name === undefined ? undefined : this.find(name);
    const deployment = service?.deployments.find((candidate) => candidate.id === id);
    if (service === undefined || deployment === undefined) {
      throw protonError('ResourceNotFoundException', `The deployment ${id} was not found.`);
    }
    return { service, deployment };
  }

  /** All services, in the order in which they came to be. */
  services(): readonly ServiceRecord[] {
    return [...this.#services.keys()].flatMap((name) => this.find(name) ?? []);
  }

  /** Tells whether a service of that name once was, and has been deleted. */
  wasDeleted(name: string): boolean {
    return this.find(name) === undefined && this.#deletedNames.has(name);
  }

  /**
   * Creates a service and begins its first deployment, if it has a pipeline.
   * Throws `ServiceQuotaExceededException` when there are too many services. The name must be free.
   */
  createService(definition: ServiceDefinition): ServiceRecord {
    const quota = this.#settings.serviceQuota;
    if (this.services().length >= quota) {
      throw protonError('ServiceQuotaExceededException', `The account can hold ${quota} services.`);
    }
    const behaviour = this.#behaviour({});
    const now = this.now();
    const ends = now + behaviour.deployMilliseconds;
    return this.#keep({
      definition,
      behaviour,
      createdAtMilliseconds: now,
      lastModifiedAtMilliseconds: now,
      deployments:
        definition.repository === undefined
          ? []
          : [firstDeployment(definition, this.#settings.uuid(), now, ends, behaviour.deployEnding)],
      deletedAtMilliseconds: undefined,
    });
  }

  /**
   * Begins a new deployment of a pipeline, and gives its id. By default it deploys the next minor version.
   * Throws `ResourceNotFoundException`, `ValidationException` when the service has no pipeline, and
   * `ConflictException` while a deployment is in progress or being cancelled, or the service is being deleted.
   */
  startUpdate(name: string, version?: PipelineVersion): string {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    if (latest === undefined) {
      throw protonError('ValidationException', `The service ${name} has no pipeline.`);
    }
    this.#refuseWhileDeleting(record);
    this.#refuseWhileDeploying(record, latest);
    const now = this.now();
    const deployment = this.#update(record, latest, now, version);
    this.#keep({ ...record, lastModifiedAtMilliseconds: now, deployments: [...record.deployments, deployment] });
    return deployment.id;
  }

  /**
   * Asks for the cancellation of the deployment in progress.
   * Throws `ResourceNotFoundException`, `ConflictException` for a first deployment and while the service is being
   * deleted, and what `nothingToCancelAnswer` says where nothing is in progress or a cancellation already is.
   */
  cancelDeployment(name: string): void {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    this.#refuseWhileDeleting(record);
    if (latest === undefined || statusAt(latest, this.now()) !== 'IN_PROGRESS') {
      throw this.#nothingToCancel(name);
    }
    if (latest.begunBy === 'CreateService') {
      throw protonError('ConflictException', `The first deployment of the service ${name} can't be cancelled.`);
    }
    const now = this.now();
    this.#replaceLatest(record, {
      ...latest,
      cancelRequestedAtMilliseconds: now,
      endsAtMilliseconds: now + record.behaviour.cancelMilliseconds,
      ending: record.behaviour.cancelEnding,
    });
  }

  /** Ends the latest deployment of a service at once, past the API. Throws `ResourceNotFoundException`. */
  endDeployment(name: string, ending: TerminalStatus): void {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    if (latest === undefined) {
      throw protonError('ResourceNotFoundException', `The service ${name} has no deployment.`);
    }
    this.#replaceLatest(record, { ...latest, endsAtMilliseconds: this.now(), ending });
  }

  /**
   * Begins the deletion of a service with its pipeline, whatever it is doing; with `milliseconds` in place of the
   * service's own duration. Throws `ResourceNotFoundException`.
   */
  deleteService(name: string, milliseconds?: number): void {
    const record = this.get(name);
    const now = this.now();
    const duration = milliseconds ?? record.behaviour.deleteMilliseconds;
    this.#keep({ ...record, lastModifiedAtMilliseconds: now, deletedAtMilliseconds: now + duration });
  }

  #behaviour(overriding: Partial<ServiceBehaviour>): ServiceBehaviour {
    const settings = { ...this.#settings, ...overriding };
    return {
      deployMilliseconds: settings.deployMilliseconds,
      cancelMilliseconds: settings.cancelMilliseconds,
      deleteMilliseconds: settings.deleteMilliseconds,
      deployEnding: settings.deployEnding,
      cancelEnding: settings.cancelEnding,
      supersededAfterMilliseconds: settings.supersededAfterMilliseconds,
    };
  }

  #keep(record: ServiceRecord): ServiceRecord {
    const { name } = record.definition;
    this.#services.set(name, record);
    for (const { id } of record.deployments) {
      this.#serviceNameByDeploymentId.set(id, name);
    }
    return record;
  }

  #replaceLatest(record: ServiceRecord, latest: Deployment): void {
    this.#keep({ ...record, deployments: [...record.deployments.slice(0, -1), latest] });
  }

  #update(record: ServiceRecord, latest: Deployment, at: number, version?: PipelineVersion): Deployment {
    const succeeded = lastSucceeded(record, at);
    const initial = (succeeded ?? latest).target;
    return {
      id: this.#settings.uuid(),
      serviceName: record.definition.name,
      begunBy: 'UpdateServicePipeline',
      target: version ?? nextMinorVersion(initial),
      initial,
      previousSucceededId: succeeded?.id,
      createdAtMilliseconds: at,
      cancelRequestedAtMilliseconds: undefined,
      endsAtMilliseconds: at + record.behaviour.deployMilliseconds,
      ending: record.behaviour.deployEnding,
    };
  }

  #carryOutWhatTimeBrought(record: ServiceRecord): ServiceRecord | undefined {
    const now = this.now();
    if (record.deletedAtMilliseconds !== undefined) {
      return now >= record.deletedAtMilliseconds ? this.#forget(record) : record;
    }
    const latest = record.deployments.at(-1);
    const after = record.behaviour.supersededAfterMilliseconds;
    if (latest?.cancelRequestedAtMilliseconds === undefined || after === undefined) {
      return record;
    }
    const takeover = latest.endsAtMilliseconds + after;
    if (now < takeover) {
      return record;
    }
    const newer = this.#update(record, latest, takeover);
    return this.#keep({
      ...record,
      lastModifiedAtMilliseconds: takeover,
      deployments: [...record.deployments, newer],
    });
  }

  #forget(record: ServiceRecord): undefined {
    this.#services.delete(record.definition.name);
    this.#deletedNames.add(record.definition.name);
    for (const { id } of record.deployments) {
      this.#serviceNameByDeploymentId.delete(id);
    }
  }

  #refuseWhileDeleting(record: ServiceRecord): void {
    if (record.deletedAtMilliseconds !== undefined) {
      throw protonError('ConflictException', `The service ${record.definition.name} is being deleted.`);
    }
  }

  #refuseWhileDeploying(record: ServiceRecord, latest: Deployment): void {
    const status = statusAt(latest, this.now());
    if (status === 'IN_PROGRESS' || status === 'CANCELLING') {
      throw protonError(
        'ConflictException',
        `The deployment ${latest.id} of the service ${record.definition.name} is ${status}.`,
      );
    }
  }

  #nothingToCancel(name: string): Error {
    const message = `The service ${name} has no pipeline deployment in progress that could be cancelled.`;
    switch (this.#settings.nothingToCancelAnswer) {
      case 'conflict':
        return protonError('ConflictException', message);
      case 'validation':
        return protonError('ValidationException', message);
    }
  }
}

function nextMinorVersion(version: PipelineVersion): PipelineVersion {
  return { ...version, templateMinorVersion: followingVersion(version.templateMinorVersion) };
}
