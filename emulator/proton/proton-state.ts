import type { Clock } from '../clock.ts';
import type { Place } from '../place.ts';
import { behaviourOf, type EmulatorSettings, type ServiceBehaviour } from '../settings.ts';
import { type Deployment, type PipelineVersion, statusAt, type TerminalStatus } from './deployment.ts';
import { followingDeployment } from './following-deployment.ts';
import { createdService, type NewService, serviceInPlace } from './new-service.ts';
import { PastProton } from './past-proton.ts';
import { protonError } from './proton-error.ts';
import { refuseWhileDeleting, refuseWhileDeploying } from './refusals.ts';
import { ServiceReader } from './service-reader.ts';
import type { ServiceDefinition, ServiceRecord } from './service-record.ts';
import { ServiceStore } from './service-store.ts';

/** The settings that the state goes by. */
export type StateSettings = ServiceBehaviour &
  Place & { readonly clock: Clock; readonly uuid: () => string } & Pick<
    EmulatorSettings,
    'nothingToCancelAnswer' | 'serviceQuota'
  >;

/**
 * What Proton knows: services, their pipelines and deployments. State is a function of what was asked for and of the
 * clock: nothing runs in the background, every read first carries out what time has brought about.
 */
export class ProtonState extends ServiceReader {
  readonly place: Place;
  readonly #settings: StateSettings;
  readonly #store = new ServiceStore();

  constructor(settings: StateSettings) {
    super();
    this.#settings = settings;
    this.place = { region: settings.region, accountId: settings.accountId };
  }

  now(): number {
    return this.#settings.clock.now();
  }

  find(name: string): ServiceRecord | undefined {
    const record = this.#store.find(name);
    return record === undefined ? undefined : this.#carryOutWhatTimeBrought(record);
  }

  protected names(): readonly string[] {
    return this.#store.names();
  }

  protected nameOfDeployment(id: string): string | undefined {
    return this.#store.nameOfDeployment(id);
  }

  /** What a read saw that was served from a copy of this age. A service that was put in place has always been there. */
  ago(milliseconds: number): ServiceReader {
    return new PastProton(this, this.#store, this.now() - milliseconds);
  }

  /**
   * Puts a service in place, past the API: by default one with a pipeline whose latest update has succeeded.
   * A service of that name is replaced.
   */
  addService(name: string, options: NewService = {}): void {
    const behaviour = behaviourOf({ ...this.#settings, ...options });
    const record = serviceInPlace(name, options, behaviour, this.now(), this.#settings.uuid);
    this.#store.erase(name);
    this.#store.keep(record, Number.NEGATIVE_INFINITY);
  }

  /** Tells whether a service of that name once was, and has been deleted. */
  wasDeleted(name: string): boolean {
    return this.find(name) === undefined && this.#store.wasDeleted(name);
  }

  /**
   * Creates a service and begins its first deployment, if it has a pipeline. The name must be free.
   * @throws `ServiceQuotaExceededException` when there are too many services
   */
  createService(definition: ServiceDefinition): ServiceRecord {
    const quota = this.#settings.serviceQuota;
    if (this.services().length >= quota) {
      throw protonError('ServiceQuotaExceededException', `The account can hold ${quota} services.`);
    }
    const now = this.now();
    const record = createdService(definition, behaviourOf(this.#settings), now, this.#settings.uuid);
    return this.#store.keep(record, now);
  }

  /**
   * Begins a new deployment of a pipeline, and gives its id. By default it deploys the next minor version.
   * @throws `ResourceNotFoundException`, `ValidationException` when the service has no pipeline, and
   * `ConflictException` while a deployment is in progress or being cancelled, or the service is being deleted
   */
  startUpdate(name: string, version?: PipelineVersion): string {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    if (latest === undefined) throw protonError('ValidationException', `The service ${name} has no pipeline.`);
    refuseWhileDeleting(record);
    refuseWhileDeploying(latest, this.now());
    return this.#update(record, this.now(), version).id;
  }

  /**
   * Asks for the cancellation of the deployment in progress.
   * @throws `ResourceNotFoundException`, `ConflictException` for a first deployment and while the service is being
   * deleted, and what `nothingToCancelAnswer` says where nothing is in progress or a cancellation already is
   */
  cancelDeployment(name: string): void {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    refuseWhileDeleting(record);
    if (latest === undefined || statusAt(latest, this.now()) !== 'IN_PROGRESS') {
      const error = { conflict: 'ConflictException', validation: 'ValidationException' } as const;
      const message = `The service ${name} has no pipeline deployment in progress that could be cancelled.`;
      throw protonError(error[this.#settings.nothingToCancelAnswer], message);
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

  /** Ends the latest deployment of a service at once, past the API. @throws `ResourceNotFoundException` */
  endDeployment(name: string, ending: TerminalStatus): void {
    const record = this.get(name);
    const latest = record.deployments.at(-1);
    if (latest === undefined) throw protonError('ResourceNotFoundException', `The service ${name} has no deployment.`);
    this.#replaceLatest(record, { ...latest, endsAtMilliseconds: this.now(), ending });
  }

  /**
   * Begins the deletion of a service with its pipeline, whatever it is doing; with `milliseconds` in place of the
   * service's own duration.
   * @throws `ResourceNotFoundException`
   */
  deleteService(name: string, milliseconds?: number): void {
    const record = this.get(name);
    const now = this.now();
    const duration = milliseconds ?? record.behaviour.deleteMilliseconds;
    this.#store.keep({ ...record, lastModifiedAtMilliseconds: now, deletedAtMilliseconds: now + duration }, now);
  }

  #replaceLatest(record: ServiceRecord, latest: Deployment): void {
    this.#store.keep({ ...record, deployments: [...record.deployments.slice(0, -1), latest] }, this.now());
  }

  #update(record: ServiceRecord, at: number, version?: PipelineVersion): Deployment {
    const deployment = followingDeployment(record, this.#settings.uuid(), at, version);
    const deployments = [...record.deployments, deployment];
    this.#store.keep({ ...record, lastModifiedAtMilliseconds: at, deployments }, at);
    return deployment;
  }

  #carryOutWhatTimeBrought(record: ServiceRecord): ServiceRecord | undefined {
    const { name } = record.definition;
    const now = this.now();
    if (record.deletedAtMilliseconds !== undefined && now >= record.deletedAtMilliseconds) {
      this.#store.delete(name, record.deletedAtMilliseconds);
      return undefined;
    }
    const latest = record.deployments.at(-1);
    const after = record.behaviour.supersededAfterMilliseconds;
    if (
      record.deletedAtMilliseconds === undefined &&
      latest?.cancelRequestedAtMilliseconds !== undefined &&
      after !== undefined &&
      now >= latest.endsAtMilliseconds + after
    ) {
      this.#update(record, latest.endsAtMilliseconds + after);
    }
    return this.#store.find(name);
  }
}
